import type { StageId } from '../domain/ids.ts';
import type { Pipeline, Stage } from '../domain/stage.ts';
import type { DecisionCount } from './facts.ts';
import { tallyAt } from './tally.ts';

/** How many decisions the configured rate weighs as much as (metrics §9.2, `m`). */
export const SHRINKAGE = 10;

/** Below this many decisions a stage without configured rate has no probability. */
const FEWEST_DECISIONS = 8;

/** What is known of the hop out of one open stage, for prediction. Rates between 0 and 1. */
export interface StageRate {
  readonly stage: StageId;
  readonly advanced: number;
  readonly decided: number;
  /** The team's own expectation; null when it has none. */
  readonly configured: number | null;
  /** Gross C1, `advanced / decided`; null while nothing is decided. Shown beside `configured`: they should be close. */
  readonly measured: number | null;
  /** The shrunk rate; null when there is neither an expectation nor enough history. */
  readonly rate: number | null;
  /** P(win | stage): the product of the rates from here to the win; null when one of them is missing. */
  readonly winProbability: number | null;
}

/**
 * The rates predictions are made with (metrics §9.2), of each open stage in order, from the decisions of the trailing
 * 182 days:
 *
 *     r(s) = (k + m·p0) / (n + m)        P(win | s) = Π r(j), j = s … last open stage
 *
 * so that little history hardly moves what the team expects. Without expectation the measured rate itself counts, from 8
 * decisions on; below that there is no probability at all, and never 100 %.
 *
 * In the worked example 8 of 9 with 40 % expected is 12/19 = 63.2 %; then 8.5/17, 10/15 and 4/14 make P(win) 6.02 % from
 * the first stage on, and 9.52 %, 19.05 %, 28.57 % from the later ones.
 */
export function shrunkRates(
  decisions: readonly DecisionCount[],
  pipeline: Pipeline,
  shrinkage: number = SHRINKAGE,
): readonly StageRate[] {
  const rates = pipeline.open.map((stage) => rateOf(stage, decisions, pipeline, shrinkage));
  return rates.map((rate, at) => ({ ...rate, winProbability: product(rates.slice(at).map((one) => one.rate)) }));
}

function rateOf(stage: Stage, decisions: readonly DecisionCount[], pipeline: Pipeline, m: number) {
  const { advanced, decided } = tallyAt(stage.id, decisions, pipeline);
  const configured = stage.expectedRate;
  const measured = decided === 0 ? null : advanced / decided;
  const unaided = decided < FEWEST_DECISIONS ? null : measured;
  const rate = configured === null ? unaided : (advanced + m * configured) / (decided + m);
  return { stage: stage.id, advanced, decided, configured, measured, rate };
}

/** The product of rates, null when one is missing. */
export function product(rates: readonly (number | null)[]): number | null {
  return rates.reduce<number | null>((all, rate) => (all === null || rate === null ? null : all * rate), 1);
}

/** P(win) by the stage a lead is in; stages without one are left out. */
export function winProbabilities(rates: readonly StageRate[]): ReadonlyMap<StageId, number> {
  return new Map(
    rates.flatMap(({ stage, winProbability }) => (winProbability === null ? [] : [[stage, winProbability] as const])),
  );
}
