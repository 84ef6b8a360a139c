import type { LeadId } from '../domain/ids.ts';
import type { LeadEvent } from '../domain/lead-event.ts';
import type { History } from '../domain/merge.ts';
import type { Db, Session } from './engine.ts';
import { type EventRow, eventOfRow } from './event-rows.ts';
import { placeholder, prepare } from './prepared.ts';

/** Reads what happened to a lead, and to the leads merged into it. */
export function createHistoryReader(db: Db) {
  const eventsOf = prepare<{ lead: number }, EventRow>(
    db.selectFrom('lead_event').selectAll().where('lead_id', '=', placeholder<number>('lead')).orderBy('id'),
  );
  const mergedInto = prepare<{ lead: number }, { readonly id: number }>(
    db.selectFrom('lead').select('id').where('merged_into', '=', placeholder<number>('lead')).orderBy('id'),
  );
  const absorbedBy = async (on: Session, lead: LeadId) =>
    (await mergedInto(on, { lead })).rows.map(({ id }) => id as LeadId);
  const events = async (on: Session, lead: LeadId) => (await eventsOf(on, { lead })).rows.map(eventOfRow);

  const history = async (on: Session, lead: LeadId): Promise<History> => {
    const absorbed: History['absorbed'][number][] = [];
    for (const id of await absorbedBy(on, lead)) {
      const other = await history(on, id);
      absorbed.push({ at: mergedAt(other.events), history: other });
    }
    return { events: await events(on, lead), absorbed };
  };
  const eventsAfter = async ({ db: session }: Session, after: number, limit: number) => {
    const rows = session.selectFrom('lead_event').selectAll().where('id', '>', after).orderBy('id').limit(limit);
    return (await rows.execute()).map(eventOfRow);
  };
  return { events, history, eventsAfter, mergedInto: absorbedBy };
}

/** When a lead was merged into another: its last such event that was not taken back. */
export function mergedAt(events: readonly LeadEvent[]): number {
  const voided = new Set(events.flatMap(({ fact }) => (fact.type === 'voided' ? [fact.target] : [])));
  return events.findLast(({ id, fact }) => fact.type === 'merged_into' && !voided.has(id))?.at ?? 0;
}
