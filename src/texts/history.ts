import { localDay } from '../domain/period.ts';
import type { History, HistoryEntry } from '../usecases/index.ts';
import { dateOf, day, inline, money, type Today } from './format.ts';

/** Actors that are no people. */
export const ACTORS: Readonly<Record<string, string>> = { import: '导入', system: '系统' };

/** The true path of a lead, one line an event; taken-back ones marked. */
export function history(result: History, today: Today): string {
  const lines = result.entries.map((entry) => line(entry, result, today));
  return [`${inline(result.lead.name)} (#${result.lead.id}) 走过的路，共 ${lines.length} 步`, ...lines].join('\n');
}

function line(entry: HistoryEntry, result: History, today: Today): string {
  const { event, actorName, undone, of } = entry;
  const thisDay = localDay(today.now, today.timeZone);
  const on = dateOf(localDay(event.at, today.timeZone), thisDay);
  const recordedOn = dateOf(localDay(event.recordedAt, today.timeZone), thisDay);
  const late = on === recordedOn ? '' : `（${recordedOn}补记）`;
  return `${on} ${ACTORS[event.actor] ?? inline(actorName)}：${what(event.fact, result, today)}${evidence(entry)}${late}${undone ? '【已撤销】' : ''}${of === undefined ? '' : `〔${inline(of)}〕`}`;
}

function what(
  fact: HistoryEntry['event']['fact'],
  { stageName, ownerName, reasonName }: History,
  today: Today,
): string {
  switch (fact.type) {
    case 'created':
      return `新建在「${stageName(fact.to)}」${fact.source ? `，来源 ${inline(fact.source)}` : ''}`;
    case 'moved':
      return `${stageName(fact.from)} → ${stageName(fact.to)}${note(fact.note)}`;
    case 'answered':
      return '清单答案';
    case 'closed':
      return fact.kind === 'won'
        ? `成交${note(fact.note)}`
        : `${fact.kind === 'lost' ? '丢单' : '无效'}：${reasonName(fact.kind, fact.reason ?? '')}${note(fact.note)}`;
    case 'reopened':
      return `重启到「${stageName(fact.to)}」${note(fact.note)}`;
    case 'owner_changed':
      return `转交给 ${inline(ownerName(fact.owner))}${note(fact.note)}`;
    case 'amount_changed':
      return `金额改为 ${money(fact.amountFen)}`;
    case 'edited':
      return edits(fact);
    case 'touched':
      return `跟进：${inline(fact.text, 80)}`;
    case 'next_step_set':
      return `下一步 ${day(fact.on, today)}${fact.text ? ` ${inline(fact.text, 60)}` : ''}`;
    case 'snoozed':
      return `延后到 ${day(fact.until, today)}`;
    case 'merged_into':
      return `合并到 #${fact.into}`;
    case 'voided':
      return '撤销';
  }
}

/** What was put right, as it reads since then. */
function edits({
  name,
  contact,
  phone,
  note: text,
}: Extract<HistoryEntry['event']['fact'], { type: 'edited' }>): string {
  const named = { 名称: name, 联系人: contact, 电话: phone, 备注: text };
  const changed = Object.entries(named).flatMap(([label, value]) =>
    value === undefined ? [] : [value === '' ? `清空${label}` : `${label}改为 ${inline(value, 60)}`],
  );
  return changed.join('，') || '修改资料';
}

function note(text: string | undefined): string {
  return text ? `，${inline(text, 80)}` : '';
}

/** What was answered at a move, or that nothing was. */
function evidence({ answers, isUnanswered }: HistoryEntry): string {
  if (isUnanswered) return '（清单没答）';
  const said = [...answers].map(([question, answer]) => `${inline(question, 60)}：${inline(answer, 80)}`);
  return said.length === 0 ? '' : `（${said.join('；')}）`;
}
