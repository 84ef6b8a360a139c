import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type LocalDay, weekday } from '../../src/domain/period.ts';
import { bdays, type CalendarOverride, createWorkCalendar, NOTHING_PUBLISHED } from '../../src/domain/work-calendar.ts';
import {
  addWorkdays,
  firstWorkdayOfWeek,
  isLastWorkdayOfWeek,
  lastWorkdayOfMonth,
  lastWorkdayOfWeek,
  nextWorkday,
  workdaysInMonth,
  workdaysInWeek,
} from '../../src/domain/workdays.ts';
import { publishedCalendar } from '../../src/published-calendar.ts';
import { SEED } from '../support/property-seed.ts';

const on = (day: string) => day as LocalDay;
const at = (text: string) => Date.parse(`${text}+08:00`);
const SHANGHAI = 'Asia/Shanghai';
const holiday = (day: string, note = ''): CalendarOverride => ({ day: on(day), kind: 'holiday', note });
const workday = (day: string, note = ''): CalendarOverride => ({ day: on(day), kind: 'workday', note });

const published = publishedCalendar();
const calendar = createWorkCalendar({ ...published, overrides: [] });
const bare = createWorkCalendar({ ...NOTHING_PUBLISHED, overrides: [] });

describe('the work calendar', () => {
  it('is Monday to Friday without public holidays, with make-up days', () => {
    expect(calendar.isWorkday(on('2026-06-18'))).toBe(true);
    expect(calendar.isWorkday(on('2026-06-19'))).toBe(false);
    expect(calendar.isWorkday(on('2026-02-14'))).toBe(true);
    expect(calendar.isWorkday(on('2026-02-21'))).toBe(false);
    expect(calendar.isWorkday(on('2026-03-07'))).toBe(false);
  });

  it('counts a make-up Saturday and no holiday Monday (I9)', () => {
    expect(calendar.workdaysBetween(on('2026-02-13'), on('2026-02-14'))).toBe(1);
    expect(calendar.workdaysBetween(on('2026-02-15'), on('2026-02-16'))).toBe(0);
    // The whole Spring Festival, Saturday's make-up day before it and the one after it.
    expect(calendar.workdaysBetween(on('2026-02-13'), on('2026-02-28'))).toBe(1 + 4 + 1);
  });

  it('counts 13 working days of L06 of the worked example, the holiday of 06-19 not among them', () => {
    expect(bdays(calendar, at('2026-06-10T10:00'), at('2026-07-01T00:00'), SHANGHAI)).toBe(13);
    expect(bdays(calendar, at('2026-06-10T00:00'), at('2026-06-10T23:59'), SHANGHAI)).toBe(0);
    expect(bdays(calendar, at('2026-06-12T18:00'), at('2026-06-15T00:00'), SHANGHAI)).toBe(0);
  });

  it('counts a year nobody published as Monday to Friday, also across its borders', () => {
    expect(calendar.isPublished(2026)).toBe(true);
    expect(calendar.isPublished(2027)).toBe(false);
    expect(calendar.isWorkday(on('2027-01-01'))).toBe(true);
    expect(calendar.workdaysBetween(on('2026-12-31'), on('2027-01-08'))).toBe(6);
  });

  it('lets the team overrule what was published, and fill a year that was not', () => {
    const ours = createWorkCalendar({
      ...published,
      overrides: [
        workday('2026-06-19'),
        holiday('2026-06-22'),
        holiday('2027-01-01', 'New Year'),
        workday('2027-01-02'),
      ],
    });
    expect(ours.isWorkday(on('2026-06-19'))).toBe(true);
    expect(ours.isWorkday(on('2026-06-22'))).toBe(false);
    expect(ours.workdaysBetween(on('2026-12-31'), on('2027-01-04'))).toBe(2);
    expect(ours.specialDays.filter(({ origin }) => origin === 'team')).toHaveLength(4);
    expect(ours.isPublished(2027)).toBe(false);
  });

  it('takes a year for published once the team has its National Day off', () => {
    const filled = (kind: 'holiday' | 'workday') =>
      createWorkCalendar({ ...NOTHING_PUBLISHED, overrides: [{ day: on('2027-10-01'), kind, note: '' }] });
    expect(filled('holiday').isPublished(2027)).toBe(true);
    expect(filled('holiday').isPublished(2026)).toBe(false);
    expect(filled('workday').isPublished(2027)).toBe(false);
  });

  it('counts over any stretch what going through it day by day counts (I9)', () => {
    const days = fc.integer({ min: 0, max: 4000 }).map((days) => addDays(on('2019-01-01'), days));
    const overrides = fc.uniqueArray(
      fc.record({ day: days, kind: fc.constantFrom('workday', 'holiday'), note: fc.constant('') }),
      { maxLength: 20, selector: ({ day }) => day },
    );
    fc.assert(
      fc.property(days, fc.integer({ min: -10, max: 900 }), overrides, (from, length, overrides) => {
        const some = createWorkCalendar({ ...published, overrides });
        let counted = 0;
        for (let step = 1; step <= length; step++) if (some.isWorkday(addDays(from, step))) counted++;
        expect(some.workdaysBetween(from, addDays(from, length))).toBe(counted);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('adds up: two stretches side by side have what the whole has', () => {
    const day = fc.integer({ min: -9000, max: 9000 }).map((days) => addDays(on('2026-01-01'), days));
    fc.assert(
      fc.property(fc.tuple(day, day, day), (three) => {
        const [a, b, c] = [...three].sort() as [LocalDay, LocalDay, LocalDay];
        const { workdaysBetween } = calendar;
        expect(workdaysBetween(a, b) + workdaysBetween(b, c)).toBe(workdaysBetween(a, c));
      }),
      { seed: SEED },
    );
  });

  it('knows days before 1970', () => {
    expect(bare.isWorkday(on('1969-12-27'))).toBe(false);
    expect(bare.isWorkday(on('1969-12-29'))).toBe(true);
    expect(bare.workdaysBetween(on('1969-12-25'), on('1970-01-02'))).toBe(6);
  });
});

describe('working days of a week and a month', () => {
  it('go on to the next one that is worked', () => {
    expect(nextWorkday(calendar, on('2026-06-18'))).toBe('2026-06-22');
    expect(nextWorkday(calendar, on('2026-09-30'))).toBe('2026-10-08');
    expect(addWorkdays(calendar, on('2026-09-29'), 2)).toBe('2026-10-08');
    expect(addWorkdays(calendar, on('2026-06-20'), 0)).toBe('2026-06-20');
  });

  it('end the week on a make-up Saturday, or early before a holiday', () => {
    expect(lastWorkdayOfWeek(calendar, on('2026-06-10'))).toBe('2026-06-12');
    expect(lastWorkdayOfWeek(calendar, on('2026-06-16'))).toBe('2026-06-18');
    expect(lastWorkdayOfWeek(calendar, on('2026-10-08'))).toBe('2026-10-10');
    expect(lastWorkdayOfWeek(calendar, on('2026-09-15'))).toBe('2026-09-20');
    expect(isLastWorkdayOfWeek(calendar, on('2026-10-10'))).toBe(true);
    expect(isLastWorkdayOfWeek(calendar, on('2026-10-09'))).toBe(false);
  });

  it('are none in a week that is wholly off', () => {
    expect(lastWorkdayOfWeek(calendar, on('2026-02-18'))).toBeUndefined();
    expect(firstWorkdayOfWeek(calendar, on('2026-02-18'))).toBeUndefined();
    expect(workdaysInWeek(calendar, on('2026-02-18'))).toBe(0);
    expect(isLastWorkdayOfWeek(calendar, on('2026-02-18'))).toBe(false);
  });

  it('begin the week after the holiday', () => {
    expect(firstWorkdayOfWeek(calendar, on('2026-04-06'))).toBe('2026-04-07');
    expect(firstWorkdayOfWeek(calendar, on('2026-02-25'))).toBe('2026-02-24');
  });

  it('are counted', () => {
    expect(workdaysInWeek(calendar, on('2026-06-17'))).toBe(4);
    expect(workdaysInWeek(calendar, on('2026-09-16'))).toBe(6);
    expect(workdaysInMonth(calendar, on('2026-02-10'))).toBe(16);
    expect(workdaysInMonth(calendar, on('2026-10-31'))).toBe(18);
    expect(workdaysInMonth(bare, on('2027-02-28'))).toBe(20);
  });

  it('end the month on the last day that is worked', () => {
    expect(lastWorkdayOfMonth(calendar, on('2026-02-01'))).toBe('2026-02-28');
    expect(lastWorkdayOfMonth(calendar, on('2026-05-15'))).toBe('2026-05-29');
    const off = Array.from({ length: 30 }, (_, day) => holiday(addDays(on('2027-06-01'), day)));
    const idle = createWorkCalendar({ ...NOTHING_PUBLISHED, overrides: off });
    expect(lastWorkdayOfMonth(idle, on('2027-06-10'))).toBeUndefined();
    expect(weekday(on('2027-06-01'))).toBe(2);
  });
});
