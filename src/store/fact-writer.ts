import type { LeadId } from '../domain/ids.ts';
import { type FactChange, type Lead, openDecision, type Projection } from '../domain/lead.ts';
import type { Db, Session } from './engine.ts';
import {
  DECISION_COLUMNS,
  type DecisionRow,
  decisionOfRow,
  HANDOVER_COLUMNS,
  type HandoverRow,
  rowOfDecision,
  rowOfHandover,
  rowOfVisit,
  VISIT_COLUMNS,
  type VisitRow,
  visitOfRow,
} from './fact-rows.ts';
import { placeholder, prepare } from './prepared.ts';

/** Keeps the rows that follow from a lead's events (`visit`, `decision`, `handover`) in step with them. */
export function createFactWriter(db: Db) {
  const values = <Row>(columns: readonly (keyof Row & string)[]) =>
    Object.fromEntries(columns.map((column) => [column, placeholder(column)])) as Row;
  const openVisit = prepare<VisitRow>(db.insertInto('visit').values(values<VisitRow>(VISIT_COLUMNS)));
  const closeVisit = prepare<Pick<VisitRow, 'lead_id' | 'no' | 'left_at' | 'exit' | 'exit_owner'>>(
    db
      .updateTable('visit')
      .set({ left_at: placeholder('left_at'), exit: placeholder('exit'), exit_owner: placeholder('exit_owner') })
      .where('lead_id', '=', placeholder<number>('lead_id'))
      .where('no', '=', placeholder<number>('no')),
  );
  const reach = prepare<DecisionRow>(db.insertInto('decision').values(values<DecisionRow>(DECISION_COLUMNS)));
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
  const handOver = prepare<HandoverRow>(db.insertInto('handover').values(values<HandoverRow>(HANDOVER_COLUMNS)));
  const countHandovers = prepare<Pick<HandoverRow, 'lead_id'>, { readonly n: number }>(
    db
      .selectFrom('handover')
      .where('lead_id', '=', placeholder<number>('lead_id'))
      .select(({ fn }) => fn.countAll<number>().as('n')),
  );

  return {
    /** Writes one change that an event brought about; `lead` is the lead after it. */
    async apply(on: Session, lead: Lead, change: FactChange): Promise<void> {
      const lead_id = lead.id;
      switch (change.kind) {
        case 'visit_opened':
          await openVisit(on, rowOfVisit(lead, change.visit));
          return;
        case 'visit_closed': {
          const { no, at: left_at, exit, owner: exit_owner } = change;
          await closeVisit(on, { lead_id, no, left_at, exit, exit_owner });
          return;
        }
        case 'reached':
          await reach(on, rowOfDecision(lead, openDecision(change.stage, change.at)));
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
        case 'handed_over': {
          const [counted] = (await countHandovers(on, { lead_id })).rows;
          await handOver(on, rowOfHandover(lead, Number(counted?.n ?? 0) + 1, change.handover));
          return;
        }
      }
    },

    /** When the facts of a lead are dated. */
    async instants({ db }: Session, lead: LeadId): Promise<readonly number[]> {
      const visits = await db.selectFrom('visit').selectAll().where('lead_id', '=', lead).execute();
      const decisions = await db.selectFrom('decision').selectAll().where('lead_id', '=', lead).execute();
      return instantsOf({ visits: visits.map(visitOfRow), decisions: decisions.map(decisionOfRow) });
    },

    async clear({ db }: Session, lead: LeadId): Promise<void> {
      for (const table of ['visit', 'decision', 'handover'] as const) {
        await db.deleteFrom(table).where('lead_id', '=', lead).execute();
      }
    },

    async insertAll(on: Session, lead: Lead, projection: Projection): Promise<void> {
      for (const visit of projection.visits) await openVisit(on, rowOfVisit(lead, visit));
      for (const decision of projection.decisions) await reach(on, rowOfDecision(lead, decision));
      for (const [at, handover] of projection.handovers.entries()) {
        await handOver(on, rowOfHandover(lead, at + 1, handover));
      }
    },
  };
}

export type FactWriter = ReturnType<typeof createFactWriter>;

/** When the facts of a projection are dated; those that last have no end yet. */
export function instantsOf(projection: Pick<Projection, 'visits' | 'decisions'> | undefined): readonly number[] {
  if (!projection) return [];
  const { visits, decisions } = projection;
  const instants = [
    ...visits.flatMap(({ enteredAt, leftAt }) => [enteredAt, leftAt]),
    ...decisions.map(({ decidedAt }) => decidedAt),
  ];
  return instants.filter((at) => at !== null);
}
