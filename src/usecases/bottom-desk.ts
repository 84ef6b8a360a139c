import type { OpenLead } from '../analytics/facts.ts';
import { staleLeads } from '../analytics/stale.ts';
import type { LeadId, MemberId, StageId } from '../domain/ids.ts';
import type { Deps } from './deps.ts';
import type { About } from './numbers-scope.ts';
import { type NumbersRequest, presentOf } from './present.ts';

/** What can be signed next: the open leads of the bottom layer, the largest first. */
export interface BottomDesk {
  readonly about: About;
  readonly leads: readonly OpenLead[];
  readonly stale: ReadonlySet<LeadId>;
  /** Stages of the bottom layer; empty when the team has marked none. */
  readonly stages: readonly string[];
  readonly memberName: (id: MemberId) => string;
  readonly stageName: (id: StageId) => string;
}

export async function viewBottom(deps: Deps, request: NumbersRequest): Promise<BottomDesk> {
  const { about, facts, context, memberName } = await presentOf(deps, request);
  const { pipeline } = context;
  const leads = (await facts.openLeads()).filter(({ stage }) => pipeline.stage(stage).layer === 'bottom');
  return {
    about,
    leads: leads.toSorted(
      (a, b) => (b.amountFen ?? 0) - (a.amountFen ?? 0) || a.enteredAt - b.enteredAt || a.id - b.id,
    ),
    stale: new Set(staleLeads(leads, context).map(({ lead }) => lead.id)),
    stages: pipeline.open.filter(({ layer }) => layer === 'bottom').map(({ name }) => name),
    memberName,
    stageName: (id) => pipeline.stage(id).name,
  };
}
