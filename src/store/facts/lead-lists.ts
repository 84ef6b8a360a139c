import { sql } from 'kysely';
import type { Loss, OpenLead, Span, Win } from '../../analytics/facts.ts';
import { leadId, type StageId, stageId } from '../../domain/ids.ts';
import { SYSTEM_ACTORS } from '../../domain/lead-event.ts';
import type { Session } from '../engine.ts';
import { createHistoryReader } from '../lead-history.ts';
import { touchesOf } from './changed-lives.ts';
import { inParts, type Question } from './question.ts';

/** Open leads of the owners asked about, in order of their ids. */
export async function openLeads(on: Session, { scope, without }: Question): Promise<readonly OpenLead[]> {
  let query = on.db
    .selectFrom('lead')
    .where('state', '=', 'open')
    .select(['id', 'name', 'owner', 'source', 'amount_fen as amountFen', 'stage'])
    .select(['entry_stage as entryStage', 'high_stage as highStage', 'created_at as createdAt'])
    .select(['entered_at as enteredAt', 'touched_at as touchedAt', 'next_on as nextOn', 'next_text as nextText'])
    .select(['snoozed_until as snoozedUntil', 'snoozes']);
  if (scope.owners) query = query.where('owner', 'in', [...scope.owners]);
  if (scope.sources) query = query.where('source', 'in', [...scope.sources]);
  // The columns are named as the fields; ids, stages and days are strings and numbers all along.
  const rows = (await query.execute()) as unknown as OpenLead[];
  const counted = without.size === 0 ? rows : rows.filter(({ id }) => !without.has(id));
  return counted.sort((a, b) => a.id - b.id);
}

/** How many leads of the scope stand closed, by how. */
export async function closedCounts(on: Session, { scope, without }: Question) {
  const counts = { won: 0, lost: 0, invalid: 0 };
  let query = on.db
    .selectFrom('lead')
    .where('state', 'in', ['won', 'lost', 'invalid'])
    .where('closed_at', 'is not', null);
  if (scope.owners) query = query.where('closed_owner', 'in', [...scope.owners]);
  if (scope.sources) query = query.where('source', 'in', [...scope.sources]);
  const byState = query.select(['state', ({ fn }) => fn.countAll<number>().as('n')]).groupBy('state');
  for (const { state, n } of await byState.execute()) counts[state as keyof typeof counts] += Number(n);
  const left = await inParts([...without], (part) => byState.where('id', 'in', part).execute());
  for (const { state, n } of left) counts[state as keyof typeof counts] -= Number(n);
  return counts;
}

/** Leads won in the span that still are. */
export async function winsIn(on: Session, question: Question, span: Span): Promise<readonly Win[]> {
  const rows = (await closedIn(on, question, span, ['won']).execute()).filter(({ id }) => !question.without.has(id));
  const decisions = await inParts(
    rows.map(({ id }) => id),
    (part) =>
      on.db.selectFrom('decision').select(['lead_id', 'stage', 'reached_at']).where('lead_id', 'in', part).execute(),
  );
  const reached = new Map<number, Record<StageId, number>>();
  for (const { lead_id, stage, reached_at } of decisions) {
    const known = reached.get(lead_id) ?? {};
    known[stageId(stage)] = reached_at;
    reached.set(lead_id, known);
  }
  return rows
    .map(({ id, name, at, owner, source, amountFen, createdAt, entryStage }) => ({
      ...{ lead: leadId(id), name, at, owner, source, amountFen, createdAt, entryStage },
      reachedAt: reached.get(id) ?? {},
    }))
    .sort((a, b) => a.lead - b.lead) as unknown as readonly Win[];
}

/** Leads lost or found invalid in the span that still are. */
export async function lossesIn(
  on: Session,
  question: Question,
  span: Span,
  highStages?: readonly StageId[],
): Promise<readonly Loss[]> {
  let query = closedIn(on, question, span, ['lost', 'invalid'])
    .innerJoin('decision as d', (join) => join.onRef('d.lead_id', '=', 'l.id').onRef('d.stage', '=', 'l.high_stage'))
    .select(['l.state as kind', 'l.stage', 'l.high_stage as highStage', 'l.reason', 'd.reached_at as highSince'])
    .select(({ selectFrom }) =>
      selectFrom('lead_event as e')
        .whereRef('e.lead_id', '=', 'l.id')
        .whereRef('e.at', '<=', 'l.closed_at')
        .where('e.type', '=', sql.lit('touched'))
        .where('e.actor', 'not in', [...SYSTEM_ACTORS])
        .where((event) =>
          event.not(
            event.exists(
              event.selectFrom('lead_event as v').select(sql.lit(1).as('one')).whereRef('v.target_id', '=', 'e.id'),
            ),
          ),
        )
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('touches'),
    );
  if (highStages) query = query.where('l.high_stage', 'in', highStages);
  const rows = (await query.execute()).filter(({ id }) => !question.without.has(id));
  const merged = await mergedTouches(
    on,
    question,
    rows.map(({ id }) => id),
  );
  return rows
    .map(({ id, name, kind, at, owner, source, amountFen, stage, highStage, highSince, reason, touches }) => ({
      ...{ lead: leadId(id), name, kind, at, owner, source, amountFen, stage, highStage, highSince, reason },
      touches: merged.get(id)?.filter((touchedAt) => touchedAt <= (at ?? 0)).length ?? Number(touches),
    }))
    .sort((a, b) => a.lead - b.lead) as unknown as readonly Loss[];
}

function closedIn(
  { db }: Session,
  { scope }: Question,
  { from, to }: Span,
  states: readonly ('won' | 'lost' | 'invalid')[],
) {
  let query = db
    .selectFrom('lead as l')
    .where('l.state', 'in', states)
    .where('l.closed_at', '>=', from)
    .where('l.closed_at', '<', to)
    .select(['l.id', 'l.name', 'l.closed_at as at', 'l.closed_owner as owner', 'l.source', 'l.amount_fen as amountFen'])
    .select(['l.created_at as createdAt', 'l.entry_stage as entryStage']);
  if (scope.owners) query = query.where('l.closed_owner', 'in', [...scope.owners]);
  if (scope.sources) query = query.where('l.source', 'in', [...scope.sources]);
  return query;
}

/** Follow-ups of those of the leads others were merged into: they have some of the others' too. */
async function mergedTouches(on: Session, { pipeline }: Question, ids: readonly number[]) {
  const wanted = new Set(ids);
  const survivors = await on.db
    .selectFrom('lead')
    .select('merged_into')
    .distinct()
    .where('merged_into', 'is not', null)
    .execute();
  const touches = new Map<number, readonly number[]>();
  const read = createHistoryReader(on.db);
  for (const { merged_into } of survivors) {
    if (merged_into === null || !wanted.has(merged_into)) continue;
    touches.set(merged_into, touchesOf(await read.history(on, leadId(merged_into)), pipeline));
  }
  return touches;
}
