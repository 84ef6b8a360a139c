import { describe, expect, it } from 'vitest';
import { memberId } from '../../../src/domain/ids.ts';
import type { LocalDay } from '../../../src/domain/period.ts';
import type { Schedule } from '../../../src/domain/schedule.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { seed } from '../seed.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';

const DRAFT: Omit<Schedule, 'id'> = {
  kind: 'stale',
  target: { kind: 'member', member: memberId('lina') },
  rhythm: { kind: 'cron', expression: '5 9 * * 1' },
  days: 'calendar',
  filters: { team: '华东"组', minIdle: 3 },
  quiet: { from: 1260, to: 480 },
  isOn: true,
  since: 1_780_000_000_000,
};
const NOW = 1_780_000_000_000;
const slotOf = (key: string, slot: string, schedule = 77) => ({ key, schedule, slot, target: 'member/lina' });

export function describeSchedules(store: StoreUnderTest): void {
  describe('schedules', () => {
    const open = useStore(store);

    it('begin with the seed’s, once however often the database is opened', async () => {
      const all = await open.run(({ schedules }) => schedules.all());
      expect(all.map(({ kind, target }) => [kind, target.kind])).toEqual([
        ['stale', 'owners'],
        ['stale', 'groups'],
        ['weekly', 'groups'],
        ['weekly', 'role'],
        ['review', 'role'],
      ]);
      if (!store.isShared) return;
      const again = await openDatabase(open.url, seed);
      expect(await again.uow.run(({ schedules }) => schedules.all())).toHaveLength(all.length);
      await again.close();
    });

    it('are kept as they were given and changed in part', async () => {
      const added = await open.run(({ schedules }) => schedules.add(DRAFT, NOW));
      expect(added).toEqual({ ...DRAFT, id: added.id });
      await open.run(({ schedules }) => schedules.change(added.id, { isOn: false, quiet: null }));
      const found = await open.run(({ schedules }) => schedules.byId(added.id));
      expect(found).toEqual({ ...DRAFT, id: added.id, isOn: false, quiet: null });
    });

    it('never give a removed number again', async () => {
      const { id } = await open.run(({ schedules }) => schedules.add(DRAFT, NOW));
      await open.run(({ schedules }) => schedules.remove(id, NOW));
      expect(await open.run(({ schedules }) => schedules.byId(id))).toBeUndefined();
      expect((await open.run(({ schedules }) => schedules.all())).map((one) => one.id)).not.toContain(id);
      expect((await open.run(({ schedules }) => schedules.add(DRAFT, NOW))).id).toBeGreaterThan(id);
    });

    it('were looked for up to an instant that only moves on', async () => {
      const until = () => open.run(({ schedules }) => schedules.checkedUntil());
      expect(await until()).toBeUndefined();
      await open.run(({ schedules }) => schedules.setCheckedUntil(NOW));
      await open.run(({ schedules }) => schedules.setCheckedUntil(NOW - 60_000));
      expect(await until()).toBe(NOW);
      await open.run(({ schedules }) => schedules.setCheckedUntil(NOW + 60_000));
      expect(await until()).toBe(NOW + 60_000);
    });
  });

  describe('a slot', () => {
    const open = useStore(store);

    it('is claimed once, also when two ask at the same time', async () => {
      const ask = () => open.run(({ slots }) => slots.claim(slotOf('once', '2026-06-10T09:05'), NOW));
      const answers = await Promise.all([ask(), ask(), ask(), ask()]);
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await ask()).toBe(false);
    });

    it('is free again when what claimed it failed', async () => {
      const failing = open.run(async ({ slots }) => {
        await slots.claim(slotOf('broken', '2026-06-10T09:05'), NOW);
        throw new Error('crash');
      });
      await expect(failing).rejects.toThrow('crash');
      expect(await open.run(({ slots }) => slots.claim(slotOf('broken', '2026-06-10T09:05'), NOW))).toBe(true);
    });

    it('tells what became of it, and which ran before', async () => {
      await open.run(async ({ slots }) => {
        for (const [day, state] of [
          ['2026-06-08', 'queued'],
          ['2026-06-09', 'nothing'],
          ['2026-06-10', 'expired'],
        ] as const) {
          const key = `told/${day}`;
          await slots.claim(slotOf(key, `${day}T09:05`, 9), NOW + 1000);
          await slots.settle(key, state, state === 'expired' ? 'too_old' : null);
        }
      });
      const lastBefore = (slot: string) => open.run(({ slots }) => slots.lastBefore(9, slot));
      expect(await lastBefore('2026-06-11T09:05')).toBe('2026-06-09T09:05');
      expect(await lastBefore('2026-06-09T09:05')).toBe('2026-06-08T09:05');
      expect(await lastBefore('2026-06-08T09:05')).toBeUndefined();
      const [latest] = await open.run(({ slots }) => slots.recent(1));
      expect(latest?.at).toBe(NOW + 1000);
      const rows = await open.run(({ slots }) => slots.recent(50));
      expect(rows.find(({ key }) => key === 'told/2026-06-10')).toMatchObject({ state: 'expired', reason: 'too_old' });
      expect(await open.run(({ slots }) => slots.forget(NOW + 1))).toBeGreaterThan(0);
      expect(await lastBefore('2026-06-11T09:05')).toBe('2026-06-09T09:05');
    });
  });

  describe('what digests showed', () => {
    const open = useStore(store);

    it('is kept once and found again', async () => {
      const shown = { schedule: 3, target: 'group/1', slot: '2026-06-05T17:35', at: NOW, numbers: '{"a":1}' };
      await open.run(({ snapshots }) => snapshots.keep(shown));
      await open.run(({ snapshots }) => snapshots.keep({ ...shown, numbers: '{"a":2}' }));
      const lastBefore = (slot: string, target = 'group/1') =>
        open.run(({ snapshots }) => snapshots.lastBefore(3, target, slot));
      expect(await lastBefore('2026-06-12T17:35')).toEqual(shown);
      expect(await lastBefore('2026-06-05T17:35')).toBeUndefined();
      expect(await lastBefore('2026-06-12T17:35', 'group/2')).toBeUndefined();
    });
  });

  describe('an absence', () => {
    const open = useStore(store);
    const day = (text: string) => text as LocalDay;

    it('takes the place of the one before and ends', async () => {
      const lina = memberId('lina');
      const away = { member: lina, from: day('2026-06-10'), to: day('2026-06-12'), substitute: null };
      await open.run(({ absences }) => absences.set(away));
      await open.run(({ absences }) => absences.set({ ...away, substitute: memberId('chenjie') }));
      expect(await open.run(({ absences }) => absences.of(lina))).toEqual({ ...away, substitute: 'chenjie' });
      expect(await open.run(({ absences }) => absences.since(day('2026-06-12')))).toHaveLength(1);
      expect(await open.run(({ absences }) => absences.since(day('2026-06-13')))).toEqual([]);
      await open.run(({ absences }) => absences.clear(lina));
      expect(await open.run(({ absences }) => absences.of(lina))).toBeUndefined();
    });
  });

  describe('the outbox within a channel’s rate', () => {
    const open = useStore(store);
    const pace = { windowMs: 60_000, most: { webhook: 2 }, otherwise: 3 };

    it('lets so many go to one recipient in a minute, and the next when the first is a minute old', async () => {
      const put = (channel: string, to: string, count: number) =>
        open.run(async ({ outbox }) => {
          for (let at = 0; at < count; at++) {
            await outbox.enqueue({ key: `${channel}/${to}/${at}`, channel, to, body: '{}', notBefore: NOW }, NOW);
          }
        });
      await put('webhook', 'room:A', 4);
      await put('webhook', 'room:B', 1);
      await put('app', 'lina', 4);
      const sendAll = async (now: number) => {
        const sent: string[] = [];
        for (;;) {
          const rows = await open.run(({ outbox }) => outbox.claim(now, 60_000, 10, [pace]));
          if (rows.length === 0) return sent.sort();
          for (const { id, key } of rows) {
            sent.push(key);
            await open.run(({ outbox }) => outbox.markSent(id, now));
          }
        }
      };
      expect(await sendAll(NOW)).toEqual([
        'app/lina/0',
        'app/lina/1',
        'app/lina/2',
        'webhook/room:A/0',
        'webhook/room:A/1',
        'webhook/room:B/0',
      ]);
      expect(await sendAll(NOW + 59_999)).toEqual([]);
      expect(await sendAll(NOW + 60_000)).toEqual(['app/lina/3', 'webhook/room:A/2', 'webhook/room:A/3']);
    });

    it('knows what was sent, failed or had nothing left to say', async () => {
      await open.run(async ({ outbox }) => {
        await outbox.enqueue({ key: 'gone', channel: 'app', to: 'x', body: '{}', notBefore: NOW }, NOW);
      });
      const [row] = await open.run(({ outbox }) => outbox.claim(NOW, 60_000, 1));
      await open.run(({ outbox }) => outbox.drop(row?.id ?? 0, NOW));
      const [latest] = await open.run(({ outbox }) => outbox.recent(1, 'all'));
      expect(latest).toMatchObject({ key: 'gone', to: 'x', state: 'nothing', doneAt: NOW });
      expect(await open.run(({ outbox }) => outbox.recent(9, 'failed'))).toEqual([]);
    });
  });
}
