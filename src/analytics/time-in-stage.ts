import type { Pipeline, Stage } from '../domain/stage.ts';
import type { OpenLead, Stay } from './facts.ts';
import { median, percentile } from './rates.ts';

const DAY_MS = 86_400_000;

/** How long leads stayed in a stage (metrics §7.3), in calendar days. */
export interface TimeInStage {
  readonly stage: Stage;
  /** Leads that left for good in the window. */
  readonly n: number;
  /** What so many stays allow to be said: the longest alone, the median too (n ≥ 3), or median and p90 (n ≥ 10). */
  readonly display: 'none' | 'longest' | 'median_and_longest' | 'median_and_p90';
  readonly medianDays: number | null;
  readonly p90Days: number | null;
  readonly longestDays: number | null;
  /** Leads there now, and the median of their present stay: not finished, so in no other number. */
  readonly open: number;
  readonly openMedianDays: number | null;
}

const MEDIAN_FROM = 3;
const P90_FROM = 10;

/**
 * Median and 90th percentile of completed time by open stage, in order. Each lead counts once with the sum of its
 * stays; stages that were skipped contribute nothing, leads still there are listed beside.
 */
export function timeInStage(
  stays: readonly Stay[],
  open: readonly OpenLead[],
  { asOf, pipeline }: { readonly asOf: number; readonly pipeline: Pipeline },
): readonly TimeInStage[] {
  return pipeline.open.map((stage) => {
    const days = stays.filter((stay) => pipeline.stage(stay.stage).id === stage.id).map(({ ms }) => ms / DAY_MS);
    const ages = open
      .filter((lead) => pipeline.stage(lead.stage).id === stage.id)
      .map(({ enteredAt }) => (asOf - enteredAt) / DAY_MS);
    return {
      stage,
      n: days.length,
      display: displayOfStays(days.length),
      medianDays: median(days),
      p90Days: percentile(days, 0.9),
      longestDays: percentile(days, 1),
      open: ages.length,
      openMedianDays: median(ages),
    };
  });
}

function displayOfStays(n: number): TimeInStage['display'] {
  if (n === 0) return 'none';
  if (n < MEDIAN_FROM) return 'longest';
  return n < P90_FROM ? 'median_and_longest' : 'median_and_p90';
}
