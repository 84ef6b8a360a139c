import type { StageId } from '../domain/ids.ts';
import type { OpenLead } from './facts.ts';

/** Whether leads can still be won before a period ends. */
export interface Feasibility {
  readonly daysLeft: number;
  /** Median days from the entry to the win; null when no win tells. */
  readonly cycleDays: number | null;
  /** False when a lead that comes in now takes longer than what is left; null when nobody knows. */
  readonly newLeadsCanClose: boolean | null;
  /** Open leads whose stage is won from in time, as a rule: the nearest to the win first. */
  readonly canClose: readonly OpenLead[];
}

/**
 * The feasibility line of a reverse target (metrics §9.4): new leads cannot close in time when the median cycle is longer
 * than the days left, and then only the open leads that can are worth naming. `remainingDays` are medians by stage.
 */
export function feasibility(
  daysLeft: number,
  entry: StageId,
  remainingDays: ReadonlyMap<StageId, number>,
  leads: readonly OpenLead[],
): Feasibility {
  const cycleDays = remainingDays.get(entry) ?? null;
  const daysOf = ({ stage }: OpenLead) => remainingDays.get(stage) ?? Number.POSITIVE_INFINITY;
  return {
    daysLeft,
    cycleDays,
    newLeadsCanClose: cycleDays === null ? null : cycleDays <= daysLeft,
    canClose: leads.filter((lead) => daysOf(lead) <= daysLeft).sort((a, b) => daysOf(a) - daysOf(b) || a.id - b.id),
  };
}
