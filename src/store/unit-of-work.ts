import type { NameWords } from '../domain/name.ts';
import type { Stores, UnitOfWork } from '../usecases/ports.ts';
import { createAuditStore } from './audit-store.ts';
import { createConversationStore } from './conversation-store.ts';
import type { Db, Engine } from './engine.ts';
import { createLeadStore } from './lead-store.ts';
import { createMemberStore } from './member-store.ts';
import { createOutboxStore } from './outbox-store.ts';
import { placeholder, prepare } from './prepared.ts';
import { createSearchKeys } from './search-keys.ts';
import { createSettingsStore } from './settings-store.ts';

/** Ties every store to one transaction at a time, and each message to exactly one of them. */
export function createUnitOfWork(engine: Engine, words: NameWords): UnitOfWork {
  const db = engine.writer;
  const leads = createLeadStore(engine, createSearchKeys(words), words);
  const members = createMemberStore(db);
  const settings = createSettingsStore(engine);
  const conversations = createConversationStore(db);
  const outbox = createOutboxStore(engine);
  const audit = createAuditStore(db);

  const bind = (on: Db): Stores => {
    const bound = settings(on);
    return {
      settings: bound,
      leads: leads(on, bound.pipeline),
      members: members(on),
      conversations: conversations(on),
      outbox: outbox(on),
      audit: audit(on),
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
      db.transaction().execute(async (tx) => {
        await engine.lockMessage(tx, key);
        const [known] = (await answerTo(tx, { key })).rows;
        if (known) return { answer: JSON.parse(known.answer) as Answer, repeated: true };
        const answer = await work(bind(tx));
        await settle(tx, { key, at: now, answer: JSON.stringify(answer) });
        return { answer, repeated: false };
      }),
    run: (work) => db.transaction().execute((tx) => work(bind(tx))),
    read: (work) => work(bind(engine.reader)),
    forget: async ({ handledBefore, sentBefore }) => {
      const handled = await db.deleteFrom('inbound').where('at', '<', handledBefore).executeTakeFirst();
      const sent = await db
        .deleteFrom('outbox')
        .where('state', '<>', 'due')
        .where('done_at', '<', sentBefore)
        .executeTakeFirst();
      return Number(handled.numDeletedRows + sent.numDeletedRows);
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
