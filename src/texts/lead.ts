import type { Lead } from '../domain/lead.ts';
import { daysBetween, type LocalDay, localDay } from '../domain/period.ts';
import type { Reason, Stage } from '../domain/stage.ts';
import type { Closed, LeadView, Moved, Undone } from '../usecases/index.ts';
import type { LeadMatch } from '../usecases/ports.ts';
import { dateOf, day, daysAgo, duration, inline, money, type Today, typed } from './format.ts';

/** How a lead that is not open is spoken of. */
export const STATE = {
  open: '',
  won: '已成交',
  lost: '已丢单',
  invalid: '已标无效',
  merged: '已合并',
  void: '已撤销',
} as const;

export const UNDO = '不对就发 /撤销（10分钟内）';

/** The line under a created lead that tells what is known of it. */
function facts(lead: Lead): string {
  const known = [
    lead.source && `来源 ${inline(lead.source)}`,
    lead.amountFen !== null && money(lead.amountFen),
    lead.contact && `联系人 ${inline(lead.contact)}`,
    lead.phone && `电话 ${inline(lead.phone)}`,
  ].filter(Boolean);
  return known.join(' · ');
}

export function created({ lead, stage }: { lead: Lead; stage: Stage }): string {
  const missing = [lead.source ? '' : '来源', lead.amountFen === null ? '金额' : ''].filter(Boolean);
  return [
    `已新建 ${inline(lead.name)} (#${lead.id})，在「${stage.name}」，负责人是你`,
    facts(lead),
    lead.note && `备注：${inline(lead.note, 100)}`,
    missing.length > 0 ? `还没填${missing.join('和')}` : '',
    `${nextTemplate(stage)}${UNDO}`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** Asked before a lead is created that probably exists. */
export function duplicateQuestion(name: string, matches: readonly string[]): string {
  return [`可能已经有了，要再建一个「${inline(name)}」吗`, ...matches.map((match) => `· ${match}`)].join('\n');
}

/** The other answer to that question. */
export function look(match: { name: string }): string {
  return `看 ${inline(match.name)}`;
}

/** And the third: no new lead, what was typed goes to the one there is. */
export function mergeInto(match: { name: string }): string {
  return `合并到 ${inline(match.name)}`;
}

export function moved({ lead, from, to, skipped, at }: Moved, today: Today, noted?: string): string {
  const when = recordedOn(at, today);
  const jump = skipped.length > 0 ? `（跳过${skipped.map((stage) => stage.name).join('、')}）` : '';
  return [
    `${inline(lead.name)}：${from.name} → ${to.name}${jump}${when}`,
    remark(noted),
    definition(to),
    nextLine(lead, today),
    UNDO,
  ]
    .filter(Boolean)
    .join('\n');
}

export function movedBack({ lead, from, to, at }: Moved, why: string, today?: Today): string {
  return [
    `${inline(lead.name)}：从 ${from.name} 退回 ${to.name}${today ? recordedOn(at, today) : ''}`,
    `原因：${inline(why, 100)}`,
    UNDO,
  ].join('\n');
}

/** What was taken for the note: said back, since a word that was meant otherwise ends up there too. */
function remark(noted?: string): string {
  return noted === undefined ? '' : `备注：${inline(noted, 100)}`;
}

/** Said of what was put down under an earlier day. */
function recordedOn(at: number, { now, timeZone }: Today): string {
  const [on, thisDay] = [localDay(at, timeZone), localDay(now, timeZone)];
  return on === thisDay ? '' : `，记在${dateOf(on, thisDay)}`;
}

/** What counts as the stage, when the team wrote it down. */
function definition({ name, definition: text }: Stage): string {
  return text && `「${name}」= ${inline(text, 100)}`;
}

function nextTemplate({ nextStep }: Stage): string {
  return nextStep && `下一步：${inline(nextStep, 100)}。`;
}

function suggestion({ nextStep }: Stage): string {
  return nextStep ? `还没有下一步，建议：${inline(nextStep, 100)}` : '还没有下一步';
}

function nextLine(lead: Lead, today: Today): string {
  if (lead.nextOn === null) return '';
  return `下一步：${day(lead.nextOn, today)}${lead.nextText && ` ${inline(lead.nextText, 60)}`}`;
}

/** The one question after a move, when no next step is planned. */
export const NEXT_STEP_QUESTION = '下一步定在哪天';
export const NEXT_STEP_DAYS = ['明天', '3天后', '下周一'] as const;

/** The line such a day stands for; `plan` as one word of it. */
export function nextStepLine(id: Lead['id'], on: string, plan: string): string {
  return `/下一步 #${id} ${on}${plan && ` 内容=${plan}`}`;
}

/** The question when a move leads to a lower stage without a reason. */
export function backQuestion(lead: { name: string }, from: string, to: string): string {
  return `${inline(lead.name)} 现在在「${from}」，退回「${to}」要写原因。直接回一句话`;
}

export function closed(result: Closed, reason: Reason | undefined, today: Today, noted?: string): string {
  const { lead, kind, from, touches, at } = result;
  const when = recordedOn(at, today);
  if (kind === 'won') {
    const amount =
      lead.amountFen === null ? `还没填金额，发 /撤销 后用 /成交 ${typed(lead.name)} 金额 补上` : money(lead.amountFen);
    return [`${inline(lead.name)} 成交了，从「${from.name}」走到底${when}`, amount, remark(noted), UNDO]
      .filter(Boolean)
      .join('\n');
  }
  const what = kind === 'lost' ? '丢单' : '无效';
  const recall = lead.recallOn === null ? '' : `回访定在 ${day(lead.recallOn, today)}`;
  const few = kind === 'invalid' ? fewTouches(touches) : '';
  const place = `${kind === 'lost' ? '丢在' : '停在'}「${from.name}」`;
  return [
    `${inline(lead.name)} 记为${what}：${reason?.name ?? ''}（${place}）${when}`,
    remark(noted),
    recall,
    few,
    UNDO,
  ]
    .filter(Boolean)
    .join('\n');
}

/** A lead given up without trying is worth a second look. */
function fewTouches(touches: number): string {
  if (touches > 1) return '';
  return `${touches === 0 ? '一次都没跟进' : '只跟进过一次'}就标了无效，再联系一次也许不一样`;
}

export function reopened({ lead, to }: { lead: Lead; to: Stage }, noted?: string): string {
  return [`${inline(lead.name)} 重新打开，在「${to.name}」`, remark(noted), `${nextTemplate(to)}${UNDO}`]
    .filter(Boolean)
    .join('\n');
}

export function touched({ lead }: { lead: Lead }, text: string, today: Today): string {
  return [`记下了，${inline(lead.name)}：${inline(text, 60)}`, nextLine(lead, today), UNDO].filter(Boolean).join('\n');
}

export function nextStepSet({ lead }: { lead: Lead }, today: Today): string {
  return [`${inline(lead.name)} 的${nextLine(lead, today)}`, '到那天之前不催你。改日期再发一次 /下一步 就行'].join(
    '\n',
  );
}

/** One lead among several: enough to choose by. */
export function candidate(match: LeadMatch, stageName: string, full: boolean, today: Today): string {
  if (!full) return `${inline(match.name)} · ${inline(match.ownerName)} 负责`;
  const days = daysBetween(localDay(match.lastAt, today.timeZone), localDay(today.now, today.timeZone));
  const where = match.state === 'open' ? stageName : STATE[match.state];
  return `${inline(match.name)} · ${where} · ${inline(match.ownerName)} · ${daysAgo(days)} (#${match.id})`;
}

export function card({ lead, stage, ownerName, reason, stageDays, idleDays }: LeadView, today: Today): string {
  const state =
    lead.state === 'open'
      ? `「${stage.name}」${duration(stageDays)}，最近动静 ${daysAgo(idleDays)}`
      : `${STATE[lead.state]}${reason ? `：${reason.name}` : ''}，${daysAgo(stageDays)}（停在「${stage.name}」）`;
  return [
    `${inline(lead.name)} (#${lead.id})`,
    `${state} · 负责人 ${inline(ownerName)}`,
    facts(lead),
    lead.recallOn === null ? '' : `回访：${day(lead.recallOn, today)}`,
    lead.note && `备注：${inline(lead.note, 200)}`,
    lead.state === 'open' ? nextLine(lead, today) || suggestion(stage) : '',
    lead.state === 'open'
      ? `可以发：/推进 ${typed(lead.name)} · /跟进 ${typed(lead.name)} 内容`
      : `重新打开发：/重启 ${typed(lead.name)}`,
  ]
    .filter(Boolean)
    .join('\n');
}

export function mine(
  { total, leads }: { total: number; leads: readonly Omit<LeadView, 'ownerName' | 'reason'>[] },
  stage: Stage | undefined,
  today: Today,
): string {
  const where = stage ? `在「${stage.name}」的` : '';
  if (total === 0) return `你没有${where || '进行中的'}线索。新建一条：/新建 客户名 来源=官网 金额=5万`;
  const lines = leads.map(({ lead, stage: at, idleDays }, index) =>
    [
      `${index + 1}. ${inline(lead.name)}`,
      at.name,
      lead.amountFen === null ? '' : money(lead.amountFen),
      `${daysAgo(idleDays)}动过`,
      lead.nextOn === null ? '' : `下一步 ${dateOf(lead.nextOn, localDay(today.now, today.timeZone))}`,
    ]
      .filter(Boolean)
      .join(' · '),
  );
  const more = total > leads.length ? [`还有 ${total - leads.length} 条，发 /我的 阶段名 只看一个阶段`] : [];
  return [`你${where || '的'}线索 ${total} 条，最久没动的在前`, ...lines, ...more].join('\n');
}

export function undone({ lead, events }: Undone, stageName: (id: Lead['stage']) => string, today: Today): string {
  const what = events
    .filter(({ fact }) => fact.type !== 'answered')
    .map(({ fact }) => undoneFact(fact, stageName, today))
    .join('、');
  if (lead.state === 'void') return `已撤销：${what} ${inline(lead.name)}。就当没建过`;
  const now = lead.state === 'open' ? `现在在「${stageName(lead.stage)}」` : `现在${STATE[lead.state]}`;
  return `已撤销 ${inline(lead.name)} 的：${what}\n${now}`;
}

function undoneFact(
  fact: Undone['events'][number]['fact'],
  stageName: (id: Lead['stage']) => string,
  today: Today,
): string {
  switch (fact.type) {
    case 'created':
      return '新建';
    case 'moved':
      return `${stageName(fact.from)} → ${stageName(fact.to)}`;
    case 'closed':
      return fact.kind === 'won' ? '成交' : fact.kind === 'lost' ? '丢单' : '无效';
    case 'reopened':
      return '重启';
    case 'touched':
      return `跟进「${inline(fact.text, 30)}」`;
    case 'next_step_set':
      return `下一步 ${day(fact.on as LocalDay, today)}`;
    case 'amount_changed':
      return `金额 ${money(fact.amountFen)}`;
    case 'owner_changed':
      return '转交';
    case 'edited':
      return '修改';
    case 'snoozed':
      return '延后';
    case 'merged_into':
      return '合并';
    case 'answered':
      return '清单答案';
    case 'voided':
      return '撤销';
  }
}
