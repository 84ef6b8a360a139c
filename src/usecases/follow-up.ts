import type { Member } from '../domain/access.ts';
import type { LeadId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import { addDays, type LocalDay, localDay } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import { audit, checkText, closeKindOf, type Deps, ownLead, ownOpenLead } from './deps.ts';
import type { EventDraft } from './ports.ts';

/** A next step may be planned this many days ahead at most (metrics §8). */
const MAX_DAYS_AHEAD = 30;

/** Notes what somebody did with the customer, and optionally when they will do the next thing. */
export async function logTouch(
  deps: Deps,
  input: { readonly by: Member; readonly lead: LeadId; readonly text: string; readonly nextOn?: LocalDay | undefined },
): Promise<{ lead: Lead }> {
  const lead = await ownLead(deps, input.by, input.lead);
  checkText('text', input.text);
  const drafts: EventDraft[] = [{ fact: { type: 'touched', text: input.text }, actor: input.by.id, at: deps.now }];
  if (input.nextOn !== undefined) drafts.push(plan(deps, input.by, lead, input.nextOn, undefined));
  const touched = await deps.stores.leads.append(lead, drafts, deps.now);
  await audit(deps, input.by, 'lead.touch', { lead: lead.id });
  return { lead: touched };
}

/** Plans the next step: today or later, at most 30 days ahead. */
export async function setNextStep(
  deps: Deps,
  input: { readonly by: Member; readonly lead: LeadId; readonly on: LocalDay; readonly text?: string | undefined },
): Promise<{ lead: Lead }> {
  const lead = await ownOpenLead(deps, input.by, input.lead);
  checkText('text', input.text);
  const draft = plan(deps, input.by, lead, input.on, input.text);
  const planned = await deps.stores.leads.append(lead, [draft], deps.now);
  await audit(deps, input.by, 'lead.next', { lead: lead.id });
  return { lead: planned };
}

function plan(deps: Deps, by: Member, lead: Lead, on: LocalDay, text: string | undefined): EventDraft {
  if (lead.state !== 'open') throw new Refusal({ code: 'next_step_on_closed', lead, kind: closeKindOf(lead) });
  const today = localDay(deps.now, deps.timeZone);
  if (on < today) throw new Refusal({ code: 'date_in_past', on });
  if (on > addDays(today, MAX_DAYS_AHEAD)) throw new Refusal({ code: 'date_too_far', on, maxDays: MAX_DAYS_AHEAD });
  return { fact: { type: 'next_step_set', on, ...(text !== undefined && { text }) }, actor: by.id, at: deps.now };
}
