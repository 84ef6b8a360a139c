import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Loss, OpenLead, Span, Win } from '../../analytics/facts.ts';
import { leadId, type StageId } from '../../domain/ids.ts';
import { SYSTEM_ACTORS } from '../../domain/lead-event.ts';
import { createHistoryReader } from '../lead-history.ts';
import type { LeadTable } from '../schema/tables.ts';
import { touchesOf } from './changed-lives.ts';
import type { Question, Reading } from './question.ts';

/** Which column of `lead` each field of an open lead is. */
const OPEN_LEAD = {
  id: 'id',
  name: 'name',
  owner: 'owner',
  source: 'source',
  amountFen: 'amount_fen',
  stage: 'stage',
  entryStage: 'entry_stage',
  highStage: 'high_stage',
  createdAt: 'created_at',
  enteredAt: 'entered_at',
  touchedAt: 'touched_at',
  nextOn: 'next_on',
  nextText: 'next_text',
  snoozedUntil: 'snoozed_until',
  snoozes: 'snoozes',
} as const satisfies Record<keyof OpenLead, keyof LeadTable>;

/** Open leads of the owners asked about, in order of their ids. */
export async function openLeads({ on, engine }: Reading, { scope, without }: Question): Promise<readonly OpenLead[]> {
  let query = on.db.selectFrom('lead').where('state', '=', 'open');
  if (scope.owners) query = query.where('owner', 'in', [...scope.owners]);
  if (scope.sources) query = query.where('source', 'in', [...scope.sources]);
  const rows = await rowsOf(query, engine.jsonRows(Object.values(OPEN_LEAD)));
  const leads: OpenLead[] = [];
  for (const row of rows) if (!without.has(row[0] as number)) leads.push(openLeadOf(row));
  return leads.sort((a, b) => a.id - b.id);
}

/** Plainly: there are tens of thousands. */
function openLeadOf(row: readonly unknown[]): OpenLead {
  return {
    id: row[0],
    name: row[1],
    owner: row[2],
    source: row[3],
    amountFen: row[4],
    stage: row[5],
    entryStage: row[6],
    highStage: row[7],
    createdAt: row[8],
    enteredAt: row[9],
    touchedAt: row[10],
    nextOn: row[11],
    nextText: row[12],
    snoozedUntil: row[13],
    snoozes: row[14],
  } as OpenLead;
}

/** How many leads of the scope stand closed, by how. */
export async function closedCounts({ on, engine }: Reading, { scope, without }: Question) {
  const counts = { won: 0, lost: 0, invalid: 0 };
  // Whose they are decides before how they ended: all leads of some years are closed.
  let query = on.db.selectFrom('lead').where('closed_at', 'is not', null);
  if (scope.owners) query = query.where('closed_owner', 'in', [...scope.owners]);
  if (scope.sources) query = query.where('source', 'in', [...scope.sources]);
  const byState = query.select(['state', ({ fn }) => fn.countAll<number>().as('n')]).groupBy('state');
  const add = (state: string, n: number) => {
    if (state === 'won' || state === 'lost' || state === 'invalid') counts[state] += n;
  };
  for (const { state, n } of await byState.execute()) add(state, Number(n));
  if (without.size === 0) return counts;
  for (const { state, n } of await byState.where('id', 'in', engine.ids([...without])).execute())
    add(state, -Number(n));
  return counts;
}

/** Leads won in the span that still are. */
export async function winsIn(reading: Reading, question: Question, span: Span): Promise<readonly Win[]> {
  const { on, engine } = reading;
  const columns = ['id', 'name', 'closed_at', 'closed_owner', 'source', 'amount_fen', 'created_at', 'entry_stage'];
  const rows = await rowsOf(closedIn(reading, question, span, ['won']), engine.jsonRows(columns.map((c) => `l.${c}`)));
  const wins: Win[] = [];
  const reachedAt = new Map<number, Record<string, number>>();
  for (const [lead, name, at, owner, source, amountFen, createdAt, entryStage] of rows) {
    if (question.without.has(lead as number)) continue;
    const reached = {};
    reachedAt.set(lead as number, reached);
    wins.push({ lead, name, at, owner, source, amountFen, createdAt, entryStage, reachedAt: reached } as Win);
  }
  const reached = await rowsOf(
    on.db.selectFrom('decision').where('lead_id', 'in', engine.ids([...reachedAt.keys()])),
    engine.jsonRows(['lead_id', 'stage', 'reached_at']),
  );
  for (const [lead, stage, at] of reached) {
    const ofLead = reachedAt.get(lead as number);
    if (ofLead) ofLead[stage as string] = at as number;
  }
  return wins.sort((a, b) => a.lead - b.lead);
}

