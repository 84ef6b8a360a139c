import { type LeadId, leadId } from '../domain/ids.ts';
import type { Lead, Projection } from '../domain/lead.ts';
import { project } from '../domain/projection.ts';
import type { Engine, Session } from './engine.ts';
import { decisionOfRow, handoverOfRow, visitOfRow } from './fact-rows.ts';
import { createHistoryReader } from './lead-history.ts';
import { type LeadRow, leadOfRow } from './lead-rows.ts';
import { createSettingsStore } from './settings-store.ts';

/** Something stored that does not follow from the lead's events. Names what differs, never what is in it. */
export interface Mismatch {
  readonly lead: LeadId;
  readonly table: 'lead' | 'visit' | 'decision' | 'handover';
  /** Fields of the row that differ; none for a row that is missing or should not be there. */
  readonly fields: readonly string[];
}

/** Leads compared in one transaction: writers wait meanwhile, some milliseconds. */
const PAGE = 200;

/**
 * Compares what is stored of every lead (its row, its visits, decisions and handovers) with what {@link project} makes of its
 * events. An empty result means that everything shown can be traced to the history. May run beside a working bot.
 */
export async function verifyProjections(engine: Engine): Promise<readonly Mismatch[]> {
  const pipelineOf = createSettingsStore(engine);
  const read = createHistoryReader(engine.writer);
  const mismatches: Mismatch[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const from: number = after;
    after = await engine.transaction(async (on) => {
      const leads = await pageOfLeads(engine, on, from);
      const stored = await rowsOf(on, leads, read);
      const pipeline = await pipelineOf(on).pipeline();
      for (const { lead, history, ...rows } of stored) {
        mismatches.push(...compare(lead, rows, project(history, pipeline)));
      }
      return leads.at(-1)?.id;
    });
  }
  return mismatches;
}

function pageOfLeads(engine: Engine, { db }: Session, after: number): Promise<readonly LeadRow[]> {
  const page = db.selectFrom('lead').selectAll().where('id', '>', after).orderBy('id').limit(PAGE);
  return (engine.locksRows ? page.forUpdate() : page).execute();
}

/** Everything stored of some leads, each with its own. */
async function rowsOf(on: Session, leads: readonly LeadRow[], read: ReturnType<typeof createHistoryReader>) {
  if (leads.length === 0) return [];
  const { db } = on;
  const ids = leads.map(({ id }) => id);
  const visits = await db.selectFrom('visit').selectAll().where('lead_id', 'in', ids).execute();
  const decisions = await db.selectFrom('decision').selectAll().where('lead_id', 'in', ids).execute();
  const handovers = await db.selectFrom('handover').selectAll().where('lead_id', 'in', ids).orderBy('no').execute();
  const byLead = <Row extends { lead_id: number }>(rows: readonly Row[]) => {
    const grouped = new Map<number, Row[]>(ids.map((id) => [id, []]));
    for (const row of rows) grouped.get(row.lead_id)?.push(row);
    return (id: number) => grouped.get(id) ?? [];
  };
  const [visitsOf, decisionsOf, handoversOf] = [byLead(visits), byLead(decisions), byLead(handovers)];
  const found = leads.map(async (row) => ({
    lead: leadOfRow(row),
    history: await read.history(on, leadId(row.id)),
    visits: visitsOf(row.id).map((visit) => ({ ...visitOfRow(visit), source: visit.source })),
    decisions: decisionsOf(row.id).map((decision) => ({ ...decisionOfRow(decision), source: decision.source })),
    handovers: handoversOf(row.id).map((handover) => ({
      ...handoverOfRow(handover),
      no: handover.no,
      source: handover.source,
    })),
  }));
  return Promise.all(found);
}

type Stored = Omit<Awaited<ReturnType<typeof rowsOf>>[number], 'lead' | 'history'>;

function compare(lead: Lead, stored: Stored, projection: Projection | undefined): Mismatch[] {
  // Of a lead whose creation was taken back only that is left: it is void, and nothing follows from it.
  const expected = projection?.lead ?? { ...lead, state: 'void', nextOn: null, nextText: '' };
  const { source } = expected;
  const { visits = [], decisions = [], handovers = [] } = projection ?? {};
  return [
    ...differences('lead', [lead], [expected], ({ id }) => id),
    ...differences(
      'visit',
      stored.visits,
      visits.map((visit) => ({ ...visit, source })),
      ({ no }) => no,
    ),
    ...differences(
      'decision',
      stored.decisions,
      decisions.map((decision) => ({ ...decision, source })),
      ({ stage }) => stage,
    ),
    ...differences(
      'handover',
      stored.handovers,
      handovers.map((handover, at) => ({ ...handover, no: at + 1, source })),
      ({ no }) => no,
    ),
  ].map((mismatch) => ({ lead: leadId(lead.id), ...mismatch }));
}

function differences<Row extends object>(
  table: Mismatch['table'],
  stored: readonly Row[],
  expected: readonly Row[],
  keyOf: (row: Row) => number | string,
): Omit<Mismatch, 'lead'>[] {
  const wanted = new Map(expected.map((row) => [keyOf(row), row]));
  const found = new Set(stored.map(keyOf));
  return [
    ...stored.flatMap((row) => {
      const other = wanted.get(keyOf(row));
      if (!other) return [{ table, fields: [] }];
      const fields = (Object.keys(other) as (keyof Row & string)[]).filter((field) => row[field] !== other[field]);
      return fields.length > 0 ? [{ table, fields }] : [];
    }),
    ...expected.filter((row) => !found.has(keyOf(row))).map(() => ({ table, fields: [] })),
  ];
}
