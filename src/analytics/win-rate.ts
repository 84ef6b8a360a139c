import type { Pipeline, Stage } from '../domain/stage.ts';
import type { DecisionCount } from './facts.ts';
import { type Fraction, sum } from './rates.ts';

/** The stage from which a lead counts as qualified (metrics §10): the floor of win rate, cycle, velocity and quota. */
export function qualifiedStage(pipeline: Pipeline): Stage {
  return pipeline.open.find(({ qualified }) => qualified) ?? pipeline.entry;
}

export interface WinRate {
  readonly won: number;
  /** Lost, or found invalid after having been qualified: invalid is no place to hide a loss. */
  readonly lost: number;
}

/**
 * Win rate (metrics §7.1): leads closed in the window and still closed, that got as far as the qualified stage.
 *
 *     WR = won / (won + lost*)      lost* = lost + invalid with a highest stage ≥ qualified
 *
 * A lead's close is the decision of its highest stage: a win advances the last open stage, whatever was skipped.
 */
export function winRate(decisions: readonly DecisionCount[], pipeline: Pipeline): WinRate {
  const floor = qualifiedStage(pipeline).ord;
  return {
    won: wins(decisions, pipeline),
    lost: sum(
      decisions.map(({ stage, outcome, count }) =>
        outcome !== 'advanced' && pipeline.stage(stage).ord >= floor ? count : 0,
      ),
    ),
  };
}

/** Win rate over all leads: no floor, invalid left out. */
export function winRateOfAll(decisions: readonly DecisionCount[], pipeline: Pipeline): WinRate {
  return {
    won: wins(decisions, pipeline),
    lost: sum(decisions.map(({ outcome, count }) => (outcome === 'lost' ? count : 0))),
  };
}

export function winFraction({ won, lost }: WinRate): Fraction {
  return { k: won, n: won + lost };
}

function wins(decisions: readonly DecisionCount[], pipeline: Pipeline): number {
  const last = pipeline.open.at(-1)?.id;
  return sum(
    decisions.map(({ stage, outcome, count }) =>
      outcome === 'advanced' && pipeline.stage(stage).id === last ? count : 0,
    ),
  );
}
