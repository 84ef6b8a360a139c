import type { Member } from '../domain/access.ts';
import type { LeadId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import type { LeadEvent } from '../domain/lead-event.ts';
import { Refusal } from '../domain/refusal.ts';
import { audit, type Deps, ownLead } from './deps.ts';
import type { LeadStore } from './ports.ts';

/** How long somebody may take back their own last change; admins have no such limit. */
const UNDO_MINUTES = 10;

export interface Undone {
  /** The lead as it is now; its `state` is `void` when its creation was taken back. */
  readonly lead: Lead;
  /** The events taken back, in the order they had happened. */
  readonly events: readonly LeadEvent[];
}

/** The last change to a lead: its own, or that another one was merged into it. */
async function lastOfLife(leads: LeadStore, id: LeadId): Promise<readonly LeadEvent[]> {
  // Held first, so that nobody changes it between this look and the undo.
  await leads.byId(id);
  let last = await leads.lastChange({ lead: id });
  for (const other of await leads.mergedInto(id)) {
    const merge = await leads.lastChange({ lead: other });
    if ((merge[0]?.id ?? 0) > (last[0]?.id ?? 0)) last = merge;
  }
  return last;
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
  const events = await (input.lead === undefined ? leads.lastChange({ actor: by.id }) : lastOfLife(leads, input.lead));
  const first = events[0];
  if (!first) throw new Refusal({ code: 'nothing_to_undo' });
  const lead = await leads.byId(first.lead);
  if (!lead) throw new Refusal({ code: 'nothing_to_undo' });
  const nameOf = async (id: LeadEvent['actor']) => (await members.byId(id))?.name ?? id;
  // Of two that became one, only the one that stayed can be named.
  const stays = first.fact.type === 'merged_into' ? ((await leads.byId(first.fact.into)) ?? lead) : lead;
  if (by.role !== 'admin') {
    if (first.actor !== by.id)
      throw new Refusal({ code: 'undo_not_yours', lead: stays, by: await nameOf(first.actor) });
    if (deps.now - first.recordedAt > UNDO_MINUTES * 60_000) {
      throw new Refusal({ code: 'undo_expired', lead: stays, minutes: UNDO_MINUTES });
    }
  }
  // Asked again now that the lead is locked: somebody may just have changed it, or taken the same back.
  const [last] = await lastOfLife(leads, stays.id);
  if (!last) throw new Refusal({ code: 'nothing_to_undo' });
  // An answer given later belongs to its move: what was done between the two would stand on sand as well.
  const later = last.change === first.change ? await changedSince(deps, lead.id, first) : last;
  if (later) throw new Refusal({ code: 'undo_superseded', lead: stays, by: await nameOf(later.actor) });
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
