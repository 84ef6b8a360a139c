import type { Pipeline, Stage } from '../domain/stage.ts';

/** The first stage with the flag `qualified` (metrics §10): the floor of win rate, cycle and quota. */
export function floorOf(pipeline: Pipeline): Stage {
  return pipeline.stages.find(({ qualified }) => qualified) ?? pipeline.won;
}
