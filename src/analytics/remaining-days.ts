import type { StageId } from '../domain/ids.ts';
import type { Pipeline } from '../domain/stage.ts';
import type { Win } from './facts.ts';
import { median } from './rates.ts';

const DAY_MS = 86_400_000;

/**
 * How many calendar days it takes from the first reach of a stage to the win: the median over the wins that reached it,
 * by stage (metrics §9.3, month bucket). A stage no win has passed is left out.
 *
 * L01 and L07 of the worked example were in the qualified stage 14 and 10 days before they were won: 12 days.
 */
export function remainingDays(wins: readonly Win[], pipeline: Pipeline): ReadonlyMap<StageId, number> {
  return new Map(
    pipeline.open.flatMap(({ id }) => {
      const days = wins.flatMap(({ at, reachedAt }) => {
        const reached = reachedAt[id];
        return reached === undefined ? [] : [(at - reached) / DAY_MS];
      });
      const middle = median(days);
      return middle === null ? [] : [[id, middle] as const];
    }),
  );
}
