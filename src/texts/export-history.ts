import type { LeadFact } from '../domain/lead-event.ts';
import { isoInstant } from '../domain/period.ts';
import type { ExportedEvent } from '../usecases/export-history.ts';
import type { ExportedCell } from './export.ts';

const ACTS: Readonly<Record<LeadFact['type'], string>> = {
  created: '新建',
  moved: '移动',
  answered: '清单',
  closed: '结束',
  reopened: '重启',
  owner_changed: '转交',
  amount_changed: '改金额',
  edited: '改资料',
  touched: '跟进',
  next_step_set: '定下一步',
  snoozed: '延后',
  merged_into: '合并',
  voided: '撤销',
};
const ENDS = { won: '成交', lost: '丢单', invalid: '无效' } as const;

type Column = readonly [title: string, cell: (of: ExportedEvent, timeZone: string) => ExportedCell];

const COLUMNS: readonly Column[] = [
  ['时间', ({ event }, timeZone) => minute(event.at, timeZone)],
  ['编号', ({ lead }) => lead.id],
  ['客户', ({ lead }) => lead.name],
  ['事件', ({ event: { fact } }) => (fact.type === 'closed' ? ENDS[fact.kind] : ACTS[fact.type])],
  ['谁', ({ actorName, event }) => actorName ?? (event.actor === 'import' ? '导入' : '系统')],
  ['从阶段', ({ fromName }) => fromName],
  ['到阶段', ({ toName }) => toName],
  ['负责人', ({ ownerName }) => ownerName],
  ['金额（元）', ({ event: { fact } }) => amountOf(fact)],
  ['原因', ({ reasonName }) => reasonName],
  ['内容', ({ event: { fact } }) => wordsOf(fact)],
  ['已撤销', ({ isUndone }) => (isUndone ? '是' : null)],
  ['记下的时间', ({ event }, timeZone) => minute(event.recordedAt, timeZone)],
];

/** How an exported history reads. */
export const historyTable = {
  sheet: '历史',
  titles: COLUMNS.map(([title]) => title),
  cells: (of: ExportedEvent, timeZone: string): readonly ExportedCell[] =>
    COLUMNS.map(([, cell]) => cell(of, timeZone)),
} as const;

function minute(at: number, timeZone: string): string {
  return isoInstant(at, timeZone).slice(0, 16).replace('T', ' ');
}

function amountOf(fact: LeadFact): ExportedCell {
  return 'amountFen' in fact && fact.amountFen !== undefined ? fact.amountFen / 100 : null;
}

/** What people wrote with an event, or the days it names. */
function wordsOf(fact: LeadFact): ExportedCell {
  switch (fact.type) {
    case 'touched':
      return fact.text;
    case 'next_step_set':
      return [fact.on, fact.text].filter(Boolean).join(' ');
    case 'snoozed':
      return fact.until;
    case 'answered':
      return Object.values(fact.evidence).join('；');
    case 'moved':
      return [fact.note, ...Object.values(fact.evidence ?? {})].filter(Boolean).join('；');
    case 'edited':
      return [fact.name, fact.contact, fact.phone, fact.note].filter(Boolean).join('；');
    default:
      return 'note' in fact ? (fact.note ?? null) : null;
  }
}
