import type { Lead } from '../domain/lead.ts';
import { daysBetween, localDay } from '../domain/period.ts';
import type { Edited, EditedField, Found, MergePair, Snoozed, TodayItem, Transferred } from '../usecases/index.ts';
import { dateOf, day, daysAgo, inline, money, type Today, typed } from './format.ts';
import { candidate, STATE, UNDO } from './lead.ts';

/** What the fields of a lead are called. */
const FIELD = {
  name: '名称',
  amountFen: '金额',
  contact: '联系人',
  phone: '电话',
  note: '备注',
} as const satisfies Record<EditedField, string>;

function shownValue(lead: Lead, field: EditedField): string {
  if (field === 'amountFen') return lead.amountFen === null ? '没填' : money(lead.amountFen);
  return inline(lead[field], 60) || '没填';
}

export function edited({ before, lead, changed }: Edited): string {
  const lines = changed.map((field) => `${FIELD[field]}：${shownValue(before, field)} → ${shownValue(lead, field)}`);
  return [`${inline(lead.name)} (#${lead.id}) 改好了`, ...lines, UNDO].join('\n');
}

export function transferred({ lead, from, to, note }: Transferred): string {
  return [
    `${inline(lead.name)} 从 ${inline(from.name)} 转交给 ${inline(to.name)} 了`,
    note === undefined ? '' : `备注：${inline(note, 100)}`,
    UNDO,
  ]
    .filter(Boolean)
    .join('\n');
}

/** To whoever has it now. */
export function received({ lead, stage, from, by, note }: Transferred): string {
  const who = by.id === from.id ? inline(by.name) : `${inline(by.name)} 把 ${inline(from.name)} 的`;
  return [
    by.id === from.id
      ? `${who} 把 ${inline(lead.name)}（${stage.name}）转交给你了`
      : `${who} ${inline(lead.name)}（${stage.name}）转交给你了`,
    note === undefined ? '' : `备注：${inline(note, 100)}`,
    `看来龙去脉发 /历史 ${typed(lead.name)}`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** To whoever had it before, when somebody else gave it away. */
export function givenAway({ lead, to, by }: Transferred): string {
  return `${inline(by.name)} 把你的 ${inline(lead.name)} 转交给 ${inline(to.name)} 了`;
}

export function snoozed({ lead, until, left }: Snoozed, today: Today): string {
  const more = left === 0 ? '这是最后一次延后' : `还能再延后 ${left} 次`;
  return [`${inline(lead.name)} 延后到 ${day(until, today)}，到那天之前不催`, `${more}。${UNDO}`].join('\n');
}

/** Asked before two leads become one; both are shown as they stand. */
export function mergeQuestion(shown: readonly string[]): string {
  return ['合并成一条，两条的历史都留着。留哪一条', ...shown.map((one) => `· ${one}`)].join('\n');
}

export function mergeOption({ into, from }: MergePair): string {
  return `留 ${inline(into.name, 20)} (#${into.id})，${inline(from.name, 20)} (#${from.id}) 并进来`;
}

/** One of the two, enough to tell them apart. */
export function mergeSide(lead: Lead, stageName: string, ownerName: string): string {
  const amount = lead.amountFen === null ? '' : ` · ${money(lead.amountFen)}`;
  return `${inline(lead.name)} (#${lead.id}) · ${STATE[lead.state] || stageName} · ${inline(ownerName)}${amount}`;
}

export function merged({ into, from }: MergePair, stageName: string): string {
  return [
    `${inline(from.name)} (#${from.id}) 并进 ${inline(into.name)} (#${into.id}) 了，现在在「${stageName}」`,
    `${UNDO}，之后请管理员发 /撤销 ${typed(into.name)}`,
  ].join('\n');
}

export function found(text: string, { hits, more }: Found, today: Today): string {
  if (hits.length === 0) return `没有找到和「${inline(text)}」有关的线索。名字、联系人、电话、备注都找过了`;
  const lines = hits.map(({ match, stageName, full }, at) => `${at + 1}. ${candidate(match, stageName, full, today)}`);
  const title = more
    ? `和「${inline(text)}」有关的，先列 ${hits.length} 条`
    : `和「${inline(text)}」有关的 ${hits.length} 条`;
  return [title, ...lines, more ? '还有更多，把词写长一点再搜' : '看一条发 /查 客户'].join('\n');
}

/** What to do today, and why. */
export function today({ total, items }: { total: number; items: readonly TodayItem[] }, now: Today): string {
  if (total === 0) return '今天没有要赶的。看全部线索发 /我的';
  const lines = items.map((item, at) => `${at + 1}. ${inline(item.lead.name)} · ${placeOf(item)} · ${why(item, now)}`);
  const rest = total > items.length ? [`还有 ${total - items.length} 条，先做完这些`] : [];
  return [
    `今天要做的 ${total} 条，最急的在前`,
    ...lines,
    ...rest,
    '做完发 /跟进 客户 内容，今天做不了发 /延后 客户 3天',
  ].join('\n');
}

function placeOf({ lead, stage }: TodayItem): string {
  const amount = lead.amountFen === null ? '' : ` ${money(lead.amountFen)}`;
  return `${lead.state === 'open' ? stage.name : '已丢单'}${amount}`;
}

function why({ lead, stage, cause, idleDays, stayDays }: TodayItem, { now, timeZone }: Today): string {
  const thisDay = localDay(now, timeZone);
  const text = lead.nextText === '' ? '' : ` ${inline(lead.nextText, 30)}`;
  switch (cause) {
    case 'promise_missed':
      return lead.nextOn === null
        ? ''
        : `说好${daysAgo(daysBetween(lead.nextOn, thisDay))}（${dateOf(lead.nextOn, thisDay)}）${text.trim() || '跟进'}，还没有动静`;
    case 'due_today':
      return `今天的下一步：${text.trim() || stage.nextStep}`;
    case 'recall':
      return `回访定在 ${lead.recallOn === null ? '' : dateOf(lead.recallOn, thisDay)}，联系看看，有戏发 /重启 ${typed(lead.name)}`;
    case 'idle':
      return `${idleDays} 个工作日没动，建议：${stage.nextStep}`;
    case 'overstayed':
      return `在「${stage.name}」待了 ${stayDays} 个工作日，推进或放下`;
  }
}
