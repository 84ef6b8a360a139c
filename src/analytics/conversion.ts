import { type StageId, stageId } from '../domain/ids.ts';
import type { Pipeline, Stage } from '../domain/stage.ts';
import type { CohortCount, DecisionCount, PresenceCount } from './facts.ts';
import { type Fraction, sum } from './rates.ts';

/** C1: what was decided about the leads of a stage in a window (metrics §6.1). */
export interface Decided {
  readonly stage: Stage;
  readonly advanced: number;
  readonly lost: number;
  readonly invalid: number;
  /** Undecided, this far and no further, and stale now: the zombies a "decided only" rate hides. */
  readonly stale: number;
}

/**
 * C1 by open stage, in order: of the leads decided in the window, how many advanced.
 *
 *     C1 = advanced / (advanced + lost + invalid)    net: without invalid    pess: stale leads count as failed
 *
 * `stale` are the stale open leads by the highest stage they reached.
 */
export function conversion(
  decisions: readonly DecisionCount[],
  stale: Readonly<Record<StageId, number>>,
  pipeline: Pipeline,
): readonly Decided[] {
  return pipeline.open.map((stage) => {
    const here = decisions.filter((row) => pipeline.stage(row.stage).id === stage.id);
    const of = (outcome: DecisionCount['outcome']) => sum(here.map((row) => (row.outcome === outcome ? row.count : 0)));
    return {
      stage,
      advanced: of('advanced'),
      lost: of('lost'),
      invalid: of('invalid'),
      stale: sum(Object.entries(stale).map(([id, n]) => (pipeline.stage(stageId(id)).id === stage.id ? n : 0))),
    };
  });
}

export function c1({ advanced, lost, invalid }: Omit<Decided, 'stage' | 'stale'>): Fraction {
  return { k: advanced, n: advanced + lost + invalid };
}

export function c1Net({ advanced, lost }: Pick<Decided, 'advanced' | 'lost'>): Fraction {
  return { k: advanced, n: advanced + lost };
}

export function c1Pessimistic({ advanced, lost, invalid, stale }: Omit<Decided, 'stage'>): Fraction {
  return { k: advanced, n: advanced + lost + invalid + stale };
}

/** The product of the C1 of all hops: what would become of a lead that met today's rates; null when one has none. */
export function c1Overall(hops: readonly Decided[]): number | null {
  return hops.reduce<number | null>((product, hop) => {
    const { k, n } = c1(hop);
    return product === null || n === 0 ? null : product * (k / n);
  }, 1);
}

/** C2: what became of the leads that first reached a stage in a window (metrics §6.2). */
export interface Cohort {
  readonly stage: Stage;
  readonly cohort: number;
  readonly advanced: number;
  /** Lost or invalid there. */
  readonly exited: number;
  readonly open: number;
  /** Advanced within the stage's horizon. */
  readonly withinHorizon: number;
}

/** Below this share of decided leads a cohort is not ripe: no arrow, no colour. */
const RIPE = 0.8;

/** C2 by open stage, in order: `advanced / cohort`; `cohort = advanced + exited + open`. */
export function cohortConversion(cohorts: readonly CohortCount[], pipeline: Pipeline): readonly Cohort[] {
  return pipeline.open.map((stage) => {
    const here = cohorts.filter((row) => pipeline.stage(row.stage).id === stage.id);
    const of = (holds: (row: CohortCount) => boolean) => sum(here.map((row) => (holds(row) ? row.count : 0)));
    return {
      stage,
      cohort: of(() => true),
      advanced: of(({ outcome }) => outcome === 'advanced'),
      exited: of(({ outcome }) => outcome === 'lost' || outcome === 'invalid'),
      open: of(({ outcome }) => outcome === 'open'),
      withinHorizon: sum(here.map((row) => row.withinHorizon)),
    };
  });
}

export function c2({ advanced, cohort }: Pick<Cohort, 'advanced' | 'cohort'>): Fraction {
  return { k: advanced, n: cohort };
}

/**
 * C2@H: of a cohort, those that advanced within the stage's horizon H. Null while the youngest of them have had less than
 * H to do so, that is unless the cohort's window ended by `asOf − H`, and for a stage without a horizon.
 */
export function c2Within(
  { withinHorizon, cohort }: Pick<Cohort, 'withinHorizon' | 'cohort'>,
  { to, asOf, horizonMs }: { readonly to: number; readonly asOf: number; readonly horizonMs: number | undefined },
): Fraction | null {
  return !horizonMs || to > asOf - horizonMs ? null : { k: withinHorizon, n: cohort };
}

/** Share of the cohort that is decided. */
export function maturity({ advanced, exited, cohort }: Pick<Cohort, 'advanced' | 'exited' | 'cohort'>): Fraction {
  return { k: advanced + exited, n: cohort };
}

/** True when enough of a cohort is decided to read its rate. */
export function isRipe(cohort: Pick<Cohort, 'advanced' | 'exited' | 'cohort'>): boolean {
  const { k, n } = maturity(cohort);
  return n > 0 && k / n >= RIPE;
}

/** C3: the pace of a period (metrics §6.3): of the leads in a stage at any moment of it, those that left it forward. */
export interface Pace {
  readonly stage: Stage;
  readonly left: number;
  readonly present: number;
}

export function pace(presence: readonly PresenceCount[], pipeline: Pipeline): readonly Pace[] {
  return pipeline.open.map((stage) => {
    const here = presence.filter((row) => pipeline.stage(row.stage).id === stage.id);
    return { stage, left: sum(here.map((row) => row.left)), present: sum(here.map((row) => row.present)) };
  });
}
