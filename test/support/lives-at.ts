import type { Life } from '../../src/analytics/facts-of.ts';
import type { LeadId } from '../../src/domain/ids.ts';
import { type LeadEvent, SYSTEM_ACTORS } from '../../src/domain/lead-event.ts';
import { type History, mergedEvents } from '../../src/domain/merge.ts';
import { project } from '../../src/domain/projection.ts';
import { liveEvents } from './event-log.ts';
import { seedPipeline } from './seed.ts';

/** Every lead's life up to `asOf`, straight from all the events there are, in the order of the leads. */
export function livesAt(logs: readonly (readonly LeadEvent[])[], asOf: number): readonly Life[] {
  const seen = logs.map((log) => log.filter(({ at }) => at < asOf)).filter((log) => log.length > 0);
  return seen.flatMap((log): Life[] => {
    const history = historyOf(log, seen);
    const projection = project(history, seedPipeline);
    if (!projection) return [];
    const touched = mergedEvents(history, seedPipeline).filter(
      ({ fact, actor }) => fact.type === 'touched' && !SYSTEM_ACTORS.has(actor),
    );
    return [{ projection, touchedAt: touched.map(({ at }) => at) }];
  });
}

function historyOf(log: readonly LeadEvent[], logs: readonly (readonly LeadEvent[])[]): History {
  const absorbed = logs.flatMap((other) => {
    const merge = mergeOf(other);
    return merge && merge.into === log[0]?.lead ? [{ at: merge.at, history: historyOf(other, logs) }] : [];
  });
  return { events: log, absorbed };
}

function mergeOf(log: readonly LeadEvent[]): { readonly into: LeadId; readonly at: number } | undefined {
  const merge = liveEvents(log).findLast(({ fact }) => fact.type === 'merged_into');
  return merge?.fact.type === 'merged_into' ? { into: merge.fact.into, at: merge.at } : undefined;
}
