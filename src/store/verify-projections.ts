import { type LeadId, leadId, memberId, stageId } from '../domain/ids.ts';
import { type Decision, type Lead, type Projection, project, type Visit } from '../domain/projection.ts';
import type { Engine, Session } from './engine.ts';
import { eventOfRow } from './event-rows.ts';
import { type LeadRow, leadOfRow } from './lead-rows.ts';
import { createSettingsStore } from './settings-store.ts';

/** Something stored that does not follow from the lead's events. Names what differs, never what is in it. */
export interface Mismatch {
  readonly lead: LeadId;
  readonly table: 'lead' | 'visit' | 'decision';
  /** Fields of the row that differ; none for a row that is missing or should not be there. */
  readonly fields: readonly string[];
}

/** Leads compared in one transaction: writers wait meanwhile, some milliseconds. */
const PAGE = 200;

/**
 * Compares what is stored of every lead (its row, its visits, its decisions) with what {@link project} makes of its
 * events. An empty result means that everything shown can be traced to the history. May run beside a working bot.
 */
export async function verifyProjections(engine: Engine): Promise<readonly Mismatch[]> {
  const pipelineOf = createSettingsStore(engine);
  const mismatches: Mismatch[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const from: number = after;
    after = await engine.transaction(async (on) => {
      const leads = await pageOfLeads(engine, on, from);
      const stored = await rowsOf(on, leads);
      const pipeline = await pipelineOf(on).pipeline();
      for (const { lead, events, ...rows } of stored)
        mismatches.push(...compare(lead, rows, project(events, pipeline)));
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
async function rowsOf({ db }: Session, leads: readonly LeadRow[]) {
  if (leads.length === 0) return [];
  const ids = leads.map(({ id }) => id);
  const events = await db.selectFrom('lead_event').selectAll().where('lead_id', 'in', ids).orderBy('id').execute();
  const visits = await db.selectFrom('visit').selectAll().where('lead_id', 'in', ids).execute();
  const decisions = await db.selectFrom('decision').selectAll().where('lead_id', 'in', ids).execute();
  const byLead = <Row extends { lead_id: number }>(rows: readonly Row[]) => {
    const grouped = new Map<number, Row[]>(ids.map((id) => [id, []]));
    for (const row of rows) grouped.get(row.lead_id)?.push(row);
    return (id: number) => grouped.get(id) ?? [];
  };
  const [eventsOf, visitsOf, decisionsOf] = [byLead(events), byLead(visits), byLead(decisions)];
  return leads.map((row) => ({
    lead: leadOfRow(row),
    events: eventsOf(row.id).map(eventOfRow),
    visits: visitsOf(row.id).map(
      ({ no, stage, entered_at, how, left_at, exit }): Visit => ({
        no,
        stage: stageId(stage),
        enteredAt: entered_at,
        how,
        leftAt: left_at,
        exit,
      }),
    ),
    decisions: decisionsOf(row.id).map(({ stage, reached_at, outcome, decided_at, owner, source }) => ({
      stage: stageId(stage),
      reachedAt: reached_at,
      outcome,
      decidedAt: decided_at,
      owner: owner === null ? null : memberId(owner),
      source,
    })),
  }));
}

type StoredDecision = Decision & { readonly source: string };

function compare(
  lead: Lead,
  stored: { readonly visits: readonly Visit[]; readonly decisions: readonly StoredDecision[] },
  projection: Projection | undefined,
): Mismatch[] {
  // Of a lead whose creation was taken back only that is left: it is void, and nothing follows from it.
  const expected = projection?.lead ?? { ...lead, state: 'void', nextOn: null, nextText: '' };
  const decisions = (projection?.decisions ?? []).map((decision) => ({ ...decision, source: expected.source }));
  return [
    ...differences('lead', [lead], [expected], ({ id }) => id),
    ...differences('visit', stored.visits, projection?.visits ?? [], ({ no }) => no),
    ...differences('decision', stored.decisions, decisions, ({ stage }) => stage),
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
