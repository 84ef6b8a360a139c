import type { StageId } from '../../domain/ids.ts';
import type { EntryCount } from '../facts.ts';
import { unorderlyShare } from '../flows.ts';
import { LOW_QUALITY } from '../quality.ts';
import { chiSquare, fisherExact } from '../rates.ts';
import { tallyOf } from '../tally.ts';
import type { BrokenEvidence, Cause, NextStep } from './finding.ts';
import { type DiagnosisInput, lossesAt, RECENT_DAYS, WINDOW_DAYS } from './input.ts';

/** Share of the usual inflow that still makes the top wide. */
const WIDE_SHARE = 0.8;
/** What is exactly at a limit must not fall on either side by its last digit. */
const ROUNDING = 1e-9;

/** True when about as many new leads came in these four weeks as usual: then the break is not for want of leads. */
export function isTopWide({ entries, recentEntries }: Pick<DiagnosisInput, 'entries' | 'recentEntries'>): boolean {
  const created = (rows: readonly EntryCount[]) =>
    rows.filter(({ how }) => how === 'created').reduce((sum, { count }) => sum + count, 0);
  const [recent, all] = [created(recentEntries), created(entries)];
  return recent > 0 && recent * WINDOW_DAYS >= WIDE_SHARE * all * RECENT_DAYS - ROUNDING;
}

/** Why leads that came in do not become qualified ones (metrics §10, disease 1): which of the three causes show. */
export function brokenEvidence(input: DiagnosisInput, stage: StageId): BrokenEvidence {
  const losses = lossesAt(input, stage);
  const barelyTouched = losses.filter(({ touches }) => touches <= 1).length;
  const unorderly = unorderlyShare(input.entries, input.pipeline);
  const repsP = differenceAmongReps(input, stage);
  const { moves, empty } = input.checklists;
  const shown: Readonly<Record<Cause, boolean>> = {
    no_follow_up: losses.length > 0 && barelyTouched / losses.length >= 0.5,
    muddle: (input.qualityScore !== null && input.qualityScore < LOW_QUALITY) || (unorderly ?? 0) >= 0.15,
    no_standard: (repsP !== null && repsP < 0.05) || (moves >= 8 && empty / moves >= 0.3),
  };
  return {
    kind: 'broken',
    causes: (['no_follow_up', 'muddle', 'no_standard'] as const).filter((cause) => shown[cause]),
    failed: losses.length,
    barelyTouched,
    unorderlyShare: unorderly,
    repsP,
  };
}

const STEP_FOR: Readonly<Record<Cause, NextStep>> = {
  no_follow_up: 'follow_up',
  muddle: 'tidy_records',
  no_standard: 'agree_on_stage',
};

/** What an owner does first about a break. */
export function stepAgainst({ causes }: BrokenEvidence): NextStep {
  return causes[0] === undefined ? 'review_together' : STEP_FOR[causes[0]];
}

/** Fisher's exact test for two reps, χ² for more; null when there are not two. */
function differenceAmongReps({ decisions, pipeline }: DiagnosisInput, stage: StageId): number | null {
  const here = decisions.filter((row) => pipeline.stage(row.stage).id === stage);
  const reps = [...new Set(here.map(({ owner }) => owner))].map((owner) => {
    const { advanced, decided } = tallyOf(here.filter((row) => row.owner === owner));
    return { k: advanced, n: decided };
  });
  const [one, other, ...more] = reps;
  if (!one || !other) return null;
  return more.length === 0 ? fisherExact(one, other) : chiSquare(reps);
}
