import type { Facts, Loss } from '../analytics/facts.ts';
import { staleLeads } from '../analytics/stale.ts';
import type { Member } from '../domain/access.ts';
import type { LeadId, MemberId } from '../domain/ids.ts';
import type { LocalDay } from '../domain/period.ts';
import type { Deps } from './deps.ts';
import { isDone, type Kept } from './digest.ts';
import { type About, reachOf } from './numbers-scope.ts';
import { type ReportView, staleContext, viewReport } from './reports.ts';

/** A step that was named and not taken. */
export interface UndoneStep {
  readonly lead: LeadId;
  readonly name: string;
  /** The day somebody promised it for; undefined when a digest asked for it. */
  readonly promisedOn: LocalDay | undefined;
}

/** What to look back on together. */
export interface ReviewPack {
  readonly view: ReportView;
  readonly losses: readonly Loss[];
  readonly undone: readonly { readonly owner: MemberId; readonly steps: readonly UndoneStep[] }[];
}

export interface ReviewRequest {
  readonly by: Member;
  readonly about?: About | undefined;
  readonly since: number;
  /** What digests to the same reader have asked for since then. */
  readonly asked: readonly Kept[];
}

/** What was lost since an instant, and which named steps were not taken, for whoever may see it. */
export async function reviewSince(deps: Deps, request: ReviewRequest): Promise<ReviewPack> {
  const { scope } = await reachOf(deps, request.by, request.about);
  const asOf = deps.now + 1;
  const facts = await deps.stores.facts.asOf(asOf, scope);
  return {
    view: await viewReport(deps, { by: request.by, about: request.about }),
    losses: (await facts.losses({ from: request.since, to: asOf })).filter(({ kind }) => kind === 'lost'),
    undone: await undoneSteps(deps, facts, request.asked),
  };
}

/** By owner as the leads are now: promises whose day has passed, and what digests asked for; each lead once. */
async function undoneSteps(deps: Deps, facts: Facts, asked: readonly Kept[]): Promise<ReviewPack['undone']> {
  const leads = await facts.openLeads();
  const context = await staleContext(deps, deps.now);
  const missed = staleLeads(leads, context).filter(({ causes }) => causes.includes('promise_missed'));
  const undone = new Map<LeadId, UndoneStep>(
    missed.map(({ lead: { id, name, nextOn } }) => [id, { lead: id, name, promisedOn: nextOn ?? undefined }]),
  );
  for (const kept of asked) {
    for (const { lead, name } of kept.steps) {
      if (!undone.has(lead) && !(await isDone(deps, { lead }, kept))) {
        undone.set(lead, { lead, name, promisedOn: undefined });
      }
    }
  }
  const owners = new Map<MemberId, UndoneStep[]>();
  for (const { id, owner } of leads) {
    const step = undone.get(id);
    if (step) owners.set(owner, [...(owners.get(owner) ?? []), step]);
  }
  return [...owners].map(([owner, steps]) => ({ owner, steps }));
}
