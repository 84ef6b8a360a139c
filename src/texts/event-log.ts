import type { EventProblem, EventReport } from '../usecases/import-events.ts';
import { dateOf, inline } from './format.ts';

/** Lines shown at most; the JSON has more. */
const SHOWN = 50;

const PROBLEMS: Readonly<Record<EventProblem['code'], (detail: string) => string>> = {
  json: () => '不是 JSON',
  field: (field) => `「${inline(field)}」缺了或写得不对`,
  created_twice: (lead) => `线索「${inline(lead)}」前面已经新建过`,
  not_created: (lead) => `线索「${inline(lead)}」前面没有 created`,
  unknown_stage: (stage) => `没有阶段「${inline(stage)}」`,
  unknown_reason: (reason) => (reason === '' ? '没写原因 reason' : `没有原因「${inline(reason)}」`),
  unknown_event: (target) => `target「${inline(target)}」不是这条线索前面的事件`,
  unknown_lead: (into) => `into「${inline(into)}」不是前面的另一条线索`,
};

/** What the event log's import and export say. */
export const eventLog = {
  importFormat: 'csv、xlsx = 表格（默认，两种自己分得清），events = 事件日志（NDJSON，一行一个事件）',

  badFormat: (typed: string, formats: readonly string[]) =>
    `--format「${inline(typed)}」不认识，可以写 ${formats.join(' 或 ')}`,
  unreadable: (file: string) => `${file} 打不开`,
  fileExists: (file: string) => `${file} 已经有了，换个名字`,
  exported: (file: string, events: number) => `导出了 ${events} 个事件，在 ${file}`,
  report: (file: string, report: EventReport, outcome: Outcome) => {
    const { events, leads, newMembers, problems, moreProblems } = report;
    const more = problems.length + moreProblems - SHOWN;
    return [
      `${file}：${leads} 条线索，${events} 个事件${newMembers.length > 0 ? `，新成员 ${newMembers.length} 位` : ''}`,
      ...problems.slice(0, SHOWN).map(({ line, code, detail }) => `第 ${line} 行 ${PROBLEMS[code](detail)}`),
      ...(more > 0 ? [`还有 ${more} 处，加 --json 看更多`] : []),
      outcomeText(report, outcome),
    ].join('\n');
  },
} as const;

type Outcome =
  | { readonly kind: 'checked' | 'written' | 'bad_lines' | 'nothing' }
  | {
      readonly kind: 'already';
      readonly on: Parameters<typeof dateOf>[0];
      readonly today: Parameters<typeof dateOf>[1];
    };

function outcomeText({ leads, events, problems }: EventReport, outcome: Outcome): string {
  switch (outcome.kind) {
    case 'checked':
      return `试导完了，什么都没写。${problems.length > 0 ? '改好再试' : '正式导入去掉 --dry-run'}`;
    case 'bad_lines':
      return '有问题，什么都没写。改好再导';
    case 'nothing':
      return '没有可以导入的，什么都没写';
    case 'already':
      return `这个文件 ${dateOf(outcome.on, outcome.today)} 导入过了，什么都没写。真要再导一遍（会有两份），加 --again`;
    case 'written':
      return `导入了 ${leads} 条线索，${events} 个事件`;
  }
}
