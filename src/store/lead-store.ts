import { type InsertResult, sql, type UpdateResult } from 'kysely';
import { type LeadId, type MemberId, type StageId, stageId } from '../domain/ids.ts';
import type { Lead, Step } from '../domain/lead.ts';
import type { LeadEvent } from '../domain/lead-event.ts';
import type { NameWords } from '../domain/name.ts';
import { appliesOnTop, project } from '../domain/projection.ts';
import type { Pipeline } from '../domain/stage.ts';
import { step } from '../domain/step.ts';
import type { EventDraft, LeadStore } from '../usecases/ports.ts';
import { countMoves } from './answered-moves.ts';
import type { Engine, Session } from './engine.ts';
import { type EventValues, eventOfRow, rowOfEvent } from './event-rows.ts';
import { type FactWriter, instantsOf } from './fact-writer.ts';
import { unpackDays } from './facts/packed-days.ts';
import { createHistoryReader } from './lead-history.ts';
import { changedColumns, type LeadRow, type LeadValues, leadOfRow, rowOfLead } from './lead-rows.ts';
import { type Prepared, placeholder, prepare } from './prepared.ts';
import { rebuildFacts } from './rebuild.ts';
import { createNameLookup } from './search/by-name.ts';
import { createContentSearch } from './search/containing.ts';
import { createResemblance } from './search/resembling.ts';
import type { SearchKeys } from './search/search-keys.ts';
import { tokensOf } from './search/tokens.ts';

const EVENT_COLUMNS = [
  'lead_id',
  'type',
  'at',
  'recorded_at',
  'actor',
  'change_id',
  'from_stage',
  'to_stage',
  'kind',
  'reason',
  'target_id',
  'data',
] as const satisfies readonly (keyof EventValues)[];

