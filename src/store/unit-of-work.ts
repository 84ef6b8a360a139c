import { stageId } from '../domain/ids.ts';
import type { PublishedCalendar } from '../domain/work-calendar.ts';
import type { Stores, UnitOfWork } from '../usecases/ports.ts';
import { createAbsenceStore } from './absence-store.ts';
import { createAuditStore } from './audit-store.ts';
import { createCardStore } from './card-store.ts';
import { createConversationStore } from './conversation-store.ts';
import { type Engine, type Session, sessionOf } from './engine.ts';
import { createFactWriter, type FactWriter } from './fact-writer.ts';
import { createDayCache } from './facts/day-cache.ts';
import { createFactStore } from './facts/fact-store.ts';
import { createGroupStore } from './group-store.ts';
import { createImportMappingStore } from './import-mapping-store.ts';
import { createKeptTableStore } from './kept-table-store.ts';
import { createLeadStore } from './lead-store.ts';
import { createLookupStore } from './lookup-store.ts';
import { createMemberStore } from './member-store.ts';
import { createOutboxStore } from './outbox-store.ts';
import { createDiagnosisStore, createForecastStore, createTargetStore } from './plan-store.ts';
import { placeholder, prepare } from './prepared.ts';
import { createPresenceStore } from './presence-store.ts';
import { createScheduleStore } from './schedule-store.ts';
import { createSearchKeys } from './search/search-keys.ts';
import type { Seed } from './seed.ts';
import { createSettingsStore } from './settings-store.ts';
import { createSlotStore } from './slot-store.ts';
import { createSnapshotStore } from './snapshot-store.ts';
import { createTaskStore } from './task-store.ts';

/** Ties every store to one transaction at a time, and each message to exactly one of them. */
export function createUnitOfWork(
  engine: Engine,
  seed: Seed,
  published: PublishedCalendar,
  facts: FactWriter = createFactWriter(engine.writer),
): UnitOfWork {
  const words = seed.nameWords;
  const db = engine.writer;
  const leads = createLeadStore(engine, createSearchKeys(words), words, facts);
  const members = createMemberStore(db);
  const settings = createSettingsStore(engine, published, exampleRatesOf(seed));
  const lookups = createLookupStore();
  const conversations = createConversationStore(db);
  const outbox = createOutboxStore(engine);
  const audit = createAuditStore(db);
  const groups = createGroupStore(db);
  const presence = createPresenceStore(db);
  const cards = createCardStore(engine);
  const schedules = createScheduleStore();
  const slots = createSlotStore(db);
  const snapshots = createSnapshotStore();
  const absences = createAbsenceStore();
  const importMappings = createImportMappingStore();
  const tasks = createTaskStore(engine);
  const keptTables = createKeptTableStore();
  const days = createDayCache();

  /** The stores of one session, each made when it is first asked for: most messages need a few. */
  const bind = (on: Session): Stores => {
    const bound = settings(on);
    const made: Partial<Record<keyof Stores, unknown>> = {};
    const once = <T>(name: keyof Stores, make: () => T): T => {
      made[name] ??= make();
      return made[name] as T;
    };
    return {
      settings: bound,
      get leads() {
        return once('leads', () => leads(on, bound.pipeline));
      },
      get members() {
        return once('members', () => members(on));
      },
      get lookups() {
        return once('lookups', () => lookups(on));
      },
      get conversations() {
        return once('conversations', () => conversations(on));
      },
      get outbox() {
        return once('outbox', () => outbox(on));
      },
      get audit() {
        return once('audit', () => audit(on));
      },
      get facts() {
        return once('facts', () => createFactStore(engine, days, on, bound.pipeline));
      },
      get forecasts() {
        return once('forecasts', () => createForecastStore(on));
      },
      get targets() {
        return once('targets', () => createTargetStore(on));
      },
      get diagnoses() {
        return once('diagnoses', () => createDiagnosisStore(on));
      },
      get groups() {
        return once('groups', () => groups(on));
      },
      get presence() {
        return once('presence', () => presence(on));
      },
      get cards() {
        return once('cards', () => cards(on));
      },
      get schedules() {
        return once('schedules', () => schedules(on));
      },
      get slots() {
        return once('slots', () => slots(on));
      },
      get snapshots() {
        return once('snapshots', () => snapshots(on));
      },
      get absences() {
        return once('absences', () => absences(on));
      },
      get importMappings() {
        return once('importMappings', () => importMappings(on));
      },
      get tasks() {
        return once('tasks', () => tasks(on));
      },
      get keptTables() {
        return once('keptTables', () => keptTables(on));
      },
    };
  };

  const answerTo = prepare<{ key: string }, { answer: string }>(
    db.selectFrom('inbound').select('answer').where('key', '=', placeholder<string>('key')),
  );
  const settle = prepare<{ key: string; at: number; answer: string }>(
    db
      .insertInto('inbound')
      .values({ key: placeholder('key'), at: placeholder<number>('at'), answer: placeholder('answer') }),
  );

  return {
    once: <Answer>(key: string, now: number, work: (stores: Stores) => Promise<Answer>) =>
      engine.transaction(async (on) => {
        await engine.lockMessage(on, key);
        const [known] = (await answerTo(on, { key })).rows;
        if (known) return { answer: JSON.parse(known.answer) as Answer, repeated: true };
        const answer = await work(bind(on));
        await settle(on, { key, at: now, answer: JSON.stringify(answer) });
        return { answer, repeated: false };
      }),
    run: (work) => engine.transaction((on) => work(bind(on))),
    read: (work) => work(bind(sessionOf(engine.reader))),
    forget: async ({ handledBefore, sentBefore }) => {
      const handled = await db.deleteFrom('inbound').where('at', '<', handledBefore).executeTakeFirst();
      const sent = await db
        .deleteFrom('outbox')
        .where('state', '<>', 'due')
        .where('done_at', '<', sentBefore)
        .executeTakeFirst();
      const pressable = db.selectFrom('card').select('id').where('created_at', '<', handledBefore);
      await db.deleteFrom('card_copy').where('card_id', 'in', pressable).execute();
      const pressed = await db.deleteFrom('card').where('created_at', '<', handledBefore).executeTakeFirst();
      return Number(handled.numDeletedRows + sent.numDeletedRows + pressed.numDeletedRows);
    },
    amend: async (key, answer) => {
      await db
        .updateTable('inbound')
        .set({ answer: JSON.stringify(answer) })
        .where('key', '=', key)
        .execute();
    },
  };
}

function exampleRatesOf({ stages }: Seed) {
  return new Map(
    stages.flatMap(({ id, expectedRate }) => (expectedRate === null ? [] : [[stageId(id), expectedRate] as const])),
  );
}
