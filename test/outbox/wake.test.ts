import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createOutboxSender } from '../../src/chat/outbox-sender.ts';
import type { OutboxRow, Stores, UnitOfWork } from '../../src/usecases/ports.ts';

/** An outbox of two arrays: what a row added between two promise steps meets is decided here, to the step. */
function createArrayOutbox() {
  const due: OutboxRow[] = [];
  const outbox = {
    enqueue: async () => true,
    claim: async () => due.splice(0),
    freeze: async () => {},
    drop: async () => {},
    recent: async () => [],
    markSent: async () => {},
    retryAt: async () => {},
    markFailed: async () => {},
    hasDue: async () => due.length > 0,
    backlog: async () => ({ waiting: due.length, oldestAt: null, failed: 0 }),
  } satisfies Stores['outbox'];
  const within: UnitOfWork['run'] = (work) => work({ outbox } as unknown as Stores); // the sender knows no other store
  return { due, uow: { run: within, read: within } as UnitOfWork };
}

const row = (id: number): OutboxRow => ({
  id,
  key: `k${id}`,
  channel: 'app',
  to: 'lina',
  body: '{"text":"hello"}',
  notBefore: 0,
  attempts: 0,
  request: null,
  createdAt: 0,
});

describe('waking the sender', () => {
  it('is never lost, whatever step it is at', async () => {
    const lost: number[] = [];
    for (let step = 0; step < 60; step++) {
      const { due, uow } = createArrayOutbox();
      const sent: string[] = [];
      const sender = createOutboxSender({
        uow,
        clock: { now: () => 0 },
        channel: () => ({
          prepare: async (_to, _message, serial) => `${serial}`,
          sendPrepared: async (request) => {
            sent.push(request);
            return {};
          },
        }),
        log: pino({ level: 'silent' }),
      });
      due.push(row(1));
      const first = sender.drain();
      for (let passed = 0; passed < step; passed++) await Promise.resolve();
      due.push(row(2));
      await sender.drain();
      await first;
      if (!sent.includes('2')) lost.push(step);
      await sender.stop();
    }
    expect(lost).toEqual([]);
  });
});

describe('stopping the sender', () => {
  it('is no error when its last round failed: the round said so itself', async () => {
    const { uow } = createArrayOutbox();
    const lines: { msg: string }[] = [];
    const sender = createOutboxSender({
      uow: { ...uow, read: async () => Promise.reject(new Error('the database is gone')) },
      clock: { now: () => 0 },
      channel: () => undefined,
      log: pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    });
    sender.wake();
    await sender.stop();
    expect(lines).toMatchObject([{ msg: 'outbox sender failed' }]);
  });

  it('waits for every message on its way, also when the round failed over another one', async () => {
    const { due, uow } = createArrayOutbox();
    let arrived = 0;
    const sender = createOutboxSender({
      uow,
      clock: { now: () => 0 },
      channel: () => ({
        prepare: async (_to, _message, serial) => `${serial}`,
        sendPrepared: async (request) => {
          if (request === '1') return {};
          await new Promise((resolve) => setImmediate(resolve));
          arrived++;
          return {};
        },
      }),
      log: pino({ level: 'silent' }),
    });
    const failing: UnitOfWork['run'] = uow.run;
    due.push(row(1), row(2), row(3));
    uow.run = (work) =>
      failing((stores) =>
        work({
          ...stores,
          outbox: {
            ...stores.outbox,
            markSent: async (id) => (id === 1 ? Promise.reject(new Error('busy')) : undefined),
            retryAt: async () => Promise.reject(new Error('busy')),
          },
        }),
      );
    const drained = sender.drain().catch(() => 'failed');
    await sender.stop();
    expect(arrived).toBe(2);
    expect(await drained).toBe('failed');
  });
});
