import type { Member } from '../domain/access.ts';
import type { LeadId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import type { LeadEvent } from '../domain/lead-event.ts';
import { Refusal } from '../domain/refusal.ts';
import { audit, type Deps, ownLead } from './deps.ts';

/** How long somebody may take back their own last change; admins have no such limit. */
const UNDO_MINUTES = 10;

export interface Undone {
  /** The lead as it is now; its `state` is `void` when its creation was taken back. */
  readonly lead: Lead;
  /** The events taken back, in the order they had happened. */
  readonly events: readonly LeadEvent[];
}

/**
 * Takes back the actor's last change as if it had never happened; with `lead`, the last change to that lead (an admin
 * may so take back anybody's). Refused when somebody else has changed the lead since: theirs would stand on sand.
 */
export async function undoLast(
  deps: Deps,
  input: { readonly by: Member; readonly lead?: LeadId | undefined },
): Promise<Undone> {
  const { by } = input;
  const { leads, members } = deps.stores;
  if (input.lead !== undefined) await ownLead(deps, by, input.lead);
  const events = await leads.lastChange(input.lead === undefined ? { actor: by.id } : { lead: input.lead });
  const first = events[0];
  if (!first) throw new Refusal({ code: 'nothing_to_undo' });
  const lead = await leads.byId(first.lead);
  if (!lead) throw new Refusal({ code: 'nothing_to_undo' });
  const nameOf = async (id: LeadEvent['actor']) => (await members.byId(id))?.name ?? id;
  if (by.role !== 'admin') {
    if (first.actor !== by.id) throw new Refusal({ code: 'undo_not_yours', lead, by: await nameOf(first.actor) });
    if (deps.now - first.recordedAt > UNDO_MINUTES * 60_000) {
      throw new Refusal({ code: 'undo_expired', lead, minutes: UNDO_MINUTES });
    }
  }
  // Asked again now that the lead is locked: somebody may just have changed it, or taken the same back.
  const [last] = await leads.lastChange({ lead: lead.id });
  if (!last) throw new Refusal({ code: 'nothing_to_undo' });
  // An answer given later belongs to its move: what was done between the two would stand on sand as well.
  const later = last.change === first.change ? await changedSince(deps, lead.id, first) : last;
  if (later) throw new Refusal({ code: 'undo_superseded', lead, by: await nameOf(later.actor) });
  const drafts = events.map((event) => ({
    fact: { type: 'voided', target: event.id } as const,
    actor: by.id,
    at: deps.now,
  }));
  const restored = await leads.append(lead, drafts, deps.now);
  await audit(deps, by, 'lead.undo', { lead: lead.id });
  return { lead: restored, events };
}

/** An event of another change that came after `first` and stands. */
async function changedSince(deps: Deps, lead: LeadId, first: LeadEvent): Promise<LeadEvent | undefined> {
  const events = await deps.stores.leads.events(lead);
  const voided = new Set(events.flatMap(({ fact }) => (fact.type === 'voided' ? [fact.target] : [])));
  return events.find(
    ({ id, change, fact }) => id > first.id && change !== first.change && fact.type !== 'voided' && !voided.has(id),
  );
}
