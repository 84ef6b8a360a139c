import type { Life } from '../../analytics/facts-of.ts';
import { type LeadId, leadId } from '../../domain/ids.ts';
import { type LeadEvent, SYSTEM_ACTORS } from '../../domain/lead-event.ts';
import { type History, liveEvents, mergedEvents } from '../../domain/merge.ts';
import { project } from '../../domain/projection.ts';
import type { Pipeline } from '../../domain/stage.ts';
import { eventOfRow } from '../event-rows.ts';
import type { Reading } from './question.ts';

/** The leads whose rows say more than was so at an instant, and their lives up to then. */
export function createChangedLives(reading: Reading, asOf: number) {
  let changed: Promise<ReadonlySet<LeadId>> | undefined;

  const findChanged = async (): Promise<ReadonlySet<LeadId>> => {
    const rows = await reading.on.db.selectFrom('lead_event').select('lead_id').where('at', '>=', asOf).execute();
    const found = new Set(rows.map(({ lead_id }) => leadId(lead_id)));
    // A lead's life is that of those merged into it too: when one of them was merged, or parted, or changed otherwise.
    let fresh = [...found];
    while (fresh.length > 0) {
      const merges = await mergesOf(reading, fresh);
      fresh = [...new Set(merges.map(({ into }) => into))].filter((id) => !found.has(id));
      for (const id of fresh) found.add(id);
    }
    return found;
  };
  const leads = () => {
    changed ??= findChanged();
    return changed;
  };

  return {
    leads,
    /** In the order of their ids; those that did not exist yet are left out. */
    async lives(pipeline: Pipeline): Promise<readonly Life[]> {
      const ids = [...(await leads())].sort((a, b) => a - b);
      const absorbed = await absorbedBy(reading, ids);
      const related = [...new Set([...ids, ...[...absorbed.values()].flatMap((others) => [...others])])];
      const eventsOf = await eventsBefore(reading, related, asOf);
      const historyOf = (id: LeadId, seen: ReadonlySet<LeadId>): History => ({
        events: eventsOf(id),
        absorbed: [...(absorbed.get(id) ?? [])]
          .sort((a, b) => a - b)
          .filter((other) => !seen.has(other))
          .flatMap((other) => {
            const merge = liveEvents(eventsOf(other)).findLast(({ fact }) => fact.type === 'merged_into');
            if (merge?.fact.type !== 'merged_into' || merge.fact.into !== id) return [];
            return [{ at: merge.at, history: historyOf(other, new Set([...seen, id])) }];
          }),
      });
      return ids.flatMap((id): Life[] => {
        const history = historyOf(id, new Set());
        const life = lifeOf(history, pipeline);
        return life ? [life] : [];
      });
    },
  };
}

/** A lead's life as its events tell it. */
export function lifeOf(history: History, pipeline: Pipeline): Life | undefined {
  const projection = project(history, pipeline);
  return projection && { projection, touchedAt: touchesOf(history, pipeline) };
}

/** When people followed up. */
export function touchesOf(history: History, pipeline: Pipeline): readonly number[] {
  return mergedEvents(history, pipeline).flatMap(({ fact, actor, at }) =>
    fact.type === 'touched' && !SYSTEM_ACTORS.has(actor) ? [at] : [],
  );
}

/** Merges of these leads into others, taken back or not. */
async function mergesOf({ on, engine }: Reading, ids: readonly LeadId[]) {
  const rows = await on.db
    .selectFrom('lead_event')
    .selectAll()
    .where('lead_id', 'in', engine.ids(ids))
    .where('type', '=', 'merged_into')
    .execute();
  return rows
    .map(eventOfRow)
    .flatMap(({ lead, fact }) => (fact.type === 'merged_into' ? [{ lead, into: fact.into }] : []));
}

/** By lead, those that are or were merged into it, and into these in turn. */
async function absorbedBy(reading: Reading, ids: readonly LeadId[]): Promise<ReadonlyMap<LeadId, ReadonlySet<LeadId>>> {
  const absorbed = new Map<LeadId, Set<LeadId>>();
  const add = (into: LeadId, lead: LeadId) => absorbed.set(into, (absorbed.get(into) ?? new Set()).add(lead));
  const known = new Set<LeadId>();
  for (let fresh = ids; fresh.length > 0; ) {
    for (const id of fresh) known.add(id);
    const merged = await reading.on.db
      .selectFrom('lead')
      .select(['id', 'merged_into'])
      .where('merged_into', 'in', reading.engine.ids(fresh))
      .execute();
    for (const { id, merged_into } of merged) if (merged_into !== null) add(leadId(merged_into), leadId(id));
    for (const { lead, into } of await mergesOf(reading, fresh)) add(into, lead);
    fresh = merged.map(({ id }) => leadId(id)).filter((id) => !known.has(id));
  }
  return absorbed;
}

async function eventsBefore({ on, engine }: Reading, ids: readonly LeadId[], asOf: number) {
  const rows = await on.db
    .selectFrom('lead_event')
    .selectAll()
    .where('lead_id', 'in', engine.ids(ids))
    .where('at', '<', asOf)
    .orderBy('id')
    .execute();
  const events = new Map<LeadId, LeadEvent[]>();
  for (const event of rows.map(eventOfRow)) {
    const known = events.get(event.lead);
    if (known) known.push(event);
    else events.set(event.lead, [event]);
  }
  return (id: LeadId): readonly LeadEvent[] => events.get(id) ?? [];
}
