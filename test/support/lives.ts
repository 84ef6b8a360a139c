import type { Facts, Scope } from '../../src/analytics/facts.ts';
import { factsOf, type Life } from '../../src/analytics/facts-of.ts';
import { type LeadEvent, SYSTEM_ACTORS } from '../../src/domain/lead-event.ts';
import { liveEvents } from '../../src/domain/merge.ts';
import { project } from '../../src/domain/projection.ts';
import { seedPipeline } from './seed.ts';

/** The lives of leads as they were at `asOf`: only what had happened by then, taken back or not, counts. */
export function livesOf(histories: readonly (readonly LeadEvent[])[], asOf: number): readonly Life[] {
  return histories.flatMap((events): Life[] => {
    const seen = events.filter(({ at }) => at < asOf);
    const projection = project(seen, seedPipeline);
    if (!projection) return [];
    const touchedAt = liveEvents(seen).flatMap(({ fact, actor, at }) =>
      fact.type === 'touched' && !SYSTEM_ACTORS.has(actor) ? [at] : [],
    );
    return [{ projection, touchedAt }];
  });
}

/** The facts of some histories as of an instant. */
export function factsAsOf(histories: readonly (readonly LeadEvent[])[], asOf: number, scope: Scope = {}): Facts {
  return factsOf(livesOf(histories, asOf), { asOf, scope, pipeline: seedPipeline });
}
