/** A rate's interval, both ends between 0 and 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** For a 95 % interval, as rates are shown (metrics §6.5). */
export const Z_95 = 1.96;
/** For a 90 % interval, as the diagnosis uses (metrics §10). */
export const Z_90 = 1.645;

/**
 * Wilson's interval of `successes` out of `trials` (metrics §6.5), with p = k/n:
 * centre = (p + z²/2n) / (1 + z²/n), half = z·√(p(1−p)/n + z²/4n²) / (1 + z²/n). Null without trials.
 *
 * 5 of 40 at z = 1.645 reaches up to 23.5 %, 6 of 40 up to 26.5 %; 14 of 24 begins at 41.8 %.
 */
export function wilson(successes: number, trials: number, z: number): Interval | null {
  if (trials === 0) return null;
  const p = successes / trials;
  const square = z * z;
  const scale = 1 + square / trials;
  const centre = (p + square / (2 * trials)) / scale;
  const half = (z * Math.sqrt((p * (1 - p)) / trials + square / (4 * trials * trials))) / scale;
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
