import { pino } from 'pino';
import { PLAIN } from '../../src/chat/context.ts';
import { createMessageHandler } from '../../src/chat/handle-message.ts';
import type { Registry } from '../../src/chat/registry.ts';
import { seedDemoTeam } from '../../src/cli/demo-team.ts';
import { projectRoot } from '../../src/project-root.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import type { UnitOfWork } from '../../src/usecases/ports.ts';
import { CONVERSATION_START, TIME_ZONE } from '../support/conversation.ts';
import { seed } from '../support/seed.ts';

/** Thrown at the end of a transaction so that nothing of it stays. */
class Undone extends Error {}

/**
 * Runs every message whole and then takes everything back: a thousand lines can be said to one database, and each finds
 * it as the first did.
 */
function undoing(uow: UnitOfWork): UnitOfWork {
  return {
    ...uow,
    async once(_key, _now, work) {
      const done: { answer?: Awaited<ReturnType<typeof work>> } = {};
      await uow
        .run(async (stores) => {
          done.answer = await work(stores);
          throw new Undone();
        })
        .catch((error) => {
          if (!(error instanceof Undone)) throw error;
        });
      if (done.answer === undefined) throw new Error('nothing was answered');
      return { answer: done.answer, repeated: false };
    },
  };
}

export interface UndoneRoom {
  readonly database: Database;
  /** The answer to a line, of which nothing stays; `join: 'closed'` lets nobody new in. */
  say(
    userid: string,
    text: string,
    place?: { readonly chat?: string; readonly join?: 'open' | 'closed' },
  ): Promise<string>;
  close(): Promise<void>;
}

/** The demo's team in a room where nothing that is said has a consequence. */
export async function openUndoneRoom(registry: Registry): Promise<UndoneRoom> {
  const database = await openDatabase(':memory:', seed);
  await seedDemoTeam(database.uow, `${projectRoot()}/data/seed/demo.json`, CONVERSATION_START, TIME_ZONE);
  let serial = 0;
  const handlers = Object.fromEntries(
    (['open', 'closed'] as const).map((join) => [
      join,
      createMessageHandler({
        uow: undoing(database.uow),
        clock: { now: () => CONVERSATION_START },
        registry,
        timeZone: TIME_ZONE,
        joining: { open: join === 'open', admins: new Set() },
        log: pino({ level: 'silent' }),
        wakeSender: () => {},
        observe: () => {},
      }),
    ]),
  );
  return {
    database,
    async say(userid, text, { chat = userid, join = 'open' } = {}) {
      let answer = '';
      await handlers[join]?.({
        key: `undone/${++serial}`,
        kind: 'text',
        channel: 'test',
        chat,
        userid,
        text,
        textLimitBytes: 1_000_000,
        features: PLAIN,
        canAnswer: () => true,
        answer: async (said) => {
          answer = said;
        },
        answerWith: () => false,
      });
      return answer;
    },
    close: () => database.close(),
  };
}
