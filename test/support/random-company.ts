import fc from 'fast-check';
import type { Life } from '../../src/analytics/facts-of.ts';
import { type LeadId, leadId } from '../../src/domain/ids.ts';
import { type LeadEvent, SYSTEM_ACTORS } from '../../src/domain/lead-event.ts';
import { liveEvents } from '../../src/domain/merge.ts';
import { project } from '../../src/domain/projection.ts';
import type { Pipeline } from '../../src/domain/stage.ts';
import { AFTERMATH, BIRTH, histories } from './random-history.ts';

/** Some leads with their events, and which of them was merged into which, and when. */
export interface Company {
  readonly leads: readonly { readonly id: LeadId; readonly events: readonly LeadEvent[] }[];
  readonly merge: { readonly from: LeadId; readonly into: LeadId; readonly at: number } | undefined;
}

const EVENT_SPACE = 10_000;

/** Up to six random lives, sometimes with a merge of the second into the first after all of it. */
export function companies(pipeline: Pipeline): fc.Arbitrary<Company> {
  return fc
    .tuple(fc.array(histories(pipeline), { minLength: 1, maxLength: 6 }), fc.boolean())
    .map(([lives, merges]) => {
      const leads = lives.map((events, at) => ({ id: leadId(at + 1), events: renumbered(events, at) }));
      const [into, from] = leads;
      const canMerge = merges && into && from && isAlive(into.events) && isAlive(from.events);
      return { leads, merge: canMerge ? { from: from.id, into: into.id, at: AFTERMATH - 1000 } : undefined };
    });
}

/** A window within the year the lives are lived in. */
export const spans: fc.Arbitrary<{ readonly from: number; readonly to: number }> = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([a, b]) => {
    const at = (share: number) => BIRTH + Math.floor((AFTERMATH - BIRTH) * share);
    return { from: Math.min(at(a), at(b)), to: Math.max(at(a), at(b)) };
  });

/** The lives of a company as of an instant. */
export function livesOfCompany({ leads, merge }: Company, asOf: number, pipeline: Pipeline): readonly Life[] {
  const seen = new Map(leads.map(({ id, events }) => [id, events.filter(({ at }) => at < asOf)]));
  const merged = merge !== undefined && merge.at < asOf ? merge : undefined;
  return [...seen].flatMap(([id, events]): Life[] => {
    if (id === merged?.from) return [];
    const other = id === merged?.into ? (seen.get(merged.from) ?? []) : [];
    const absorbed = other.length === 0 ? [] : [{ at: merged?.at ?? 0, history: { events: other, absorbed: [] } }];
    const projection = project({ events, absorbed }, pipeline);
    if (!projection) return [];
    const touchedAt = [...liveEvents(events), ...liveEvents(other)].flatMap(({ fact, actor, at }) =>
      fact.type === 'touched' && !SYSTEM_ACTORS.has(actor) ? [at] : [],
    );
    return [{ projection, touchedAt }];
  });
}

function isAlive(events: readonly LeadEvent[]): boolean {
  return liveEvents(events).length > 0;
}

function renumbered(events: readonly LeadEvent[], at: number): readonly LeadEvent[] {
  const shift = at * EVENT_SPACE;
  return events.map((event) => ({
    ...event,
    id: event.id + shift,
    change: event.change + shift,
    lead: leadId(at + 1),
    fact: event.fact.type === 'voided' ? { ...event.fact, target: event.fact.target + shift } : event.fact,
  }));
}
