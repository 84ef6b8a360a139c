import type { OpenLead } from '../analytics/facts.ts';
import type { MemberId } from '../domain/ids.ts';
import type { LocalDay } from '../domain/period.ts';
import type { Pipeline } from '../domain/stage.ts';
import type { Nudge, NudgedLead } from '../usecases/nudges.ts';
import { dateOf, inline } from './format.ts';
import { shortMoney } from './short-money.ts';

/** Leads one message names at most, owners a group's message names, and plans of one day. */
const MOST_LEADS = 5;
const MOST_OWNERS = 10;
const MOST_PLANS = 10;

/** The reminders, and what stands around a message that is sent unasked. */
export const digests = {
  nudge: ({ own, standIn, team }: Nudge, pipeline: Pipeline): string => {
    const left = MOST_LEADS;
    const mine = own.slice(0, left);
    const others = standIn.slice(0, left - mine.length);
    const rest = own.length + standIn.length - mine.length - others.length;
    const first = mine[0] ?? others[0];
    return [
      ...(own.length > 0 ? [`你有 ${own.length} 条线索停住了`] : []),
      ...mine.map((one) => `· ${line(one, pipeline)}`),
      ...(standIn.length > 0 ? [`代看 ${standIn.length} 条（本人休假）`] : []),
      ...others.map((one) => `· ${line(one, pipeline)} · ${inline(one.owner.name)}`),
      ...(rest > 0 ? [`还有 ${rest} 条，发 /停滞 看全部`] : []),
      ...(first ? [`跟进了就发 /跟进 ${inline(first.stale.lead.name)} 内容`] : []),
      ...(team.length > 0 ? [`你的团队有 ${team.length} 条停太久了，负责人也提醒了`] : []),
      ...team.slice(0, MOST_LEADS).map((one) => `· ${line(one, pipeline)} · ${inline(one.owner.name)}`),
      ...(team.length > MOST_LEADS ? [`还有 ${team.length - MOST_LEADS} 条，发 /停滞 看全部`] : []),
      ...(team.some(({ telling }) => telling.isLast) ? ['要换人跟进：/转交 客户 @成员'] : []),
    ].join('\n');
  },
  /** One lead of a nudge as the face of a card. */
  nudgeFace: (one: NudgedLead, pipeline: Pipeline) => {
    const { lead } = one.stale;
    const amount = lead.amountFen ? [{ label: '金额', value: shortMoney(lead.amountFen) }] : [];
    return {
      title: `${inline(lead.name, 20)} (#${lead.id})`,
      subtitle: `${pipeline.stage(lead.stage).name} · ${reasonOf(one, pipeline)}`,
      fields: [{ label: '负责人', value: inline(one.owner.name, 26) }, ...amount],
    };
  },
  groupNudge: (
    byOwner: readonly { readonly owner: { readonly name: string }; readonly leads: readonly NudgedLead[] }[],
    pipeline: Pipeline,
  ): string => {
    const total = byOwner.reduce((sum, { leads }) => sum + leads.length, 0);
    return [
      `停住的线索 ${total} 条`,
      ...byOwner.slice(0, MOST_OWNERS).map(({ owner, leads }) => {
        const first = leads[0];
        const more = leads.length > 1 ? `，等 ${leads.length} 条` : '';
        return `· ${inline(owner.name)}：${first ? line(first, pipeline) : ''}${more}`;
      }),
      ...(byOwner.length > MOST_OWNERS ? [`还有 ${byOwner.length - MOST_OWNERS} 位`] : []),
    ].join('\n');
  },
  todo: (leads: readonly OpenLead[], nameOf: ((id: MemberId) => string) | undefined): string =>
    [
      `今天要做 ${leads.length} 件`,
      ...leads.slice(0, MOST_PLANS).map(({ name, nextText, owner }) => {
        const what = nextText === '' ? '' : `：${inline(nextText, 60)}`;
        return `· ${inline(name)}${what}${nameOf ? ` · ${inline(nameOf(owner))}` : ''}`;
      }),
      ...(leads.length > MOST_PLANS ? [`还有 ${leads.length - MOST_PLANS} 件`] : []),
    ].join('\n'),
  /** Stands before a message that should have come earlier. */
  late: (day: LocalDay, minute: number, today: LocalDay): string =>
    `补发（原定 ${dateOf(day, today)} ${clockOf(minute)}）`,
  unpublished: (year: number): string => `${year} 年节假日未公布，先按周一到周五算`,
  calendarReminder: (year: number): string =>
    `${year} 年节假日还没有，提醒和周报先按周一到周五发。公布后发 /日历 填进来，填到国庆节就算齐了`,
} as const;

/** A minute of the day: `09:05`. */
export function clockOf(minute: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** `云帆软件 · 商机 · 未跟进 7 个工作日（上限 5）· 12万`. */
function line(one: NudgedLead, pipeline: Pipeline): string {
  const { lead } = one.stale;
  const amount = lead.amountFen ? ` · ${shortMoney(lead.amountFen)}` : '';
  return `${inline(lead.name)} · ${pipeline.stage(lead.stage).name} · ${reasonOf(one, pipeline)}${amount}`;
}

/** Why a lead counts as left alone. */
function reasonOf({ stale: { lead, causes, idleDays, stayDays } }: NudgedLead, pipeline: Pipeline): string {
  const stage = pipeline.stage(lead.stage);
  return {
    promise_missed: `约定已过（${lead.nextOn === null ? '' : dateOf(lead.nextOn, lead.nextOn)}）`,
    idle: `未跟进 ${idleDays} 个工作日（上限 ${stage.idleLimitDays}）`,
    overstayed: `在这个阶段 ${stayDays} 个工作日（上限 ${stage.stayLimitDays}）`,
  }[causes[0] ?? 'idle'];
}
