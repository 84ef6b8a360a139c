import type { Member } from '../domain/access.ts';
import type { LeadId } from '../domain/ids.ts';
import type { LeadFact } from '../domain/lead-event.ts';
import type { Deps } from './deps.ts';
import type { EventDraft } from './ports.ts';

/** A lead with its history, from somewhere else. The first event is its creation; times are UTC ms, in order. */
export interface LeadHistory {
  readonly events: readonly { readonly fact: LeadFact; readonly at: number; readonly actor: EventDraft['actor'] }[];
}

/**
 * Writes leads with their histories. `recordedAt` says when we are to have heard of each event: now, or when it
 * happened, for a history that was kept all along. `subject` is what the audit knows the import by. Runs in the
 * caller's transaction, so it is all or nothing.
 */
export async function importLeads(
  deps: Deps,
  input: {
    readonly by: Member['id'];
    readonly leads: Iterable<LeadHistory> | AsyncIterable<LeadHistory>;
    readonly recordedAt: 'now' | 'at';
    readonly subject?: string;
  },
): Promise<readonly LeadId[]> {
  const { by, subject = null } = input;
  const ids: LeadId[] = [];
  for await (const { events } of input.leads) {
    if (input.recordedAt === 'now') {
      ids.push((await deps.stores.leads.append(undefined, events, deps.now)).id);
      continue;
    }
    let lead: Awaited<ReturnType<typeof deps.stores.leads.append>> | undefined;
    for (const event of events) lead = await deps.stores.leads.append(lead, [event], event.at);
    if (lead) ids.push(lead.id);
  }
  await deps.stores.audit.record({ at: deps.now, actor: by, action: 'lead.import', lead: null, subject });
  return ids;
}
