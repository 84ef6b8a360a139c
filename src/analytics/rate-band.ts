/** A rate of one hop with the successes it was seen in. */
export interface KnownRate {
  readonly rate: number;
  readonly successes: number;
}

/** How far off something made of rates can be, as factors on it. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** For an 80 % band. */
const Z_80 = 1.2816;

/**
 * The 80 % band of a product of rates, or of what is divided by it (metrics §9.4, log-delta method):
 * SE² = Σ (1 − c)/k over the rates, factors exp(±1.2816·SE). Null when a rate was never seen to succeed.
 *
 * 1000 → 400 → 100 → 10 gives 0.668 and 1.497, so 2000 leads are 1336 to 2993; 100 → 40 → 10 → 1 gives 559 to 7159.
 */
export function bandOf(rates: readonly KnownRate[]): Band | null {
  if (rates.some(({ successes }) => successes <= 0)) return null;
  const error = Math.sqrt(rates.reduce((sum, { rate, successes }) => sum + (1 - rate) / successes, 0));
  return { low: Math.exp(-Z_80 * error), high: Math.exp(Z_80 * error) };
}
