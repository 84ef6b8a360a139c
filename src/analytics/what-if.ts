import { type Band, bandOf } from './rate-band.ts';

export interface WhatIfInput {
  /** The hop's rate today, and the successes it was seen in. */
  readonly rate: number;
  readonly successes: number;
  readonly newRate: number;
  readonly winsPerMonth: number;
  /** P(win) of a lead that comes in, by today's rates; null when unknown. */
  readonly entryWinProbability: number | null;
}

/** What another rate at one hop would bring, the same leads coming in. */
export interface WhatIf {
  /** Wins more (or fewer) a month. */
  readonly extraWinsPerMonth: number;
  /** New leads a month it would take to bring as many; null when nobody knows. */
  readonly equivalentLeadsPerMonth: number | null;
  /** Where today's rate really lies, 80 %; null when it was never seen to succeed. */
  readonly rateBand: Band | null;
  /** True when the change is larger than what is not known of today's rate. */
  readonly isRateKnown: boolean;
}

/**
 * What if a hop went better (metrics §9.5): wins' = wins × new/old for the same entrants. Null when today's rate is 0:
 * nothing can be made of that.
 *
 * 4 wins a month, 20 % → 30 %: 2 more, as many as 200 leads bring at 1 %; 20 % seen in 20 wins is 15.5 % to 25.8 %, so
 * 30 % would really be better.
 */
export function whatIf(input: WhatIfInput): WhatIf | null {
  const { rate, successes, newRate, winsPerMonth, entryWinProbability } = input;
  if (rate <= 0) return null;
  const extraWinsPerMonth = winsPerMonth * (newRate / rate - 1);
  const factors = bandOf([{ rate, successes }]);
  const rateBand = factors && { low: rate * factors.low, high: Math.min(1, rate * factors.high) };
  return {
    extraWinsPerMonth,
    equivalentLeadsPerMonth:
      entryWinProbability === null || entryWinProbability === 0 ? null : extraWinsPerMonth / entryWinProbability,
    rateBand,
    isRateKnown: rateBand !== null && (newRate < rateBand.low || newRate > rateBand.high),
  };
}
