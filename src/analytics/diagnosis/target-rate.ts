import type { StageId } from '../../domain/ids.ts';
import type { Pipeline, Stage } from '../../domain/stage.ts';
import type { DecisionCount } from '../facts.ts';
import { tallyAt } from '../tally.ts';

/** What a transition is measured against, and where that comes from. */
export interface TargetRate {
  readonly rate: number;
  /** `example`: what the bot came with, nobody's decision. */
  readonly origin: 'configured' | 'history' | 'example';
}

/** Own history counts from this many decisions on. */
const FEWEST_DECISIONS = 30;

/**
 * The target of the hop out of a stage (metrics §10): what the team configured, else its own C1 over the 12 months before
 * the window if 30 decisions tell, else the example it started with. An expectation that equals the example was not
 * configured by anybody. Undefined when there is none of the three, or a target of 0, which nothing can miss.
 */
export function targetRateOf(
  stage: Stage,
  earlier: readonly DecisionCount[],
  examples: ReadonlyMap<StageId, number>,
  pipeline: Pipeline,
): TargetRate | undefined {
  const example = examples.get(stage.id);
  const { expectedRate } = stage;
  if (expectedRate !== null && expectedRate > 0 && expectedRate !== example) {
    return { rate: expectedRate, origin: 'configured' };
  }
  const { advanced, decided } = tallyAt(stage.id, earlier, pipeline);
  if (decided >= FEWEST_DECISIONS && advanced > 0) return { rate: advanced / decided, origin: 'history' };
  return example === undefined || example <= 0 ? undefined : { rate: example, origin: 'example' };
}
