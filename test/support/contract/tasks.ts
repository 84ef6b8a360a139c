import { describe, expect, it } from 'vitest';
import { memberId } from '../../../src/domain/ids.ts';
import type { Stores, TaskKind } from '../../../src/usecases/ports.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';

const LEASE_MS = 1000;
const zhao = memberId('zhao');
const draft = (kind: TaskKind, data = '{}') => ({ kind, member: zhao, channel: 'app', chat: 'zhao', data });

/** What goes on after answers, and the tables that wait for one. */
export function describeTasks(store: StoreUnderTest): void {
  describe('tasks', () => {
    const open = useStore(store);
    const run = <T>(work: (stores: Stores) => Promise<T>) => open.run(work);
    const claim = (now: number) => run(({ tasks }) => tasks.claim(now, LEASE_MS));

    it('are taken one of a kind at a time, the oldest first, and again when whoever took them died', async () => {
      await run(async ({ tasks }) => {
        await tasks.add(draft('import_check', '{"file":"a"}'), 10);
        await tasks.add(draft('import_check', '{"file":"b"}'), 11);
        await tasks.add(draft('backup'), 12);
      });
      expect(await run(({ tasks }) => tasks.hasDue(9))).toBe(false);
      expect(await claim(9)).toBeUndefined();
      const first = await claim(20);
      expect(first).toMatchObject({ ...draft('import_check', '{"file":"a"}'), attempts: 0 });
      expect(await claim(20)).toMatchObject({ kind: 'backup' });
      expect(await claim(20)).toBeUndefined();
      expect(await claim(20 + LEASE_MS)).toEqual({ ...first, attempts: 1 });
      await run(({ tasks }) => tasks.finish(first?.id ?? 0));
      expect(await claim(20 + LEASE_MS)).toMatchObject({ data: '{"file":"b"}' });
    });

    it('that are put off wait, and are open until they are done', async () => {
      const later = await claim(5000);
      await run(({ tasks }) => tasks.retryAt(later?.id ?? 0, 6000));
      expect(await run(({ tasks }) => tasks.isOpen(later?.kind ?? 'backup'))).toBe(true);
      const [one, two] = [await claim(6000), await claim(6000)];
      for (const task of [one, two]) await run(({ tasks }) => tasks.finish(task?.id ?? 0));
      expect(await run(({ tasks }) => tasks.isOpen('backup'))).toBe(false);
      expect(await run(({ tasks }) => tasks.hasDue(1e9))).toBe(false);
    });
  });

  describe('tables that are kept', () => {
    const open = useStore(store);
    const table = { member: zhao, name: '客户.csv', rows: 3, bytes: Buffer.from([0, 1, 255]), expiresAt: 100 };

    it('come back byte for byte, one for each member who is asked', async () => {
      const first = await open.run(({ keptTables }) => keptTables.put(table));
      const second = await open.run(({ keptTables }) => keptTables.put({ ...table, name: '' }));
      await open.run(({ keptTables }) => keptTables.put({ ...table, member: memberId('qian') }));
      expect(await open.run(({ keptTables }) => keptTables.byId(first))).toBeUndefined();
      const asked = { id: second, member: zhao, name: '', rows: 3, state: 'asked' };
      expect(await open.run(({ keptTables }) => keptTables.askedOf(zhao))).toEqual(asked);
      expect(await open.run(({ keptTables }) => keptTables.bytes(second))).toEqual(table.bytes);
    });

    it('expire unless they are confirmed', async () => {
      const confirmed = await open.run(async ({ keptTables }) => {
        const id = await keptTables.put(table);
        expect([await keptTables.confirm(id), await keptTables.confirm(id)]).toEqual([true, false]);
        await keptTables.put(table);
        return id;
      });
      expect(await open.run(({ keptTables }) => keptTables.hasExpired(99))).toBe(false);
      expect(await open.run(({ keptTables }) => keptTables.hasExpired(100))).toBe(true);
      await open.run(({ keptTables }) => keptTables.removeExpired(100));
      expect(await open.run(({ keptTables }) => keptTables.askedOf(zhao))).toBeUndefined();
      expect(await open.run(({ keptTables }) => keptTables.byId(confirmed))).toMatchObject({ state: 'confirmed' });
      await open.run(({ keptTables }) => keptTables.remove(confirmed));
      expect(await open.run(({ keptTables }) => keptTables.bytes(confirmed))).toBeUndefined();
    });
  });
}
