import type { LeadId, MemberId } from '../domain/ids.ts';
import type { LocalDay } from '../domain/period.ts';
import type { Pipeline, Stage } from '../domain/stage.ts';
import type { WorkCalendar } from '../domain/work-calendar.ts';
import { mondayOf, workdaysInWeek } from '../domain/workdays.ts';
import type { Credit, OpenLead } from './facts.ts';

/** One person's week. */
export interface QuotaRow {
  readonly owner: MemberId;
  readonly quota: number;
  /** At most one per lead. */
  readonly credits: readonly Credit[];
  /** Open leads that would bring the next credits, at most {@link MOST_CLOSEST}. */
  readonly closest: readonly OpenLead[];
}

const MOST_CLOSEST = 3;

/**
 * How many credits a week asks for (metrics §9.6): `round_half_up(base × workdays / 5)`. 10 become 8 in a week of four
 * days, 12 in one of six, 0 in one that is wholly off.
 */
export function quotaOfWeek(base: number, workdays: number): number {
  return Math.floor((base * workdays) / 5 + 0.5);
}

export interface QuotaInput {
  /** First reaches above `from` in the week, leads moved back by its end left out (`Facts.credits`). */
  readonly credits: readonly Credit[];
  readonly leads: readonly OpenLead[];
  readonly owners: readonly MemberId[];
  /** Reaching a stage above this one earns a credit. */
  readonly from: Stage;
  /** Credits asked of somebody in five working days. */
  readonly baseOf: (owner: MemberId) => number;
  /** Any day of the week. */
  readonly week: LocalDay;
  readonly pipeline: Pipeline;
  readonly calendar: WorkCalendar;
}

/**
 * Credits of one week against the quota, for each of `owners` and whoever else earned one (metrics §9.6). A lead earns at
 * most one, for the highest stage it reached, to its owner at that instant. Worked example: in the week of 8 June Z
 * earns 3 and L 1; L03 coming back to where it was earns nothing.
 */
export function weeklyQuota(input: QuotaInput): readonly QuotaRow[] {
  const { baseOf, calendar, week } = input;
  const workdays = workdaysInWeek(calendar, week);
  const credits = oneEach(input);
  const owners = new Set([...input.owners, ...credits.map(({ owner }) => owner)]);
  return [...owners].map((owner) => ({
    owner,
    quota: quotaOfWeek(baseOf(owner), workdays),
    credits: credits.filter((credit) => credit.owner === owner),
    closest: closestToMoving(input, owner),
  }));
}

function oneEach({ credits, pipeline }: QuotaInput): readonly Credit[] {
  const best = new Map<LeadId, Credit>();
  for (const credit of credits) {
    const known = best.get(credit.lead);
    if (!known || pipeline.isBefore(known.stage, credit.stage)) best.set(credit.lead, credit);
  }
  return [...best.values()].sort((a, b) => a.at - b.at || a.lead - b.lead);
}

/**
 * The owner's open leads whose next stage would earn a credit and has never been reached, without those that earned this
 * week: who has a next step by the end of the week first, then the highest stage, then the longest in it.
 */
function closestToMoving(input: QuotaInput, owner: MemberId): readonly OpenLead[] {
  const { leads, from, pipeline, credits, week } = input;
  const earned = new Set(credits.map(({ lead }) => lead));
  const ord = (lead: OpenLead) => pipeline.stage(lead.stage).ord;
  const isDue = ({ nextOn }: OpenLead) => (nextOn !== null && mondayOf(nextOn) <= mondayOf(week) ? 0 : 1);
  return leads
    .filter((lead) => lead.owner === owner && ord(lead) >= from.ord && !earned.has(lead.id))
    .filter((lead) => !pipeline.isBefore(lead.stage, lead.highStage))
    .sort((a, b) => isDue(a) - isDue(b) || ord(b) - ord(a) || a.enteredAt - b.enteredAt || a.id - b.id)
    .slice(0, MOST_CLOSEST);
}
