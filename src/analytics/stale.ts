import { dayStart, localDay } from '../domain/period.ts';
import type { Pipeline } from '../domain/stage.ts';
import { bdays, type WorkCalendar } from '../domain/work-calendar.ts';
import type { OpenLead } from './facts.ts';

/** What a judgement of staleness needs beside the lead. */
export interface StaleContext {
  readonly asOf: number;
  readonly pipeline: Pipeline;
  readonly calendar: WorkCalendar;
  readonly timeZone: string;
}

export type StaleCause =
  /** Untouched for the stage's idle limit, and nothing planned. */
  | 'idle'
  /** In the stage for its stay limit. */
  | 'overstayed'
  /** The planned day went by without a follow-up. */
  | 'promise_missed';

/** How a lead stands against its stage's limits. Workdays are completed ones: counted to 00:00 of the present day. */
export interface Staleness {
  readonly lead: OpenLead;
  readonly idleDays: number;
  readonly stayDays: number;
  /** Empty for a lead that is not stale. */
  readonly causes: readonly StaleCause[];
  /** True when it would be stale but is snoozed. */
  readonly isSnoozed: boolean;
  /** Workdays over the limit that was passed first; 0 on the day it is reached, and for a lead that is not stale. */
  readonly overdueDays: number;
}

/**
 * Staleness of an open lead (metrics §8).
 *
 *     last_touch = max(entry into the stage, last follow-up by a person)
 *     stale ⇔ (idle ≥ idle_limit and nothing planned) or stay ≥ stay_limit or (planned day past, no touch on or after it)
 *
 * and not snoozed. Entering the stage is a touch in both: whoever moved a lead on has been at it. In a stage with limits 5 and 10 since 06-10 and untouched, on 07-01 it is 13 workdays, 06-19 not counted.
 */
export function stalenessOf(lead: OpenLead, { asOf, pipeline, calendar, timeZone }: StaleContext): Staleness {
  const stage = pipeline.stage(lead.stage);
  const today = localDay(asOf, timeZone);
  const midnight = dayStart(today, timeZone);
  const lastTouchAt = Math.max(lead.enteredAt, lead.touchedAt ?? lead.enteredAt);
  const idleDays = bdays(calendar, lastTouchAt, midnight, timeZone);
  const stayDays = bdays(calendar, lead.enteredAt, midnight, timeZone);
  const isPlanned = lead.nextOn !== null && lead.nextOn >= today;
  const over: [StaleCause, number][] = [];
  if (lead.nextOn !== null && lead.nextOn < today && localDay(lastTouchAt, timeZone) < lead.nextOn) {
    over.push(['promise_missed', calendar.workdaysBetween(lead.nextOn, today) - 1]);
  }
  if (stage.idleLimitDays !== null && idleDays >= stage.idleLimitDays && !isPlanned) {
    over.push(['idle', idleDays - stage.idleLimitDays]);
  }
  if (stage.stayLimitDays !== null && stayDays >= stage.stayLimitDays) {
    over.push(['overstayed', stayDays - stage.stayLimitDays]);
  }
  const isSnoozed = lead.snoozedUntil !== null && lead.snoozedUntil > today && over.length > 0;
  return {
    lead,
    idleDays,
    stayDays,
    causes: isSnoozed ? [] : over.map(([cause]) => cause),
    isSnoozed,
    overdueDays: isSnoozed ? 0 : Math.max(0, ...over.map(([, days]) => days)),
  };
}

/** The stale ones of some open leads, those to see to first in front: missed promises, then value times delay. */
export function staleLeads(leads: readonly OpenLead[], context: StaleContext): readonly Staleness[] {
  return leads
    .map((lead) => stalenessOf(lead, context))
    .filter(({ causes }) => causes.length > 0)
    .sort(byUrgency);
}

function byUrgency(a: Staleness, b: Staleness): number {
  const promise = ({ causes }: Staleness) => (causes.includes('promise_missed') ? 0 : 1);
  const weight = ({ lead, overdueDays }: Staleness) => (lead.amountFen ?? 0) * (overdueDays + 1);
  return promise(a) - promise(b) || weight(b) - weight(a) || b.overdueDays - a.overdueDays || a.lead.id - b.lead.id;
}
