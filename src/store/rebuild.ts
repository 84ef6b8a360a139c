import { type LeadId, leadId } from '../domain/ids.ts';
import type { LeadEvent } from '../domain/lead-event.ts';
import { project } from '../domain/projection.ts';
import { createBatchInsert } from './batch-insert.ts';
import type { Engine, Session } from './engine.ts';
import { eventOfRow } from './event-rows.ts';
import {
  DECISION_COLUMNS,
  type DecisionRow,
  HANDOVER_COLUMNS,
  type HandoverRow,
  rowOfDecision,
  rowOfHandover,
  rowOfVisit,
  VISIT_COLUMNS,
  type VisitRow,
} from './fact-rows.ts';
import { createHistoryReader } from './lead-history.ts';
import { type LeadRow, type LeadValues, rowOfLead } from './lead-rows.ts';
import { createPipelineReader } from './pipeline-reader.ts';
import type { SearchKeys } from './search/search-keys.ts';

/** Counts up when stored facts have to be made anew because the projection makes more or others of the same events. */
const FACTS_VERSION = 1;
/** Leads read at a time. */
const PAGE = 2000;

/** Makes all facts anew when they were made by an older projection; of two programs that open at once one does it. */
export async function renewFacts(engine: Engine, keysOf: SearchKeys): Promise<void> {
  const isCurrent = async ({ db }: Pick<Session, 'db'>) =>
    (await db.selectFrom('facts_version').select('version').executeTakeFirst())?.version === FACTS_VERSION;
  if (await isCurrent({ db: engine.writer })) return;
  await engine.transaction(async (on) => {
    if (await isCurrent(on)) return;
    await rebuildFacts(engine, on, keysOf);
    await on.db.updateTable('facts_version').set({ version: FACTS_VERSION }).execute();
  });
}

/**
 * Replaces everything that follows from the events by what {@link project} makes of them. Memory holds one page of
 * leads; the transaction is the caller's.
 */
export async function rebuildFacts(engine: Engine, on: Session, keysOf: SearchKeys): Promise<void> {
  const { db } = on;
  const insert = {
    visits: createBatchInsert<'visit', VisitRow>(engine.writer, 'visit', VISIT_COLUMNS),
    decisions: createBatchInsert<'decision', DecisionRow>(engine.writer, 'decision', DECISION_COLUMNS),
    handovers: createBatchInsert<'handover', HandoverRow>(engine.writer, 'handover', HANDOVER_COLUMNS),
  };
  const read = createHistoryReader(engine.writer);
  const pipeline = await createPipelineReader(engine)(on).get();
  for (const table of ['handover', 'decision', 'visit', 'packed_day'] as const) await db.deleteFrom(table).execute();
  for (let after = 0; ; ) {
    const rows = await db.selectFrom('lead').selectAll().where('id', '>', after).orderBy('id').limit(PAGE).execute();
    const last = rows.at(-1)?.id ?? after;
    const eventsOf = await eventsBetween(on, after, last);
    const survivors = await survivorsBetween(on, after, last);
    const visits: VisitRow[] = [];
    const decisions: DecisionRow[] = [];
    const handovers: HandoverRow[] = [];
    for (const row of rows) {
      const id = leadId(row.id);
      const projection = project(survivors.has(id) ? await read.history(on, id) : eventsOf(id), pipeline);
      if (!projection) continue;
      const lead = { ...projection.lead, id };
      await updateRow(
        on,
        row,
        rowOfLead(lead, row.name === lead.name ? Object.assign(() => keysIn(row), keysOf) : keysOf),
      );
      for (const visit of projection.visits) visits.push(rowOfVisit(lead, visit));
      for (const decision of projection.decisions) decisions.push(rowOfDecision(lead, decision));
      projection.handovers.forEach((handover, at) => {
        handovers.push(rowOfHandover(lead, at + 1, handover));
      });
    }
    await insert.visits(on, visits);
    await insert.decisions(on, decisions);
    await insert.handovers(on, handovers);
    if (rows.length < PAGE) return;
    after = last;
  }
}

async function eventsBetween({ db }: Session, after: number, upTo: number) {
  const rows = await db
    .selectFrom('lead_event')
    .selectAll()
    .where('lead_id', '>', after)
    .where('lead_id', '<=', upTo)
    .orderBy('lead_id')
    .orderBy('id')
    .execute();
  const events = new Map<LeadId, LeadEvent[]>();
  for (const row of rows) {
    const event = eventOfRow(row);
    const known = events.get(event.lead);
    if (known) known.push(event);
    else events.set(event.lead, [event]);
  }
  return (id: LeadId): readonly LeadEvent[] => events.get(id) ?? [];
}

/** Leads others were merged into. */
async function survivorsBetween({ db }: Session, after: number, upTo: number): Promise<ReadonlySet<LeadId>> {
  const rows = await db
    .selectFrom('lead')
    .select('merged_into')
    .where('merged_into', '>', after)
    .where('merged_into', '<=', upTo)
    .execute();
  return new Set(rows.flatMap(({ merged_into }) => (merged_into === null ? [] : [leadId(merged_into)])));
}

/** Pinyin costs more than all the rest; a name that is the same has the same. */
function keysIn({ name_norm: norm, name_pinyin: pinyin, name_initials: initials }: LeadRow) {
  return { norm, pinyin, initials };
}

async function updateRow({ db }: Session, row: LeadRow, values: LeadValues): Promise<void> {
  const columns = Object.keys(values) as (keyof LeadValues)[];
  if (columns.every((column) => row[column] === values[column])) return;
  await db.updateTable('lead').set(values).where('id', '=', row.id).execute();
}
