import type { Selectable } from 'kysely';
import type { LeadId } from '../domain/ids.ts';
import type { FactChange, Lead, Projection } from '../domain/projection.ts';
import type { Db, Session } from './engine.ts';
import { placeholder, prepare } from './prepared.ts';
import type { DecisionTable, VisitTable } from './schema/tables.ts';

type VisitRow = Selectable<VisitTable>;
type DecisionRow = Selectable<DecisionTable>;

/** Keeps the rows that follow from a lead's events (`visit`, `decision`) in step with them. */
export function createFactWriter(db: Db) {
  const openVisit = prepare<VisitRow>(
    db.insertInto('visit').values({
      lead_id: placeholder('lead_id'),
      no: placeholder('no'),
      stage: placeholder('stage'),
      entered_at: placeholder('entered_at'),
      how: placeholder('how'),
      left_at: placeholder('left_at'),
      exit: placeholder('exit'),
    }),
  );
  const closeVisit = prepare<Pick<VisitRow, 'lead_id' | 'no' | 'left_at' | 'exit'>>(
    db
      .updateTable('visit')
      .set({ left_at: placeholder('left_at'), exit: placeholder('exit') })
      .where('lead_id', '=', placeholder<number>('lead_id'))
      .where('no', '=', placeholder<number>('no')),
  );
  const reach = prepare<DecisionRow>(
    db.insertInto('decision').values({
      lead_id: placeholder('lead_id'),
      stage: placeholder('stage'),
      reached_at: placeholder('reached_at'),
      outcome: placeholder('outcome'),
      decided_at: placeholder('decided_at'),
      owner: placeholder('owner'),
      source: placeholder('source'),
    }),
  );
  const decide = prepare<Pick<DecisionRow, 'lead_id' | 'stage' | 'outcome' | 'decided_at' | 'owner'>>(
    db
      .updateTable('decision')
      .set({ outcome: placeholder('outcome'), decided_at: placeholder('decided_at'), owner: placeholder('owner') })
      .where('lead_id', '=', placeholder<number>('lead_id'))
      .where('stage', '=', placeholder<string>('stage')),
  );
  const unreach = prepare<Pick<DecisionRow, 'lead_id' | 'stage'>>(
    db
      .deleteFrom('decision')
      .where('lead_id', '=', placeholder<number>('lead_id'))
      .where('stage', '=', placeholder<string>('stage')),
  );

  const visitRow = (lead: LeadId, visit: Projection['visits'][number]): VisitRow => ({
    lead_id: lead,
    no: visit.no,
    stage: visit.stage,
    entered_at: visit.enteredAt,
    how: visit.how,
    left_at: visit.leftAt,
    exit: visit.exit,
  });

  return {
    /** Writes one change that an event brought about; `lead` is the lead after it. */
    async apply(on: Session, lead: Lead, change: FactChange): Promise<void> {
      const lead_id = lead.id;
      switch (change.kind) {
        case 'visit_opened':
          await openVisit(on, visitRow(lead.id, change.visit));
          return;
        case 'visit_closed':
          await closeVisit(on, { lead_id, no: change.no, left_at: change.at, exit: change.exit });
          return;
        case 'reached':
          await reach(on, {
            lead_id,
            stage: change.stage,
            reached_at: change.at,
            outcome: 'open',
            decided_at: null,
            owner: null,
            source: lead.source,
          });
          return;
        case 'decided': {
          const { stage, outcome, at, owner } = change;
          await decide(on, { lead_id, stage, outcome, decided_at: at, owner });
          return;
        }
        case 'undecided':
          await decide(on, { lead_id, stage: change.stage, outcome: 'open', decided_at: null, owner: null });
          return;
        case 'unreached':
          await unreach(on, { lead_id, stage: change.stage });
          return;
      }
    },

    async clear(on: Session, lead: LeadId): Promise<void> {
      await on.db.deleteFrom('visit').where('lead_id', '=', lead).execute();
      await on.db.deleteFrom('decision').where('lead_id', '=', lead).execute();
    },

    async insertAll(on: Session, lead: Lead, projection: Projection): Promise<void> {
      for (const visit of projection.visits) await openVisit(on, visitRow(lead.id, visit));
      for (const decision of projection.decisions) {
        await reach(on, {
          lead_id: lead.id,
          stage: decision.stage,
          reached_at: decision.reachedAt,
          outcome: decision.outcome,
          decided_at: decision.decidedAt,
          owner: decision.owner,
          source: lead.source,
        });
      }
    },
  };
}
