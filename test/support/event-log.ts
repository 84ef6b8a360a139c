import type { LeadId } from '../../src/domain/ids.ts';
import type { LeadEvent } from '../../src/domain/lead-event.ts';
import type { EventDraft } from '../../src/usecases/ports.ts';

/** Adds drafts to a lead's log as one change, as a store does: ids count up, the first one names the change. */
export function recordChange(
  log: readonly LeadEvent[],
  lead: LeadId,
  drafts: readonly EventDraft[],
  recordedAt: number,
  nextId: number = (log.at(-1)?.id ?? 0) + 1,
): readonly LeadEvent[] {
  return [...log, ...drafts.map((draft, at) => ({ ...draft, id: nextId + at, lead, recordedAt, change: nextId }))];
}

/** The events of the last change that still counts: what one undo takes back. */
function lastLiveChange(log: readonly LeadEvent[]): readonly LeadEvent[] {
  const live = liveEvents(log);
  const change = live.at(-1)?.change;
  return live.filter((event) => event.change === change);
}

/** The events that were not taken back, in the order they were written. */
export function liveEvents(log: readonly LeadEvent[]): readonly LeadEvent[] {
  const voided = new Set(log.map(({ fact }) => (fact.type === 'voided' ? fact.target : undefined)));
  return log.filter((event) => event.fact.type !== 'voided' && !voided.has(event.id));
}

/** The drafts that take a lead's last change back. */
export function undoDrafts(log: readonly LeadEvent[], actor: EventDraft['actor'], at: number): readonly EventDraft[] {
  return lastLiveChange(log).map(({ id }) => ({ fact: { type: 'voided', target: id }, actor, at }));
}
