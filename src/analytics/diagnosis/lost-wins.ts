import type { StageId } from '../../domain/ids.ts';
import type { DiagnosisInput } from './input.ts';
import { WINDOW_DAYS } from './input.ts';

const DAYS_PER_MONTH = 365.25 / 12;

/**
 * What a weak hop costs (metrics §10): `Δwins = monthly entrants of s × (p0 − c) × P(win | s+1)`. 0 when it is as good as
 * its target; null when the stages after it have no probability.
 */
export function lostWins(
  { cohorts, rates, pipeline }: DiagnosisInput,
  stage: StageId,
  target: number,
  rate: number,
): number | null {
  const entrants = cohorts
    .filter((row) => pipeline.stage(row.stage).id === stage)
    .reduce((sum, { count }) => sum + count, 0);
  const next = pipeline.next(stage);
  if (!next) return null;
  const onwards = next.kind === 'won' ? 1 : (rates.find((one) => one.stage === next.id)?.winProbability ?? null);
  if (onwards === null) return null;
  return ((entrants * DAYS_PER_MONTH) / WINDOW_DAYS) * Math.max(0, target - rate) * onwards;
}
