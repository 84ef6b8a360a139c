import type { Loss } from '../facts.ts';
import type { ReasonCount } from './finding.ts';

/** Why leads were closed: the most frequent reason first, then the dearest. */
export function reasonsOf(losses: readonly Loss[]): readonly ReasonCount[] {
  const byReason = new Map<string | null, ReasonCount>();
  for (const { reason, amountFen } of losses) {
    const known = byReason.get(reason) ?? { reason, count: 0, amountFen: 0 };
    byReason.set(reason, { reason, count: known.count + 1, amountFen: known.amountFen + (amountFen ?? 0) });
  }
  return [...byReason.values()].sort((a, b) => b.count - a.count || b.amountFen - a.amountFen);
}
