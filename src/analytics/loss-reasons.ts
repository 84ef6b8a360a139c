import type { Pipeline, Stage } from '../domain/stage.ts';
import type { LossCount } from './facts.ts';
import { sum } from './rates.ts';

/** One bar of the Pareto: where leads ended, and why. */
export interface LossReason {
  readonly kind: 'lost' | 'invalid';
  /** The highest stage they had reached. */
  readonly stage: Stage;
  /** Code; null when none was given. */
  readonly reason: string | null;
  readonly count: number;
  readonly amountFen: number;
}

/** Losses of a window by highest stage and reason (metrics §7.2), the most frequent first, then the most valuable. */
export function lossReasons(losses: readonly LossCount[], pipeline: Pipeline): readonly LossReason[] {
  const groups = new Map<string, LossReason>();
  for (const { kind, highStage, reason, count, amountFen } of losses) {
    const stage = pipeline.stage(highStage);
    const key = JSON.stringify([kind, stage.id, reason]);
    const known = groups.get(key);
    groups.set(key, {
      kind,
      stage,
      reason,
      count: (known?.count ?? 0) + count,
      amountFen: (known?.amountFen ?? 0) + amountFen,
    });
  }
  return [...groups.values()].sort(
    (a, b) => b.count - a.count || b.amountFen - a.amountFen || b.stage.ord - a.stage.ord,
  );
}

/** Share of losses with a specific reason, neither `other` nor none (metrics §10.1, `reason`). */
export function givenReasons(losses: readonly LossCount[]): { readonly k: number; readonly n: number } {
  const isGiven = ({ reason }: LossCount) => reason !== null && reason !== OTHER;
  return {
    k: sum(losses.map((row) => (isGiven(row) ? row.count : 0))),
    n: sum(losses.map(({ count }) => count)),
  };
}

/** Code of the reason that says nothing. */
const OTHER = 'other';
