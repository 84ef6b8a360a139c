import { pino } from 'pino';
import { createOutboxSender, type OutboxSender } from '../../src/chat/outbox-sender.ts';
import { AppPuppet } from '../../src/puppet/app-puppet.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import type { UnitOfWork } from '../../src/usecases/ports.ts';
import { createAppApi } from '../../src/wecom/app-api.ts';
import { identity } from '../app/identity.ts';
import { openPlatform, type Platform } from '../app/open-platform.ts';
import { seed } from '../support/seed.ts';

export const START = Date.parse('2026-06-10T10:00:00+08:00');
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** A clock that moves only when told, shared by everything of one test. */
export function createTestClock() {
  let now = START;
  return {
    now: () => now,
    wait: (ms: number) => {
      now += ms;
    },
  };
}
export type TestClock = ReturnType<typeof createTestClock>;

/** One process's sender: its own connection to the database, its own access token. */
export async function openSender(options: {
  readonly platform: Pick<Platform, 'apiBase'>;
  readonly clock: Pick<TestClock, 'now'>;
  readonly databaseUrl: string;
  /** Stands between sender and database, to break the one from the other. */
  readonly through?: (uow: UnitOfWork) => UnitOfWork;
  readonly channels?: readonly string[];
}) {
  const { platform, clock, databaseUrl, through = (uow) => uow, channels = ['app'] } = options;
  const database: Database = await openDatabase(databaseUrl, seed);
  const api = createAppApi({ ...identity, apiBase: platform.apiBase, now: clock.now });
  const puppet = new AppPuppet({ agentId: identity.agentId, api });
  const warnings: Record<string, unknown>[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void warnings.push(JSON.parse(line)) });
  const sender: OutboxSender = createOutboxSender({
    uow: through(database.uow),
    clock,
    channel: (name) => (channels.includes(name) ? puppet : undefined),
    log,
  });
  return {
    database,
    sender,
    warnings,
    /** Queues texts to one person, in this order. */
    async queue(to: string, ...texts: string[]) {
      await database.uow.run(async ({ outbox }) => {
        for (const [at, text] of texts.entries()) {
          const key = `${to}/${text}/${at}`;
          const body = JSON.stringify({ text });
          await outbox.enqueue({ key, channel: 'app', to, body, notBefore: clock.now() }, clock.now());
        }
      });
    },
    rows: () =>
      database.engine.reader
        .selectFrom('outbox')
        .select(['recipient', 'state', 'attempts', 'last_error', 'request', 'not_before', 'done_at'])
        .orderBy('id')
        .execute(),
    async close() {
      await sender.stop();
      await api.close();
      await database.close();
    },
  };
}

/** The body a frozen request of the app sends, byte for byte; undefined before anything was frozen. */
export function bodyIn(request: string | null | undefined): string | undefined {
  return request == null ? undefined : (JSON.parse(request) as { readonly body: string }).body;
}

/** A platform, a clock and senders for the tests of one file, all closed after each. */
export function outboxOfTest(afterEach: (fn: () => Promise<void>) => void) {
  const open: { close(): Promise<unknown> }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });
  return async (databaseUrl = ':memory:') => {
    const platform = await openPlatform();
    open.push(platform);
    const clock = createTestClock();
    const another = async (more: Partial<Parameters<typeof openSender>[0]> = {}) => {
      const sender = await openSender({ platform, clock, databaseUrl, ...more });
      open.push(sender);
      return sender;
    };
    return { platform, clock, another, ...(await another()) };
  };
}
