import { describe, expect, it } from 'vitest';
import type { OutboxDraft, OutboxStore } from '../../../src/usecases/ports.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';

const LEASE = 60_000;

export function describeOutbox(store: StoreUnderTest): void {
  describe('the outbox', () => {
    const open = useStore(store);
    let now = 1_780_000_000_000;

    const enqueue = (key: string, draft: Partial<OutboxDraft> = {}) =>
      open.run(({ outbox }) =>
        outbox.enqueue({ key, channel: 'app', to: key, body: `{"text":"${key}"}`, notBefore: now, ...draft }, now),
      );
    const claim = (limit = 10, at = now) => open.run(({ outbox }) => outbox.claim(at, LEASE, limit));
    const keys = async (limit?: number, at?: number) => (await claim(limit, at)).map(({ key }) => key);
    const idOf = async (key: string) => {
      const { id } = await open.db.engine.reader
        .selectFrom('outbox')
        .select('id')
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      return id;
    };
    /** Does something with a queued message, looked up beforehand. */
    const on = async (key: string, act: (outbox: OutboxStore, id: number) => Promise<void>) => {
      const id = await idOf(key);
      await open.run(({ outbox }) => act(outbox, id));
    };
    const backlog = () => open.run(({ outbox }) => outbox.backlog());
    /** Sends whatever is left, and jumps ahead so that no lease of an earlier test is still running. */
    const settle = async () => {
      now += 10 * LEASE;
      for (;;) {
        const rows = await claim(100);
        if (rows.length === 0) return;
        await open.run(async ({ outbox }) => {
          for (const { id } of rows) await outbox.markSent(id, now);
        });
      }
    };

    it('takes each key once', async () => {
      await settle();
      expect(await enqueue('k', { body: 'first' })).toBe(true);
      expect(await enqueue('k', { body: 'second' })).toBe(false);
      expect((await claim()).map(({ key, body }) => [key, body])).toEqual([['k', 'first']]);
    });

    it('gives a message as it was put in, never tried yet', async () => {
      await settle();
      await enqueue('whole', { channel: 'robot', to: 'Zhang', body: '“{}”\n' });
      expect(await claim()).toEqual([
        {
          id: await idOf('whole'),
          key: 'whole',
          channel: 'robot',
          to: 'Zhang',
          body: '“{}”\n',
          request: null,
          attempts: 0,
          notBefore: now,
          createdAt: now,
        },
      ]);
    });

    it('gives messages in order, to each recipient only the oldest that waits', async () => {
      await settle();
      await enqueue('a1', { to: 'a' });
      await enqueue('a2', { to: 'a' });
      await enqueue('b1', { to: 'b' });
      await enqueue('a1-robot', { to: 'a', channel: 'robot' });
      expect(await keys()).toEqual(['a1', 'b1', 'a1-robot']);
      expect(await keys()).toEqual([]);
      await on('a1', (outbox, id) => outbox.markSent(id, now));
      expect(await keys()).toEqual(['a2']);
    });

    it('gives no more than asked for', async () => {
      await settle();
      for (const key of ['l1', 'l2', 'l3']) await enqueue(key);
      expect(await keys(2)).toEqual(['l1', 'l2']);
      expect(await keys(2)).toEqual(['l3']);
    });

    it('keeps a message until its time', async () => {
      await settle();
      await enqueue('later', { notBefore: now + 1000 });
      expect(await keys(10, now + 999)).toEqual([]);
      expect(await keys(10, now + 1000)).toEqual(['later']);
    });

    it('lets a message go before an earlier one that is meant for later, and not before one to be tried again', async () => {
      await settle();
      await enqueue('in the morning', { to: 'p', notBefore: now + 1000 });
      await enqueue('now', { to: 'p' });
      expect(await keys()).toEqual(['now']);
      await on('now', (outbox, id) => outbox.retryAt(id, now + 500, 'busy'));
      await enqueue('after it', { to: 'p' });
      expect(await keys()).toEqual([]);
      expect(await keys(10, now + 500)).toEqual(['now']);
      await on('now', (outbox, id) => outbox.markSent(id, now + 500));
      expect(await keys(10, now + 1000)).toEqual(['in the morning']);
    });

    it('tells whether something is due that nobody is sending', async () => {
      await settle();
      const hasDue = (at: number) => open.run(({ outbox }) => outbox.hasDue(at));
      expect(await hasDue(now)).toBe(false);
      await enqueue('due', { notBefore: now + 10 });
      expect([await hasDue(now + 9), await hasDue(now + 10)]).toEqual([false, true]);
      await claim(1, now + 10);
      expect([await hasDue(now + 10), await hasDue(now + 10 + LEASE)]).toEqual([false, true]);
      await on('due', (outbox, id) => outbox.markSent(id, now));
      expect(await hasDue(now + 10 * LEASE)).toBe(false);
    });

    it('forgets what was sent or given up on before, and keeps what waits', async () => {
      await settle();
      await enqueue('sent long ago');
      await on('sent long ago', (outbox, id) => outbox.markSent(id, now));
      await enqueue('failed long ago');
      await on('failed long ago', (outbox, id) => outbox.markFailed(id, now, 'x'));
      await enqueue('sent just now');
      await on('sent just now', (outbox, id) => outbox.markSent(id, now + 1));
      await enqueue('waiting');
      await open.db.uow.forget({ handledBefore: 0, sentBefore: now + 1 });
      const rows = await open.db.engine.reader.selectFrom('outbox').select('key').orderBy('id').execute();
      expect(rows.map(({ key }) => key)).toEqual(['sent just now', 'waiting']);
    });

    it('gives a message again when whoever claimed it never came back', async () => {
      await settle();
      await enqueue('orphan');
      expect(await keys(10, now)).toEqual(['orphan']);
      expect(await keys(10, now + LEASE - 1)).toEqual([]);
      expect(await keys(10, now + LEASE)).toEqual(['orphan']);
    });

    it('tries again when told to, with the request frozen before, and holds what follows', async () => {
      await settle();
      await enqueue('try', { to: 'a' });
      await enqueue('after', { to: 'a' });
      expect(await keys()).toEqual(['try']);
      await on('try', async (outbox, id) => {
        await outbox.freeze(id, '{"msgid":1}');
        await outbox.retryAt(id, now + 5000, '45009');
      });
      expect(await keys(10, now + 4999)).toEqual([]);
      const [again, ...rest] = await claim(10, now + 5000);
      expect(again).toMatchObject({ key: 'try', request: '{"msgid":1}', attempts: 1, notBefore: now + 5000 });
      expect(rest).toEqual([]);
    });

    it('gives up on a message that failed, lets the next one go, and counts', async () => {
      await settle();
      const { failed } = await backlog();
      await enqueue('bad', { to: 'a' });
      await enqueue('good', { to: 'a' });
      expect(await backlog()).toEqual({ waiting: 2, oldestAt: now, failed });
      await claim();
      await on('bad', (outbox, id) => outbox.markFailed(id, now, '60020'));
      expect(await backlog()).toEqual({ waiting: 1, oldestAt: now, failed: failed + 1 });
      expect(await keys()).toEqual(['good']);
      await on('good', (outbox, id) => outbox.markSent(id, now));
      expect(await backlog()).toEqual({ waiting: 0, oldestAt: null, failed: failed + 1 });
      expect(await keys(10, now + 100 * LEASE)).toEqual([]);
    });

    it('remembers the error and the number of attempts of a message it gave up on', async () => {
      await settle();
      await enqueue('dead');
      await on('dead', async (outbox, id) => {
        await outbox.retryAt(id, now, '45009');
        await outbox.markFailed(id, now + 1, '40013');
      });
      const row = await open.db.engine.reader
        .selectFrom('outbox')
        .select(['state', 'attempts', 'last_error', 'done_at'])
        .where('key', '=', 'dead')
        .executeTakeFirstOrThrow();
      expect(row).toEqual({ state: 'failed', attempts: 2, last_error: '40013', done_at: now + 1 });
    });

    it('never gives one message to two who claim at once', async () => {
      await settle();
      await open.run(async ({ outbox }) => {
        for (let n = 0; n < 60; n++) {
          const draft = { key: `race-${n}`, channel: 'app', to: `r${n % 20}`, body: '', notBefore: now };
          await outbox.enqueue(draft, now);
        }
      });
      const order: string[] = [];
      for (let round = 0; round < 100 && order.length < 60; round++) {
        const claims = await Promise.all(Array.from({ length: 4 }, () => claim(3)));
        const rows = claims.flat();
        expect(claims.every(({ length }) => length <= 3)).toBe(true);
        expect(new Set(rows.map(({ to }) => to)).size).toBe(rows.length);
        await open.run(async ({ outbox }) => {
          for (const { id } of rows) await outbox.markSent(id, now);
        });
        order.push(...rows.map(({ key }) => key));
      }
      expect(new Set(order).size).toBe(60);
      expect(order).toHaveLength(60);
      for (let to = 0; to < 20; to++) {
        const own = order.filter((key) => Number(key.slice(5)) % 20 === to);
        expect(own).toEqual([`race-${to}`, `race-${to + 20}`, `race-${to + 40}`]);
      }
    });

    it('queues nothing when its unit of work fails', async () => {
      await settle();
      const failing = open.run(async ({ outbox }) => {
        await outbox.enqueue({ key: 'never', channel: 'app', to: 'a', body: '', notBefore: now }, now);
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await keys()).toEqual([]);
      expect(await enqueue('never')).toBe(true);
    });
  });
}
