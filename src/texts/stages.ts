import type { Stage } from '../domain/stage.ts';
import type { ArchivePlan, StageChange, StageEdit, StageList } from '../usecases/index.ts';
import { inline } from './format.ts';

const LAYER = { top: '上层', middle: '中层', bottom: '底层' } as const;
const LAYER_MEANING = { top: '培育', middle: '重点推进', bottom: '马上能签' } as const;

/** What is said about the funnel's stages: what they are, what was changed, and what that does. */
export const stages = {
  list: (all: StageList) =>
    [
      `漏斗 ${all.length} 个阶段`,
      ...all.map(({ stage, open }, at) => `${at + 1}. ${summary(stage)}${stage.kind === 'won' ? '' : ` · ${open} 条`}`),
      '看一个：/阶段 商机。改法发 /帮助 阶段',
    ].join('\n'),

  one: (stage: Stage) =>
    [
      summary(stage),
      stage.definition && `定义：${inline(stage.definition, 100)}`,
      stage.aliases.length > 0 && `别名：${stage.aliases.map((alias) => inline(alias)).join('、')}`,
      stage.checklist.length > 0 && `清单${stage.checklistHard ? '（必答）' : ''}：${questions(stage.checklist)}`,
      stage.nextStep && `下一步：${inline(stage.nextStep, 100)}`,
    ]
      .filter(Boolean)
      .join('\n'),

  which: (action: string) => `${action}哪个阶段，直接回名字`,
  askText: (action: string, name: string) => `「${name}」${ASK[action] ?? '改什么，直接回'}`,
  nothingToSet: (name: string, text: string) =>
    `「${inline(text)}」没看懂，什么都没改。例如 /阶段 改 ${name} 未跟进=5 停留=15 预期=25% 层=中 下一步=约拍板的人`,

  added: ({ stage, stages: all }: StageChange) =>
    [
      `添加了「${stage.name}」`,
      order(all),
      pathChanged(stage),
      `再定一句定义：/阶段 定义 ${stage.name} 什么样才算`,
    ].join('\n'),
  moved: ({ stage, stages: all }: StageChange) =>
    [`「${stage.name}」换了位置`, order(all), pathChanged(stage)].join('\n'),

  edited: ({ before, stage }: StageChange, edit: StageEdit) =>
    [
      edit.name !== undefined && `「${before.name}」改名为「${stage.name}」。以后发 /推进 客户 ${stage.name}`,
      edit.definition !== undefined && `「${stage.name}」${definition(stage)}`,
      edit.aliases !== undefined && `「${stage.name}」${aliases(stage)}`,
      (edit.checklist !== undefined || edit.checklistHard !== undefined) && checklist(stage),
      (edit.idleLimitDays !== undefined || edit.stayLimitDays !== undefined) && limits(stage),
      edit.expectedRate !== undefined && expected(stage),
      edit.layer !== undefined && layer(stage),
      edit.nextStep !== undefined && nextStep(stage),
    ]
      .filter(Boolean)
      .join('\n'),

  archiveQuestion: ({ stage, into, open }: ArchivePlan) =>
    [
      `归档「${stage.name}」：现在里面 ${open} 条算「${into.name}」，以前走过「${stage.name}」的也按「${into.name}」算，数字会重算`,
      '归档后不能恢复，要用只能新加一个。确定吗',
    ].join('\n'),
  archived: ({ stage, into, open }: ArchivePlan) =>
    `「${stage.name}」归档了，${open} 条现在在「${into.name}」。例如以前的「${stage.name}」在 /历史 里显示为「${into.name}」`,
} as const;

const ASK: Readonly<Record<string, string>> = {
  改名: '改叫什么，直接回名字',
  顺序: '放到哪里，例如回 商机前、商机后',
  定义: '什么样才算，回一句话',
  别名: '还叫什么，用顿号隔开，直接回；不要别名回 无',
  清单: '离开前要问什么，最多 3 条，用分号隔开，直接回；不要清单回 无',
  归档: '归到哪个阶段，直接回名字',
};

function summary({ name, kind, idleLimitDays, stayLimitDays, expectedRate, layer: at }: Stage): string {
  return [
    name,
    kind === 'won' ? '终点' : '',
    at && LAYER[at],
    idleLimitDays && `未跟进 ${idleLimitDays}`,
    stayLimitDays && `停留 ${stayLimitDays}`,
    expectedRate && `预期 ${percent(expectedRate)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function order(all: readonly Stage[]): string {
  return all.map(({ name }) => name).join(' → ');
}

/** Of what changes when stages do: who went past one counts as having been there. */
function pathChanged({ name }: Stage): string {
  return `以前的数字按新顺序重算了：跳过「${name}」往前走的也算到过`;
}

function definition({ definition: text }: Stage): string {
  return text ? `的定义改好了，推进到这里时会显示：${inline(text, 100)}` : '没有定义了';
}

function aliases({ name, aliases: known }: Stage): string {
  const [first] = known;
  if (first === undefined) return '没有别名了';
  return `也叫${known.map((alias) => inline(alias)).join('、')}。/推进 客户 ${first} 就是推进到「${name}」`;
}

function checklist({ name, checklist: list, checklistHard }: Stage): string {
  if (list.length === 0) return `离开「${name}」不再问清单`;
  return checklistHard
    ? `离开「${name}」前必须回答：${questions(list)}。没回答推进不了`
    : `离开「${name}」时会问：${questions(list)}。可以跳过，跳过会记下来`;
}

function limits({ name, idleLimitDays, stayLimitDays }: Stage): string {
  const causes = [
    idleLimitDays && `超过 ${idleLimitDays} 个工作日没跟进`,
    stayLimitDays && `停留超过 ${stayLimitDays} 个工作日`,
  ].filter(Boolean);
  return causes.length === 0 ? `「${name}」没有上限了，不算停滞` : `在「${name}」${causes.join('，或')}，就算停滞`;
}

function expected({ name, expectedRate }: Stage): string {
  if (expectedRate === null) return `「${name}」不设预期了`;
  return `「${name}」往下的预期是 ${percent(expectedRate)}：100 条到了「${name}」，预期 ${Math.round(expectedRate * 100)} 条再往前走`;
}

function layer({ name, layer: at }: Stage): string {
  return at === null ? `「${name}」不算哪一层` : `「${name}」算${LAYER[at]}（${LAYER_MEANING[at]}）`;
}

function nextStep({ name, nextStep: text }: Stage): string {
  return text ? `推进到「${name}」后，下一步默认写：${inline(text, 100)}` : `「${name}」没有默认的下一步了`;
}

function questions(list: readonly string[]): string {
  return list.map((question) => inline(question, 60)).join('；');
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}
