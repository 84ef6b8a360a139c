import type { Pipeline } from '../domain/stage.ts';
import type { CohortCount, OpenLead, Span, Win } from './facts.ts';
import { type Fraction, sum } from './rates.ts';

/** What has become of the leads created in the first stage in a window. */
export interface Overall {
  readonly created: number;
  readonly won: number;
  readonly open: number;
}

/**
 * Overall C2 (metrics §6.2): won / leads created in the first stage in the window; nothing created is no rate. `wins` are
 * those from the window's start up to now. Leads created in the middle of the funnel are in neither number.
 *
 * Eight leads created in the first stage in June, one of them won, four still open: 1/8, and half of them decided.
 */
export function overallConversion(
  {
    cohorts,
    wins,
    open,
  }: { readonly cohorts: readonly CohortCount[]; readonly wins: readonly Win[]; readonly open: readonly OpenLead[] },
  { from, to }: Span,
  pipeline: Pipeline,
): Overall {
  const entry = pipeline.entry.id;
  // Only a lead created in the first stage ever reaches it, so its cohort is the leads created there.
  const reached = cohorts.filter(({ stage }) => pipeline.stage(stage).id === entry);
  const isOfWindow = ({ entryStage, createdAt }: Pick<Win, 'entryStage' | 'createdAt'>) =>
    pipeline.stage(entryStage).id === entry && createdAt >= from && createdAt < to;
  return {
    created: sum(reached.map(({ count }) => count)),
    won: wins.filter(isOfWindow).length,
    open: open.filter(isOfWindow).length,
  };
}

export function overallC2({ won, created }: Pick<Overall, 'won' | 'created'>): Fraction {
  return { k: won, n: created };
}

/** Share of them that is won, lost or found invalid. */
export function overallMaturity({ created, open }: Pick<Overall, 'created' | 'open'>): Fraction {
  return { k: created - open, n: created };
}
