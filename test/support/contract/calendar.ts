import { describe, expect, it } from 'vitest';
import { memberId } from '../../../src/domain/ids.ts';
import type { LocalDay } from '../../../src/domain/period.ts';
import type { CalendarOverride } from '../../../src/domain/work-calendar.ts';
import { publishedCalendar } from '../../../src/published-calendar.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { seed } from '../seed.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';

const ADMIN = memberId('zhaomin');
const day = (text: string) => text as LocalDay;
const newYear: CalendarOverride = { day: day('2027-01-01'), kind: 'holiday', note: '元旦' };
const madeUp: CalendarOverride = { day: day('2027-01-02'), kind: 'workday', note: '' };

/** The days the team works, as its admins decide them. */
export function describeCalendar(store: StoreUnderTest): void {
  describe('the calendar', () => {
    const open = useStore(store);
    const isWorkday = (on: string) => open.run(async ({ settings }) => (await settings.calendar()).isWorkday(day(on)));

    it('is Monday to Friday where nothing is published and nobody decided', async () => {
      expect(await isWorkday('2027-01-01')).toBe(true);
      expect(await open.run(async ({ settings }) => (await settings.calendar()).isPublished(2026))).toBe(false);
    });

    it('follows a decision in the same unit of work and in the next', async () => {
      await isWorkday('2027-01-01');
      const within = await open.run(async ({ settings }) => {
        const before = (await settings.calendar()).isWorkday(newYear.day);
        await settings.setCalendarDays([newYear, madeUp], ADMIN, 1);
        const calendar = await settings.calendar();
        return { before, after: calendar.isWorkday(newYear.day), special: calendar.specialDays };
      });
      expect(within).toEqual({
        before: true,
        after: false,
        special: [
          { ...newYear, origin: 'team' },
          { ...madeUp, origin: 'team' },
        ],
      });
      expect(await isWorkday('2027-01-01')).toBe(false);
      expect(await isWorkday('2027-01-02')).toBe(true);
    });

    it('forgets a decision that was rolled back, read again meanwhile or not', async () => {
      const failed = open.run(async ({ settings }) => {
        await settings.setCalendarDays([{ ...newYear, day: day('2027-03-01') }], ADMIN, 1);
        await settings.calendar();
        throw new Error('no');
      });
      await expect(failed).rejects.toThrow('no');
      expect(await isWorkday('2027-03-01')).toBe(true);
    });

    it('replaces a decision by a later one on the same day, and takes it back', async () => {
      await open.run(({ settings }) =>
        settings.setCalendarDays([{ ...newYear, kind: 'workday', note: 'x' }], ADMIN, 2),
      );
      expect(await isWorkday('2027-01-01')).toBe(true);
      await open.run(({ settings }) => settings.clearCalendarDays([newYear.day, madeUp.day]));
      const calendar = await open.run(({ settings }) => settings.calendar());
      expect(calendar.specialDays).toEqual([]);
      await open.run(async ({ settings }) => {
        await settings.clearCalendarDays([]);
        await settings.setCalendarDays([], ADMIN, 3);
      });
    });

    if (store.isShared) {
      it('starts from what is published, and follows what another process decides', async () => {
        const url = await store.newUrl();
        const here = await openDatabase(url, seed, 'NORMAL', publishedCalendar());
        try {
          const dragonBoat = day('2026-06-19');
          const isWorked = () =>
            here.uow.run(async ({ settings }) => (await settings.calendar()).isWorkday(dragonBoat));
          expect(await isWorked()).toBe(false);
          const there = await openDatabase(url, seed);
          await there.uow.run(({ settings }) =>
            settings.setCalendarDays([{ day: dragonBoat, kind: 'workday', note: '' }], ADMIN, 1),
          );
          await there.close();
          expect(await isWorked()).toBe(true);
        } finally {
          await here.close();
        }
      });

      it('is added to a database made before there was one, whatever came after it', async () => {
        const url = await store.newUrl();
        const before = await openDatabase(url, seed);
        await before.engine.writer.schema.dropTable('calendar_override').execute();
        await before.engine.writer
          .deleteFrom('kysely_migration' as never)
          .where('name' as never, '=', '2026-11-24-08-calendar' as never)
          .execute();
        await before.close();
        const after = await openDatabase(url, seed);
        try {
          await after.uow.run(({ settings }) => settings.setCalendarDays([newYear], ADMIN, 1));
          const calendar = await after.uow.read(({ settings }) => settings.calendar());
          expect(calendar.isWorkday(newYear.day)).toBe(false);
        } finally {
          await after.close();
        }
      });
    }
  });
}
