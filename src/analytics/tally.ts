import type { StageId } from '../domain/ids.ts';
import type { Pipeline } from '../domain/stage.ts';
import type { DecisionCount } from './facts.ts';

/** What was decided in one stage (metrics §6.1); `decided` is the three together, the denominator of C1. */
export interface Tally {
  readonly advanced: number;
  readonly lost: number;
  readonly invalid: number;
  readonly decided: number;
}

const EMPTY: Tally = { advanced: 0, lost: 0, invalid: 0, decided: 0 };

/** Decisions added up: `advanced / decided` is the gross C1 of them; nothing decided is no rate. */
export function tallyOf(rows: Iterable<Pick<DecisionCount, 'outcome' | 'count'>>): Tally {
  let tally = EMPTY;
  for (const { outcome, count } of rows) {
    tally = { ...tally, [outcome]: tally[outcome] + count, decided: tally.decided + count };
  }
  return tally;
}

/** The decisions in `stage`, those in stages archived into it among them. */
export function tallyAt(stage: StageId, rows: readonly DecisionCount[], pipeline: Pipeline): Tally {
  return tallyOf(rows.filter((row) => pipeline.stage(row.stage).id === stage));
}
