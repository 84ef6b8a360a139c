import type { StageId } from '../domain/ids.ts';
import { type Band, bandOf } from './rate-band.ts';

/** The rate of one hop to be counted back with, and the successes behind it. */
export interface HopRate {
  readonly stage: StageId;
  /** Configured or shrunk, as asked for; null when there is none. */
  readonly rate: number | null;
  readonly successes: number;
}

/** How many leads a target takes. */
export interface ReverseTarget {
  readonly target: number;
  /** Leads needed in each open stage, in order; null from which the win cannot be reached by these rates. */
  readonly needs: readonly { readonly stage: StageId; readonly leads: number | null }[];
  /** Leads needed at the entry once the open leads have brought what they are expected to; null as above. */
  readonly newLeads: number | null;
  /** What the need at the entry may be instead, 80 %; null without any success behind one of the rates. */
  readonly band: Band | null;
  /** Stages without a rate. */
  readonly missing: readonly StageId[];
}

/**
 * Counts a number of wins back through the funnel (metrics §9.4):
 *
 *     need(s) = ⌈ target / Π c(j) − 1e-9 ⌉, j = s … last open stage, from the exact product
 *     newLeads = ⌈ max(0, target − expected wins of the open leads) / Π c(j) − 1e-9 ⌉
 *
 * 20 ÷ (40 % × 25 % × 10 %) is 2000, 800 and 200. Five wins at the worked example's shrunk rates take 84, 53, 27 and 18
 * leads; the pipeline's 0.76 leave 71 new ones.
 */
export function reverseTarget(target: number, expectedWins: number, hops: readonly HopRate[]): ReverseTarget {
  const needs = hops.map(({ stage }, at) => ({ stage, leads: needed(target, hops.slice(at)) }));
  const need = exactly(target, hops);
  const factors = bandOf(hops.map(({ rate, successes }) => ({ rate: rate ?? 0, successes })));
  return {
    target,
    needs,
    newLeads: needed(Math.max(0, target - expectedWins), hops),
    band:
      factors && need !== null ? { low: Math.round(need * factors.low), high: Math.round(need * factors.high) } : null,
    missing: hops.filter(({ rate }) => rate === null).map(({ stage }) => stage),
  };
}

/** Floating point makes 20 ÷ 0.01 a little more or less than 2000; neither may cost a lead. */
const GUARD = 1e-9;

function needed(wins: number, hops: readonly HopRate[]): number | null {
  const exact = exactly(wins, hops);
  return exact === null ? null : Math.ceil(exact - GUARD) + 0;
}

function exactly(wins: number, hops: readonly HopRate[]): number | null {
  let product = 1;
  for (const { rate } of hops) product *= rate ?? 0;
  return product === 0 ? null : wins / product;
}
