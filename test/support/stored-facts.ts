import { type LeadId, memberId, stageId } from '../../src/domain/ids.ts';
import type { Decision, Lead, Visit } from '../../src/domain/projection.ts';
import type { Database } from '../../src/store/database.ts';
import { seedPipeline } from './seed.ts';

/** What the database holds of a lead beside its events; decisions in the order of the funnel. */
export interface StoredFacts {
  readonly lead: Lead | undefined;
  readonly visits: readonly Visit[];
  readonly decisions: readonly Decision[];
}

export async function storedFacts({ engine, uow }: Database, id: LeadId): Promise<StoredFacts> {
  const visits = await engine.reader.selectFrom('visit').selectAll().where('lead_id', '=', id).orderBy('no').execute();
  const decisions = await engine.reader.selectFrom('decision').selectAll().where('lead_id', '=', id).execute();
  return {
    lead: await uow.read(({ leads }) => leads.byId(id)),
    visits: visits.map(({ no, stage, entered_at, how, left_at, exit }) => ({
      no,
      stage: stageId(stage),
      enteredAt: entered_at,
      how,
      leftAt: left_at,
      exit,
    })),
    decisions: decisions
      .map(({ stage, reached_at, outcome, decided_at, owner }) => ({
        stage: stageId(stage),
        reachedAt: reached_at,
        outcome,
        decidedAt: decided_at,
        owner: owner === null ? null : memberId(owner),
      }))
      .sort((a, b) => seedPipeline.stage(a.stage).ord - seedPipeline.stage(b.stage).ord),
  };
}
