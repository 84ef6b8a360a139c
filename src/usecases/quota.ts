import { type QuotaRow, weeklyQuota } from '../analytics/quota.ts';
import { qualifiedStage } from '../analytics/win-rate.ts';
import type { Member } from '../domain/access.ts';
import type { MemberId, StageId } from '../domain/ids.ts';
import { addDays, type Days } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import { mondayOf, workdaysInWeek } from '../domain/workdays.ts';
import { audit, type Deps } from './deps.ts';
import { type About, keyOf, reachOf } from './numbers-scope.ts';
import { type NumbersRequest, presentOf, sellersOf } from './present.ts';
import { spanOf, staleContext } from './reports.ts';

/** Credits a rep is meant to earn in a week of five working days (metrics §9.6) where nobody has set another number. */
const USUAL_BASE = 10;
/** The most that can be meant. */
const MAX_BASE = 200;

/** How many leads each moved on in a week, against what is asked. */
export interface QuotaView {
  readonly about: About;
  readonly week: Days;
  /** True while the week runs. */
  readonly isRunning: boolean;
  readonly workdays: number;
  /** Asked for in five working days of those it is about; of some of them it may be another. */
  readonly base: number;
  /** Reaching a stage after this one counts. */
  readonly from: string;
  readonly rows: readonly QuotaRow[];
  readonly memberName: (id: MemberId) => string;
  readonly stageName: (id: StageId) => string;
}

/** One week's credits, last week's unless a period inside another week is named. */
export async function viewQuota(
  deps: Deps,
  request: NumbersRequest & { readonly period?: Days | undefined },
): Promise<QuotaView> {
  const present = await presentOf(deps, request);
  const { scope, today, about } = present;
  const asked = request.period ?? { from: addDays(mondayOf(today), -7), to: addDays(mondayOf(today), -1) };
  const monday = mondayOf(asked.from);
  if (mondayOf(asked.to) !== monday) throw new Refusal({ code: 'one_week_only' });
  if (monday > today) throw new Refusal({ code: 'period_in_future', from: asked.from });
  const week = { from: monday, to: addDays(monday, 6) };
  const span = spanOf(deps, week);
  const facts = await deps.stores.facts.asOf(span.to, scope);
  const { pipeline, calendar } = await staleContext(deps, span.to);
  const from = qualifiedStage(pipeline);
  const bases = await basesOf(deps);
  const rows = weeklyQuota({
    credits: await facts.credits(span, from.id),
    // Whoever is nearest to the next step now, also when the week asked for is over.
    leads: await present.facts.openLeads(),
    owners: sellersOf(present).map(({ id }) => id),
    from,
    baseOf: bases.ofMember,
    week: monday,
    pipeline,
    calendar,
  });
  return {
    about,
    week,
    isRunning: week.to >= today,
    workdays: workdaysInWeek(calendar, monday),
    base: bases.of(about),
    from: from.name,
    rows,
    memberName: present.memberName,
    stageName: (id) => pipeline.stage(id).name,
  };
}

/**
 * Sets how many credits five working days ask for, of a person, of each in a team or of everybody; null leaves it to what
 * holds for the team, then for everybody, then to the number the bot came with.
 */
export async function setQuota(
  deps: Deps,
  request: NumbersRequest & { readonly base: number | null },
): Promise<QuotaView> {
  const { by, base } = request;
  if (by.role === 'rep') throw new Refusal({ code: 'quota_not_yours' });
  const { about } = await reachOf(deps, by, request.about);
  if (base !== null && base > MAX_BASE) throw new Refusal({ code: 'quota_too_large', max: MAX_BASE });
  const who = keyOf(about);
  if (base === null) await deps.stores.quotas.remove(who);
  else await deps.stores.quotas.save(who, base, by.id, deps.now);
  await audit(deps, by, 'quota.set', { subject: `${who} ${base ?? ''}`.trim() });
  const monday = mondayOf((await presentOf(deps, { by, about })).today);
  return viewQuota(deps, { by, about, period: { from: monday, to: monday } });
}

/** What a week of five working days asks for: the closest number that was set. */
export async function basesOf({ stores }: Deps) {
  const set = await stores.quotas.all();
  const members = new Map((await stores.members.all()).map((member) => [member.id, member]));
  const forAll = set.get(keyOf({ kind: 'all' })) ?? USUAL_BASE;
  const ofTeam = (team: string | null) =>
    (team === null ? undefined : set.get(keyOf({ kind: 'team', team }))) ?? forAll;
  const of = (about: About): number => {
    if (about.kind === 'all') return forAll;
    if (about.kind === 'team') return ofTeam(about.team);
    return set.get(keyOf(about)) ?? ofTeam(about.member.team);
  };
  const ofMember = (id: MemberId) => {
    const member: Member | undefined = members.get(id);
    return member ? of({ kind: 'member', member }) : forAll;
  };
  return { of, ofMember };
}
