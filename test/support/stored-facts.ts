import type { LeadId } from '../../src/domain/ids.ts';
import type { Decision, Handover, Lead, Visit } from '../../src/domain/lead.ts';
import type { Database } from '../../src/store/database.ts';
import { decisionOfRow, handoverOfRow, visitOfRow } from '../../src/store/fact-rows.ts';
import { seedPipeline } from './seed.ts';

/** What the database holds of a lead beside its events; decisions in the order of the funnel. */
export interface StoredFacts {
  readonly lead: Lead | undefined;
  readonly visits: readonly Visit[];
  readonly decisions: readonly Decision[];
  readonly handovers: readonly Handover[];
}

export async function storedFacts({ engine, uow }: Database, id: LeadId): Promise<StoredFacts> {
  const visits = await engine.reader.selectFrom('visit').selectAll().where('lead_id', '=', id).orderBy('no').execute();
  const decisions = await engine.reader.selectFrom('decision').selectAll().where('lead_id', '=', id).execute();
  const handovers = await engine.reader
    .selectFrom('handover')
    .selectAll()
    .where('lead_id', '=', id)
    .orderBy('no')
    .execute();
  return {
    lead: await uow.read(({ leads }) => leads.byId(id)),
    visits: visits.map(visitOfRow),
    handovers: handovers.map(handoverOfRow),
    decisions: decisions
      .map(decisionOfRow)
      .sort((a, b) => seedPipeline.stage(a.stage).ord - seedPipeline.stage(b.stage).ord),
  };
}