/** Leads lost or found invalid in the span that still are. */
export async function lossesIn(
  reading: Reading,
  question: Question,
  span: Span,
  highStages?: readonly StageId[],
): Promise<readonly Loss[]> {
  let query = closedIn(reading, question, span, ['lost', 'invalid']).innerJoin('decision as d', (join) =>
    join.onRef('d.lead_id', '=', 'l.id').onRef('d.stage', '=', 'l.high_stage'),
  );
  if (highStages) query = query.where('l.high_stage', 'in', highStages);
  const ofLead = ['id', 'name', 'state', 'closed_at', 'closed_owner', 'source', 'amount_fen', 'stage', 'high_stage'];
  const columns = [...ofLead.map((column) => `l.${column}`), 'd.reached_at', 'l.reason'];
  const rows = await rowsOf(query, reading.engine.jsonRows(columns));
  const ids: number[] = [];
  for (const [lead] of rows) if (!question.without.has(lead as number)) ids.push(lead as number);
  const touches = await touchesBeforeClose(reading, question, ids);
  const losses: Loss[] = [];
  for (const [lead, name, kind, at, owner, source, amountFen, stage, highStage, highSince, reason] of rows) {
    if (question.without.has(lead as number)) continue;
    const before = touches.get(lead as number) ?? 0;
    const loss = {
      lead,
      name,
      kind,
      at,
      owner,
      source,
      amountFen,
      stage,
      highStage,
      highSince,
      reason,
      touches: before,
    };
    losses.push(loss as Loss);
  }
  return losses.sort((a, b) => a.lead - b.lead);
}

/** How many follow-ups by people each of these closed leads had before it was closed; none for those left out. */
async function touchesBeforeClose(
  { on, engine }: Reading,
  { pipeline }: Question,
  ids: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await on.db
    .selectFrom('lead_event as e')
    .innerJoin('lead as l', 'l.id', 'e.lead_id')
    .where('e.lead_id', 'in', engine.ids(ids))
    .where('e.type', '=', sql.lit('touched'))
    .whereRef('e.at', '<=', 'l.closed_at')
    .where('e.actor', 'not in', [...SYSTEM_ACTORS])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('lead_event as v').select(sql.lit(1).as('one')).whereRef('v.target_id', '=', 'e.id'))),
    )
    .groupBy('e.lead_id')
    .select(['e.lead_id as lead', ({ fn }) => fn.countAll<number>().as('n')])
    .execute();
  const touches = new Map(rows.map(({ lead, n }) => [lead, Number(n)]));
  // Leads others were merged into have some of the others' follow-ups too.
  const wanted = new Set(ids);
  const merged = await on.db
    .selectFrom('lead')
    .select('merged_into')
    .distinct()
    .where('merged_into', 'is not', null)
    .execute();
  const survivors = merged.flatMap(({ merged_into }) => (wanted.has(merged_into ?? 0) ? [merged_into ?? 0] : []));
  const closes = await on.db
    .selectFrom('lead')
    .select(['id', 'closed_at as at'])
    .where('id', 'in', engine.ids(survivors))
    .execute();
  const read = createHistoryReader(on.db);
  for (const { id, at } of closes) {
    const all = touchesOf(await read.history(on, leadId(id)), pipeline);
    touches.set(id, all.filter((touchedAt) => touchedAt <= (at ?? 0)).length);
  }
  return touches;
}

function closedIn(
  { on: { db } }: Reading,
  { scope }: Question,
  { from, to }: Span,
  states: readonly ('won' | 'lost' | 'invalid')[],
) {
  let query = db
    .selectFrom('lead as l')
    .where('l.state', 'in', states)
    .where('l.closed_at', '>=', from)
    .where('l.closed_at', '<', to);
  if (scope.owners) query = query.where('l.closed_owner', 'in', [...scope.owners]);
  if (scope.sources) query = query.where('l.source', 'in', [...scope.sources]);
  return query;
}

/** The rows of a query as arrays. */
export async function rowsOf<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  asJson: RawBuilder<string | readonly (readonly unknown[])[] | null>,
): Promise<readonly (readonly unknown[])[]> {
  const { all } = (await query.select(asJson.as('all')).executeTakeFirstOrThrow()) as unknown as {
    readonly all: string | readonly (readonly unknown[])[] | null;
  };
  return typeof all === 'string' ? JSON.parse(all) : (all ?? []);
}
