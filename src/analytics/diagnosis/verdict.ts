import { type Interval, wilson, Z90 } from '../rates.ts';

export type Verdict = 'too_few' | 'healthy' | 'suspected' | 'confirmed';

/** How one transition looked in one weekly run, kept for the next run. */
export interface HopRun {
  readonly key: string;
  /** True when this run alone would convict. */
  readonly convicts: boolean;
  readonly verdict: Verdict;
}

/** Fewer decisions than this are no verdict. */
export const FEWEST_FOR_VERDICT = 8;
/** A rate below this share of the target is suspicious. */
export const SUSPICIOUS_SHARE = 0.8;
/** What is exactly at a limit must not fall on either side by its last digit. */
const ROUNDING = 1e-9;

/**
 * The smallest sample that can convict: `⌈ z²(1 − p0)/p0 ⌉`, z = 1.645. Below it even no success at all would leave the
 * upper bound above the target. 50 % → 3, 40 % → 5, 25 % → 9, 20 % → 11, 10 % → 25 (metrics §10).
 */
export function smallestConvicting(target: number): number {
  return Math.ceil((Z90 ** 2 * (1 - target)) / target - ROUNDING);
}

/** How `advanced` of `decided` look against a target rate, in this run alone. */
export interface Look {
  readonly interval: Interval | null;
  readonly convicts: boolean;
  readonly verdict: Exclude<Verdict, 'confirmed'>;
}

/**
 * One run's look at a transition (metrics §10). Against 25 %: 5 of 40 convict (upper bound 23.5 %), 6 of 40 are only
 * suspected (26.5 %); against 20 %: 1 of 20 convicts (19.6 %), 2 of 20 do not (26.2 %).
 */
export function lookAt(advanced: number, decided: number, target: number): Look {
  const interval = wilson({ k: advanced, n: decided }, Z90);
  if (decided < FEWEST_FOR_VERDICT) return { interval, convicts: false, verdict: 'too_few' };
  const isEnough = decided >= smallestConvicting(target);
  const convicts = isEnough && interval !== null && interval.high < target;
  const isSuspicious = convicts || advanced < SUSPICIOUS_SHARE * target * decided - ROUNDING;
  return { interval, convicts, verdict: isSuspicious ? 'suspected' : 'healthy' };
}

/**
 * The verdict of this run after the last one: confirmed when both convict, and still confirmed in the first run that does
 * not; a second one clears it.
 */
export function verdictAfter({ convicts, verdict }: Look, previous: HopRun | undefined): Verdict {
  if (convicts) return previous?.convicts || previous?.verdict === 'confirmed' ? 'confirmed' : 'suspected';
  return previous?.verdict === 'confirmed' && previous.convicts ? 'confirmed' : verdict;
}
