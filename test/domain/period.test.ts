import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayStart,
  daysBetween,
  type LocalDay,
  localDay,
  localDayOf,
  noonOf,
  wallClock,
  weekday,
} from '../../src/domain/period.ts';
import { SEED } from '../support/property-seed.ts';

const SHANGHAI = 'Asia/Shanghai';
const NEW_YORK = 'America/New_York';
/** Where clocks change at midnight: on one day a year there is no 00:00, on another there are two 23:00. */
const SANTIAGO = 'America/Santiago';
const BEIRUT = 'Asia/Beirut';

const utc = (text: string) => Date.parse(text);
const day = (text: string) => text as LocalDay;

describe('which day it is', () => {
  it.each([
    [SHANGHAI, '2026-06-30T15:59:59.999Z', '2026-06-30', 23, 59],
    [SHANGHAI, '2026-06-30T16:00:00.000Z', '2026-07-01', 0, 0],
    [SHANGHAI, '2026-12-31T15:59:59.999Z', '2026-12-31', 23, 59],
    [SHANGHAI, '2026-12-31T16:00:00.000Z', '2027-01-01', 0, 0],
    [SHANGHAI, '2028-02-28T16:00:00.000Z', '2028-02-29', 0, 0],
    [SHANGHAI, '2028-02-29T16:00:00.000Z', '2028-03-01', 0, 0],
    [SHANGHAI, '1970-01-01T00:00:00.000Z', '1970-01-01', 8, 0],
    [NEW_YORK, '2025-01-01T04:59:59.999Z', '2024-12-31', 23, 59],
    [NEW_YORK, '2025-01-01T05:00:00.000Z', '2025-01-01', 0, 0],
    [NEW_YORK, '2025-03-09T06:59:00.000Z', '2025-03-09', 1, 59],
    [NEW_YORK, '2025-03-09T07:00:00.000Z', '2025-03-09', 3, 0],
    [NEW_YORK, '2025-11-02T05:30:00.000Z', '2025-11-02', 1, 30],
    [NEW_YORK, '2025-11-02T06:30:00.000Z', '2025-11-02', 1, 30],
  ])('in %s at %s it is %s %i:%i', (zone, at, localDate, hour, minute) => {
    expect(wallClock(utc(at), zone)).toEqual({ day: localDate, hour, minute });
    expect(localDay(utc(at), zone)).toBe(localDate);
  });
});

describe('when a day begins', () => {
  it.each([
    [SHANGHAI, '2026-06-01', '2026-05-31T16:00:00Z'],
    [SHANGHAI, '2026-01-01', '2025-12-31T16:00:00Z'],
    [SHANGHAI, '2028-02-29', '2028-02-28T16:00:00Z'],
    [NEW_YORK, '2025-03-08', '2025-03-08T05:00:00Z'],
    [NEW_YORK, '2025-03-09', '2025-03-09T05:00:00Z'],
    [NEW_YORK, '2025-03-10', '2025-03-10T04:00:00Z'],
    [NEW_YORK, '2025-11-01', '2025-11-01T04:00:00Z'],
    [NEW_YORK, '2025-11-02', '2025-11-02T04:00:00Z'],
    [NEW_YORK, '2025-11-03', '2025-11-03T05:00:00Z'],
    [SANTIAGO, '2019-09-08', '2019-09-08T04:00:00Z'],
    [SANTIAGO, '2019-04-07', '2019-04-07T04:00:00Z'],
    [BEIRUT, '2019-03-31', '2019-03-30T22:00:00Z'],
  ])('in %s %s begins at %s', (zone, on, at) => {
    expect(new Date(dayStart(day(on), zone)).toISOString()).toBe(new Date(at).toISOString());
  });

  it.each([SHANGHAI, NEW_YORK, SANTIAGO, BEIRUT])('in %s is its first instant, every day of ten years', (zone) => {
    let on = day('2010-01-01');
    for (let count = 0; count < 3652; count++) {
      const start = dayStart(on, zone);
      expect([localDay(start, zone), localDay(start - 1, zone)]).toEqual([on, addDays(on, -1)]);
      on = addDays(on, 1);
    }
  });
});

describe('counting days', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-01'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2028-02-29', 365, '2029-02-28'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-06-15', 0, '2026-06-15'],
    ['2026-03-07', 2, '2026-03-09'],
  ])('%s and %i days is %s', (from, days, to) => {
    expect(addDays(day(from), days)).toBe(to);
    expect(daysBetween(day(from), day(to))).toBe(days);
  });

  it('goes there and back again for any day and distance', () => {
    const distance = fc.integer({ min: -20_000, max: 20_000 });
    fc.assert(
      fc.property(distance, distance, (start, days) => {
        const from = addDays(day('2026-06-15'), start);
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it.each([
    ['2026-06-01', 1],
    ['2026-06-06', 6],
    ['2026-06-07', 7],
    ['2028-02-29', 2],
    ['2027-01-01', 5],
  ])('%s is weekday %i, Monday first', (on, number) => {
    expect(weekday(day(on))).toBe(number);
  });
});

describe('a date somebody wrote', () => {
  it.each([
    [2026, 6, 30, '2026-06-30'],
    [2026, 6, 31, undefined],
    [2026, 2, 29, undefined],
    [2028, 2, 29, '2028-02-29'],
    [2100, 2, 29, undefined],
    [2000, 2, 29, '2000-02-29'],
    [2026, 12, 31, '2026-12-31'],
    [2026, 13, 1, undefined],
    [2026, 0, 1, undefined],
    [2026, 1, 0, undefined],
    [1969, 1, 1, undefined],
    [10_000, 1, 1, undefined],
    [26, 1, 1, undefined],
    [2026, 1.5, 1, undefined],
    [Number.NaN, 1, 1, undefined],
  ])('%d-%d-%d is the day %s', (year, month, date, on) => {
    expect(localDayOf(year, month, date)).toBe(on);
  });
});

describe('the moment a back-dated event gets', () => {
  it('is noon of its day', () => {
    expect(noonOf(day('2026-06-03'), utc('2026-06-10T02:00:00Z'), SHANGHAI)).toBe(utc('2026-06-03T04:00:00Z'));
  });

  it('is never later than now', () => {
    const now = utc('2026-06-03T01:30:00Z');
    expect(noonOf(day('2026-06-03'), now, SHANGHAI)).toBe(now);
  });

  it.each(['2025-03-09', '2025-11-02'])('lies on its day also when the clocks change: %s', (on) => {
    expect(localDay(noonOf(day(on), utc('2027-01-01T00:00:00Z'), NEW_YORK), NEW_YORK)).toBe(on);
  });
});
