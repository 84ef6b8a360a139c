import type { Member } from '../domain/access.ts';
import type { LeadFact } from '../domain/lead-event.ts';
import type { Deps } from './deps.ts';
import type { EventDraft } from './ports.ts';

/** A lead with its history, from somewhere else. The first event is its creation; times are UTC ms, in order. */
export interface LeadHistory {
  readonly events: readonly { readonly fact: LeadFact; readonly at: number; readonly actor: EventDraft['actor'] }[];
}

/**
 * Writes leads with histories that were kept all along: each event recorded when it happened. Runs in the caller's
 * transaction, so it is all or nothing.
 */
export async function importLeads(
  deps: Deps,
  input: { readonly by: Member['id']; readonly leads: Iterable<LeadHistory> },
): Promise<void> {
  for (const { events } of input.leads) {
    let lead: Awaited<ReturnType<typeof deps.stores.leads.append>> | undefined;
    for (const event of events) lead = await deps.stores.leads.append(lead, [event], event.at);
  }
  await deps.stores.audit.record({ at: deps.now, actor: input.by, action: 'lead.import', lead: null, subject: null });
}
