import type { Pipeline } from '../domain/stage.ts';
import type { Win } from './facts.ts';
import { median } from './rates.ts';
import { qualifiedStage } from './win-rate.ts';

const DAY_MS = 86_400_000;

export interface Cycle {
  /** Wins of the window that were in the qualified stage or passed it. */
  readonly n: number;
  /** Median days from the first reach of the qualified stage to the win; null without wins. */
  readonly medianDays: number | null;
  /** The same from the creation, over wins that began in the first stage. */
  readonly full: { readonly n: number; readonly medianDays: number | null };
}

/** Sales cycle (metrics §7.4): `T(l, won) − T(l, qualified)` over wins in the window. */
export function cycle(wins: readonly Win[], pipeline: Pipeline): Cycle {
  const days = cycleDays(wins, pipeline);
  const fromStart = wins
    .filter(({ entryStage }) => pipeline.stage(entryStage).id === pipeline.entry.id)
    .map(({ at, createdAt }) => (at - createdAt) / DAY_MS);
  return {
    n: days.length,
    medianDays: median(days),
    full: { n: fromStart.length, medianDays: median(fromStart) },
  };
}

/** Days each win took from the qualified stage; a lead created above it is left out. */
export function cycleDays(wins: readonly Win[], pipeline: Pipeline): readonly number[] {
  const from = qualifiedStage(pipeline).id;
  return wins.flatMap(({ at, reachedAt }) => {
    const since = reachedAt[from];
    return since === undefined ? [] : [(at - since) / DAY_MS];
  });
}
