import type { OpenLead } from '../analytics/facts.ts';
import { QUALITY_WEIGHTS, type Quality, type QualityParts } from '../analytics/quality.ts';
import { type StaleContext, staleLeads } from '../analytics/stale.ts';
import { qualifiedStage } from '../analytics/win-rate.ts';
import type { LeadId, MemberId } from '../domain/ids.ts';
import type { Deps } from './deps.ts';
import { judgeNow } from './diagnosis.ts';
import { JUDGED_DAYS } from './judgement.ts';
import type { About } from './numbers-scope.ts';
import { type NumbersRequest, presentOf } from './present.ts';

/** What a lead lacks for its numbers to be trusted. */
export type Gap = 'no_source' | 'no_next_step' | 'no_amount' | 'stale' | 'vague_reason';

export interface ToFix {
  readonly lead: LeadId;
  readonly name: string;
  readonly owner: MemberId;
  readonly gaps: readonly Gap[];
}

export interface CleanUp {
  readonly about: About;
  readonly quality: Quality;
  /** How much each part counts, together 1. */
  readonly weights: Readonly<Record<keyof QualityParts, number>>;
  /** The leads that lack most first. */
  readonly toFix: readonly ToFix[];
  readonly memberName: (id: MemberId) => string;
}

const DAY_MS = 86_400_000;

/** How good the records are, and what to put right. */
export async function viewCleanUp(deps: Deps, request: NumbersRequest): Promise<CleanUp> {
  const present = await presentOf(deps, request);
  const { about, facts, context, memberName } = present;
  const { quality } = await judgeNow(deps, present);
  const losses = await facts.losses({ from: facts.asOf - JUDGED_DAYS * DAY_MS, to: facts.asOf });
  const vague = losses.filter(({ reason }) => reason === null || reason === 'other');
  const toFix: readonly ToFix[] = [
    ...incomplete(await facts.openLeads(), context),
    ...vague.map(({ lead, name, owner }) => ({ lead, name, owner, gaps: ['vague_reason' as const] })),
  ];
  return { about, quality, weights: QUALITY_WEIGHTS, toFix: mostFirst(toFix), memberName };
}

/** What is asked of a lead depends on how far it has come (metrics §10.1, `complete`). */
function incomplete(leads: readonly OpenLead[], context: StaleContext): readonly ToFix[] {
  const { pipeline } = context;
  const floor = qualifiedStage(pipeline);
  const stale = new Set(staleLeads(leads, context).map(({ lead }) => lead.id));
  return leads.flatMap(({ id: lead, name, owner, source, nextOn, amountFen, stage }) => {
    const lacks: Readonly<Record<Exclude<Gap, 'vague_reason'>, boolean>> = {
      no_source: source === '',
      no_next_step: pipeline.isBefore(pipeline.entry.id, stage) && nextOn === null,
      no_amount: !pipeline.isBefore(stage, floor.id) && amountFen === null,
      stale: stale.has(lead),
    };
    const gaps = (['no_source', 'no_next_step', 'no_amount', 'stale'] as const).filter((gap) => lacks[gap]);
    return gaps.length === 0 ? [] : [{ lead, name, owner, gaps }];
  });
}

/** The leads that lack most first, of equal ones those whose owner has most to do. */
function mostFirst(toFix: readonly ToFix[]): readonly ToFix[] {
  const counts = new Map<MemberId, number>();
  for (const { owner } of toFix) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return toFix.toSorted(
    (a, b) =>
      b.gaps.length - a.gaps.length || (counts.get(b.owner) ?? 0) - (counts.get(a.owner) ?? 0) || a.lead - b.lead,
  );
}
