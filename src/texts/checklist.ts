import type { Checklist } from '../usecases/index.ts';
import { inline } from './format.ts';

/** What is said about the questions of a stage that a lead leaves. */
export const checklist = {
  /** After a move: the questions, with how to answer or not. */
  asked: (stage: string, questions: readonly string[]) =>
    [`离开「${stage}」，顺便答一下：`, ...numbered(questions), HOW[questions.length > 1 ? 'several' : 'one']].join(
      '\n',
    ),
  /** Before a move that is not made without the answers. */
  required: (lead: { name: string }, stage: string, questions: readonly string[]) =>
    [
      `${inline(lead.name)} 离开「${stage}」前要先回答：`,
      ...numbered(questions),
      `${questions.length > 1 ? '按顺序回，用分号隔开，一起算答了' : '直接回一句'}；0 取消`,
    ].join('\n'),
  answered: (list: Checklist) => [`记下了，${title(list)}`, ...answersOf(list)].join('\n'),
  skipped: (list: Checklist) => `${title(list)}没答，历史里会标出来。要补发 /清单 #${list.lead.id} 答案`,
  shown: (list: Checklist) => [title(list), ...answersOf(list)].join('\n'),
} as const;

const HOW = { one: '直接回一句', several: '按顺序回，用分号隔开' } as const;

function title({ lead, from, to }: Checklist): string {
  return `${inline(lead.name)} ${from.name} → ${to.name} 的清单`;
}

function answersOf({ answers }: Checklist): readonly string[] {
  return answers.map(({ question, answer }) => `· ${inline(question, 60)}：${answer ? inline(answer, 100) : '没答'}`);
}

function numbered(questions: readonly string[]): readonly string[] {
  return questions.map((question) => `· ${inline(question, 60)}`);
}
