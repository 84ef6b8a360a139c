import { seededRandom } from './random.ts';

/** One amount that comes in whole or not at all. */
export interface Chance {
  readonly amountFen: number;
  /** Between 0 and 1. */
  readonly probability: number;
}

/** Quantiles of a sum, in fen, and how they were found. */
export interface SumQuantiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly method: 'exact' | 'drawn' | 'normal';
}

/** Up to this many chances all outcomes are enumerated; up to the next, sums are drawn. */
const MOST_EXACT = 15;
const MOST_DRAWN = 1000;
const DRAWS = 10_000;
const SEED = 20_260_601;

/** The 90 % point of the normal distribution. */
const Z_DECILE = 1.2816;

/**
 * The 10 %, 50 % and 90 % quantiles of Σ amount × Bernoulli(P), the chances independent (metrics §9.3). A quantile `q` is
 * the smallest sum that is not exceeded with probability `q` at least. Exact up to 15 chances, 10 000 draws with a fixed
 * seed up to 1 000, above that the normal approximation cut at 0.
 *
 * 120 000 and 60 000 at 19.05 % and 90 000 at 28.57 %: nothing at all comes with 46.8 %, so the quantiles are 0, 60 000
 * and 150 000.
 */
export function sumQuantiles(chances: readonly Chance[]): SumQuantiles {
  if (chances.length <= MOST_EXACT) return { ...quantilesOf(distribution(chances)), method: 'exact' };
  if (chances.length <= MOST_DRAWN) return { ...quantilesOf(draws(chances)), method: 'drawn' };
  return { ...normal(chances), method: 'normal' };
}

type Weighted = readonly (readonly [sum: number, weight: number])[];

/** Every sum that can come out, with its probability. */
function distribution(chances: readonly Chance[]): Weighted {
  let sums = new Map([[0, 1]]);
  for (const { amountFen, probability } of chances) {
    const next = new Map<number, number>();
    const add = (sum: number, weight: number) => next.set(sum, (next.get(sum) ?? 0) + weight);
    for (const [sum, weight] of sums) {
      add(sum, weight * (1 - probability));
      add(sum + amountFen, weight * probability);
    }
    sums = next;
  }
  return [...sums];
}

function draws(chances: readonly Chance[]): Weighted {
  const random = seededRandom(SEED);
  return Array.from({ length: DRAWS }, () => {
    let sum = 0;
    for (const { amountFen, probability } of chances) if (random() < probability) sum += amountFen;
    return [sum, 1 / DRAWS] as const;
  });
}

/** Rounding of many small weights must not push a quantile to the next sum. */
const TOLERANCE = 1e-9;

function quantilesOf(weighted: Weighted) {
  const sorted = weighted.toSorted(([a], [b]) => a - b);
  const at = (q: number): number => {
    let below = 0;
    for (const [sum, weight] of sorted) {
      below += weight;
      if (below >= q - TOLERANCE) return sum;
    }
    return sorted.at(-1)?.[0] ?? 0;
  };
  return { low: at(0.1), median: at(0.5), high: at(0.9) };
}

function normal(chances: readonly Chance[]) {
  let [mean, variance] = [0, 0];
  for (const { amountFen, probability } of chances) {
    mean += amountFen * probability;
    variance += amountFen ** 2 * probability * (1 - probability);
  }
  const spread = Z_DECILE * Math.sqrt(variance);
  const cut = (fen: number) => Math.max(0, Math.round(fen));
  return { low: cut(mean - spread), median: cut(mean), high: cut(mean + spread) };
}