/** Leads in SQL. The queries are compiled once here; the result binds them to a transaction and its pipeline. */
export function createLeadStore(engine: Engine, keysOf: SearchKeys, words: NameWords, facts: FactWriter) {
  const db = engine.writer;
  const named = createNameLookup(db, keysOf);
  const resembling = createResemblance(engine, keysOf, words);
  const containing = createContentSearch(db);
  const read = createHistoryReader(db);

  const oneById = db.selectFrom('lead').selectAll().where('id', '=', placeholder<number>('id'));
  const byId = prepare<{ id: number }, LeadRow>(oneById);
  const byIdForUpdate = engine.locksRows ? prepare<{ id: number }, LeadRow>(oneById.forUpdate()) : byId;
  const eventValues = Object.fromEntries(EVENT_COLUMNS.map((column) => [column, placeholder(column)])) as EventValues;
  const newEvent = db.insertInto('lead_event').values(eventValues);
  const insertEventReturning = prepare<EventValues, { id: number }>(newEvent.returning('id'));
  const insertEventPlainly = prepare<EventValues, InsertResult>(newEvent);
  /** Writes one event and tells its id. */
  const insertEvent = async (on: Session, values: EventValues): Promise<number> => {
    if (engine.tellsInsertId) return Number((await insertEventPlainly(on, values)).insertId);
    const [row] = (await insertEventReturning(on, values)).rows;
    if (!row) throw new Error('the new event has no id');
    return row.id;
  };
  let newLead: Prepared<LeadValues, InsertResult & { readonly id: number }> | undefined;
  /** Writes a new lead and tells its id. The statement is made of the first lead's columns; all have the same. */
  const insertLead = async (on: Session, row: LeadValues): Promise<number> => {
    newLead ??= prepareInsert(row);
    const { insertId, rows } = await newLead(on, row);
    if (engine.tellsInsertId) return Number(insertId);
    if (!rows[0]) throw new Error('the new lead has no id');
    return rows[0].id;
  };
  const prepareInsert = (row: LeadValues): NonNullable<typeof newLead> => {
    const values = Object.fromEntries(Object.keys(row).map((column) => [column, placeholder(column)]));
    const insertion = db.insertInto('lead').values(values as unknown as LeadValues);
    // Whatever comes back, one of the two tells the id.
    return (engine.tellsInsertId ? prepare(insertion) : prepare(insertion.returning('id'))) as NonNullable<
      typeof newLead
    >;
  };
  const countTouches = prepare<{ lead: number }, { n: number }>(
    db
      .selectFrom('lead_event as e')
      .where('e.lead_id', '=', placeholder<number>('lead'))
      .where('e.type', '=', 'touched')
      .where('e.actor', 'not in', ['system', 'import'])
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('lead_event as v').select(sql.lit(1).as('one')).whereRef('v.target_id', '=', 'e.id'))),
      )
      .select(({ fn }) => fn.countAll<number>().as('n')),
  );

  /** One statement per set of columns; moves use two or three sets, all changes together some dozens. */
  const updates = new Map<string, Prepared<Partial<LeadValues> & { id: number }, UpdateResult>>();
  const updateLead = (on: Session, id: LeadId, values: Partial<LeadValues>) => {
    const columns = Object.keys(values) as (keyof LeadValues)[];
    const name = columns.join();
    let update = updates.get(name);
    if (!update) {
      const set = Object.fromEntries(columns.map((column) => [column, placeholder(column)]));
      update = prepare(
        db
          .updateTable('lead')
          .set(set as Partial<LeadValues>)
          .where('id', '=', placeholder<number>('id')),
      );
      updates.set(name, update);
    }
    return update(on, { ...values, id });
  };

  return (on: Session, pipeline: () => Promise<Pipeline>): LeadStore => {
    const events = (id: LeadId) => read.events(on, id);

    const insert = async (drafts: readonly EventDraft[], now: number): Promise<Lead> => {
      const [first] = drafts;
      if (first?.fact.type !== 'created') throw new Error('the first event of a lead is its creation');
      const empty = { id: 0, lead: 0 as LeadId, at: first.at, recordedAt: now, actor: first.actor, change: 0 };
      const { lead } = step(undefined, { ...empty, fact: first.fact }, await pipeline());
      const row = rowOfLead(lead, keysOf);
      const id = await insertLead(on, row);
      const keys = { norm: row.name_norm, pinyin: row.name_pinyin, initials: row.name_initials };
      await engine.searchIndex.put(on, id, tokensOf(keys));
      return { ...lead, id: id as LeadId };
    };

    const rebuild = async (lead: Lead, now: number): Promise<Lead> => {
      const projection = project(await read.history(on, lead.id), await pipeline());
      const before = await facts.instants(on, lead.id);
      await unpackDays(on, [...before, ...instantsOf(projection)], now);
      await facts.clear(on, lead.id);
      const rebuilt: Lead = projection?.lead ?? { ...lead, state: 'void', nextOn: null, nextText: '' };
      await updateLead(on, lead.id, rowOfLead(rebuilt, keysOf));
      if (projection) await facts.insertAll(on, rebuilt, projection);
      return rebuilt;
    };

    const find = async (id: LeadId) => {
      const { rows } = await (on.inTransaction ? byIdForUpdate : byId)(on, { id });
      return rows[0] && leadOfRow(rows[0]);
    };

    /** The lead, and those whose lives it is or was part of. */
    const rebuildAll = async (lead: Lead, now: number): Promise<Lead> => {
      const rebuilt = await rebuild(lead, now);
      for (const id of survivors(lead, rebuilt)) {
        const survivor = await find(id);
        if (survivor) await rebuildAll(survivor, now);
      }
      return rebuilt;
    };

    return {
      byId: find,
      byNames: (phrases) => named.byNames(on, phrases),
      search: (phrase, limit, owner) => resembling(on, phrase, limit, owner),
      byPhone: (phone) => named.byPhone(on, phone),
      alike: (names, phones) => named.alike(on, names, phones),
      nameKey: keysOf.norm,
      containing: (query, limit) => containing(on, query, limit),
      openOf: async (owner, stage, limit) => {
        const rows = await openLeads(on, owner, stage)
          .selectAll()
          .orderBy(sql`case when coalesce(touched_at, 0) > entered_at then touched_at else entered_at end`)
          .orderBy('id')
          .limit(limit)
          .execute();
        return rows.map(leadOfRow);
      },
      countOpenOf: async (owner, stage) => {
        const { n } = await openLeads(on, owner, stage)
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow();
        return Number(n);
      },
      countOpenByStage: async () => {
        const rows = await on.db
          .selectFrom('lead')
          .select((eb) => ['stage', eb.fn.countAll<number>().as('n')])
          .where('state', '=', 'open')
          .groupBy('stage')
          .execute();
        return new Map(rows.map(({ stage, n }) => [stageId(stage), Number(n)]));
      },
      recallsOf: async (owner, by, limit) => {
        const rows = await on.db
          .selectFrom('lead')
          .selectAll()
          .where('owner', '=', owner)
          .where('state', '=', 'lost')
          .where('recall_on', '<=', by)
          .orderBy('recall_on')
          .orderBy('id')
          .limit(limit)
          .execute();
        return rows.map(leadOfRow);
      },
      mergedInto: (id) => read.mergedInto(on, id),
      leadsAfter: async (after, limit, owners) => {
        const query = on.db
          .selectFrom('lead')
          .selectAll()
          .where('id', '>', after)
          .where('state', 'not in', ['merged', 'void'])
          .orderBy('id')
          .limit(limit);
        if (owners?.size === 0) return [];
        const rows = await (owners ? query.where('owner', 'in', [...owners]) : query).execute();
        return rows.map(leadOfRow);
      },
      countTouches: async (id) => Number((await countTouches(on, { lead: id })).rows[0]?.n ?? 0),
      firstAt: async () => {
        const first = await on.db
          .selectFrom('visit')
          .select(({ fn }) => fn.min('entered_at').as('at'))
          .executeTakeFirst();
        return first?.at == null ? undefined : Number(first.at);
      },
      countMoves: (span, scope) => countMoves(on, span, scope),
      events,
      eventsAfter: (after, limit) => read.eventsAfter(on, after, limit),
      lastChange: async (of) => {
        const query = on.db
          .selectFrom('lead_event as e')
          .selectAll('e')
          .where('e.type', '<>', 'voided')
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(selectFrom('lead_event as v').select(sql.lit(1).as('one')).whereRef('v.target_id', '=', 'e.id')),
            ),
          )
          .orderBy('e.id', 'desc');
        const last = await ('actor' in of
          ? query.where('e.actor', '=', of.actor)
          : query.where('e.lead_id', '=', of.lead)
        )
          .limit(1)
          .executeTakeFirst();
        if (!last) return [];
        const { lead, change } = eventOfRow(last);
        return (await events(lead)).filter((event) => event.change === change && event.fact.type !== 'voided');
      },
      projectAnew: () => rebuildFacts(engine, on, keysOf),
      async append(before, drafts, now) {
        let lead = before ?? (await insert(drafts, now));
        const saved = lead;
        let rebuildNeeded = false;
        let changeId: number | null = drafts[0]?.change ?? null;
        for (const draft of drafts) {
          const id = await insertEvent(on, rowOfEvent(lead.id, draft, now, changeId));
          const event = { ...draft, id, lead: lead.id, recordedAt: now, change: changeId ?? id };
          changeId ??= id;
          const current = draft.fact.type === 'created' ? undefined : lead;
          rebuildNeeded ||= !appliesOnTop(current, event);
          if (rebuildNeeded) continue;
          const next = step(current, event, await pipeline());
          await unpackDays(on, datedBy(current, event, next), now);
          lead = next.lead;
          for (const change of next.changes) await facts.apply(on, lead, change);
        }
        if (rebuildNeeded) {
          lead = await rebuildAll(lead, now);
        } else {
          const changed = changedColumns(saved, lead, keysOf);
          if (Object.keys(changed).length > 0) await updateLead(on, lead.id, changed);
        }
        if (lead.name !== saved.name) await engine.searchIndex.put(on, lead.id, tokensOf(keysOf(lead.name)));
        return lead;
      },
    };
  };
}

/** When the facts are dated that an event changes: at the event, or at the close that counts no more or otherwise. */
function datedBy(before: Lead | undefined, { at }: LeadEvent, { lead, changes }: Step): readonly number[] {
  const closedAt = before?.closedAt;
  if (closedAt == null) return changes.length === 0 ? [] : [at];
  const isSame = changes.length === 0 && lead.amountFen === before?.amountFen;
  return isSame ? [] : [closedAt, at];
}

/** The leads another one was or is now merged into: what became of it is part of their lives. */
function survivors(before: Lead, after: Lead): ReadonlySet<LeadId> {
  return new Set([before.mergedInto, after.mergedInto].filter((id) => id !== null));
}

function openLeads(on: Session, owner: MemberId, stage: StageId | undefined) {
  const query = on.db.selectFrom('lead').where('owner', '=', owner).where('state', '=', 'open');
  return stage === undefined ? query : query.where('stage', '=', stage);
}
