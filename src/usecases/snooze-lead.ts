import type { Member } from '../domain/access.ts';
import type { LeadId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import { addDays, type LocalDay, localDay } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import { audit, type Deps, ownOpenLead } from './deps.ts';

/** How often a lead may be put off, and how far ahead (metrics §8). */
const MAX_SNOOZES = 3;
const MAX_DAYS_AHEAD = 30;
/** For how long when nobody says. */
const USUAL_DAYS = 3;

export interface Snoozed {
  readonly lead: Lead;
  readonly until: LocalDay;
  /** How often it may still be put off. */
  readonly left: number;
}

/** Puts an open lead off until a day after today. It is no follow-up: the clocks run on. */
export async function snoozeLead(
  deps: Deps,
  input: { readonly by: Member; readonly lead: LeadId; readonly until?: LocalDay | undefined },
): Promise<Snoozed> {
  const { by } = input;
  const lead = await ownOpenLead(deps, by, input.lead);
  const today = localDay(deps.now, deps.timeZone);
  const until = input.until ?? addDays(today, USUAL_DAYS);
  if (until <= today) throw new Refusal({ code: 'date_in_past', on: until });
  if (until > addDays(today, MAX_DAYS_AHEAD)) {
    throw new Refusal({ code: 'date_too_far', on: until, maxDays: MAX_DAYS_AHEAD });
  }
  if (lead.snoozes >= MAX_SNOOZES) throw new Refusal({ code: 'snoozed_enough', lead, times: lead.snoozes });
  const draft = { fact: { type: 'snoozed', until } as const, actor: by.id, at: deps.now };
  const snoozed = await deps.stores.leads.append(lead, [draft], deps.now);
  await audit(deps, by, 'lead.snooze', { lead: lead.id });
  return { lead: snoozed, until, left: MAX_SNOOZES - snoozed.snoozes };
}
