import { stageId } from '../domain/ids.ts';
import type { PublishedCalendar } from '../domain/work-calendar.ts';
import { lazily } from '../lazily.ts';
import type { Stores, UnitOfWork } from '../usecases/ports.ts';
import { createAbsenceStore } from './absence-store.ts';
import { createAnsweredStore } from './answered-store.ts';
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
import { createDiagnosisStore, createForecastStore, createQuotaStore, createTargetStore } from './plan-store.ts';
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
  const answered = createAnsweredStore();
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

  /** The stores of one session. */
  const storesOf = lazily<Session, Stores>({
    settings,
    leads: (on, stores) => leads(on, stores.settings.pipeline),
    members,
    lookups,
    conversations,
    outbox,
    answered,
    audit,
    facts: (on, stores) => createFactStore(engine, days, on, stores.settings.pipeline),
    forecasts: createForecastStore,
    targets: createTargetStore,
    quotas: createQuotaStore,
    diagnoses: createDiagnosisStore,
    groups,
    presence,
    cards,
    schedules,
    slots,
    snapshots,
    absences,
    importMappings,
    tasks,
    keptTables,
  });

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
        const answer = await work(storesOf(on));
        await settle(on, { key, at: now, answer: JSON.stringify(answer) });
        return { answer, repeated: false };
      }),
    run: (work) => engine.transaction((on) => work(storesOf(on))),
    read: (work) => work(storesOf(sessionOf(engine.reader))),
    forget: async ({ handledBefore, sentBefore }) => {
      const handled = await db.deleteFrom('inbound').where('at', '<', handledBefore).executeTakeFirst();
      const noted = await db.deleteFrom('answered').where('at', '<', handledBefore).executeTakeFirst();
      const sent = await db
        .deleteFrom('outbox')
        .where('state', '<>', 'due')
        .where('done_at', '<', sentBefore)
        .executeTakeFirst();
      const pressable = db.selectFrom('card').select('id').where('created_at', '<', handledBefore);
      await db.deleteFrom('card_copy').where('card_id', 'in', pressable).execute();
      const pressed = await db.deleteFrom('card').where('created_at', '<', handledBefore).executeTakeFirst();
      return Number(handled.numDeletedRows + noted.numDeletedRows + sent.numDeletedRows + pressed.numDeletedRows);
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
