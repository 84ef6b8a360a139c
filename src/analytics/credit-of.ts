import type { StageId } from '../domain/ids.ts';
import type { Decision, Lead, Visit } from '../domain/lead.ts';
import type { Pipeline } from '../domain/stage.ts';
import type { Credit, Span } from './facts.ts';

/** What a credit depends on; visits in their order. */
interface CreditedLife {
  readonly lead: Pick<Lead, 'id' | 'name'>;
  readonly visits: readonly Pick<Visit, 'stage' | 'enteredAt'>[];
  readonly decisions: readonly Decision[];
}

/**
 * A lead's credit in one week (metrics §9.6): the highest stage above `from` it reached for the first time in `week`,
 * by moving there, unless it stands below that stage at the week's end. At most one; it goes to whoever owned the lead
 * at that instant.
 */
export function creditOf(
  { lead, visits, decisions }: CreditedLife,
  week: Span,
  from: StageId,
  pipeline: Pipeline,
): readonly Credit[] {
  const floor = pipeline.stage(from).ord;
  const isIn = (at: number | null): at is number => at !== null && at >= week.from && at < week.to;
  const standing = visits.findLast(({ enteredAt }) => enteredAt < week.to);
  const standsAt = standing ? pipeline.stage(standing.stage).ord : 0;
  // The decision that advanced a lead out of a stage is its first reach of the next one.
  const reached = decisions.flatMap(({ stage, outcome, decidedAt, owner }): Credit[] => {
    const next = pipeline.next(stage);
    if (outcome !== 'advanced' || owner === null || !next || next.ord <= floor || !isIn(decidedAt)) return [];
    const isHeld = next.kind === 'won' || standsAt >= next.ord;
    return isHeld ? [{ lead: lead.id, name: lead.name, stage: next.id, owner, at: decidedAt }] : [];
  });
  const highest = reached.sort((a, b) => pipeline.stage(a.stage).ord - pipeline.stage(b.stage).ord).at(-1);
  return highest ? [highest] : [];
}
