import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { validate } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { punctualityOf } from '../../src/domain/catch-up.ts';
import { readCron } from '../../src/domain/cron.ts';
import { instantOfIso, type LocalDay, wallClock, weekday } from '../../src/domain/period.ts';
import { minutesOfQuiet } from '../../src/domain/quiet-hours.ts';
import {
  isPossible,
  minutesOn,
  nextRuns,
  type Rhythm,
  slotName,
  slotsDue,
  type Timing,
} from '../../src/domain/schedule.ts';
import { createWorkCalendar } from '../../src/domain/work-calendar.ts';
import { mondayOf } from '../../src/domain/workdays.ts';
import { publishedCalendar } from '../../src/published-calendar.ts';

const SHANGHAI = 'Asia/Shanghai';
const calendar = createWorkCalendar({ ...publishedCalendar(), overrides: [] });
const at = (iso: string) => instantOfIso(iso) ?? Number.NaN;
const [NINE_FIVE, HALF_SIX] = [9 * 60 + 5, 17 * 60 + 35];

const RHYTHMS: readonly Rhythm[] = [
  { kind: 'daily', minute: NINE_FIVE },
  { kind: 'weekly', weekday: 5, minute: HALF_SIX },
  { kind: 'last_workday_of_week', minute: HALF_SIX },
  { kind: 'first_workday_of_month', minute: NINE_FIVE },
  { kind: 'last_workday_of_month', minute: 18 * 60 },
  { kind: 'monthly', dayOfMonth: 1, minute: 9 * 60 },
  { kind: 'monthly', dayOfMonth: 31, minute: 9 * 60 },
  { kind: 'cron', expression: '30 9,14 * * 1-5' },
];
const TIMINGS: readonly Timing[] = RHYTHMS.flatMap((rhythm) => [
  { rhythm, days: 'workdays' as const },
  { rhythm, days: 'calendar' as const },
]);
const YEAR = [at('2026-01-01T00:00:00+08:00') - 1, at('2026-12-31T23:59:00+08:00')] as const;
const ofYear = (rhythm: Rhythm, days: Timing['days'] = 'workdays') =>
  slotsDue({ rhythm, days }, calendar, SHANGHAI, ...YEAR).map(({ day }) => day);

describe('a schedule in 2026', () => {
  it('of workdays is due on make-up Saturdays and Sundays and on no holiday', () => {
    const days = ofYear({ kind: 'daily', minute: NINE_FIVE });
    expect(days.filter((day) => weekday(day) > 5)).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
    for (const holiday of ['2026-01-01', '2026-02-17', '2026-05-01', '2026-06-19', '2026-09-25', '2026-10-05']) {
      expect(days).not.toContain(holiday);
    }
    expect(days).toHaveLength(248);
  });

  it.each([
    ['a make-up Saturday ends the week', '2026-10-10'],
    ['a make-up Saturday before the Spring Festival', '2026-02-14'],
    ['a Thursday before a Friday off', '2026-06-18'],
    ['a Thursday before Mid-Autumn', '2026-09-24'],
    ['a plain Friday', '2026-06-12'],
  ])('on the last workday of the week: %s', (_, day) => {
    const days = ofYear({ kind: 'last_workday_of_week', minute: HALF_SIX });
    expect(days).toContain(day);
    const week = mondayOf(day as LocalDay);
    expect(days.filter((one) => mondayOf(one) === week)).toEqual([day]);
  });

  it('leaves out a week that is wholly off', () => {
    const days = ofYear({ kind: 'last_workday_of_week', minute: HALF_SIX });
    expect(days.filter((day) => day >= '2026-02-16' && day <= '2026-02-22')).toEqual([]);
  });

  it('of every Friday moves before a Friday off, so that no worked week goes without', () => {
    const days = ofYear({ kind: 'weekly', weekday: 5, minute: HALF_SIX });
    expect(days).toContain('2026-06-18');
    expect(days).not.toContain('2026-06-19');
  });

  it('of the month’s edges', () => {
    expect(ofYear({ kind: 'first_workday_of_month', minute: 0 }).slice(0, 6)).toEqual([
      '2026-01-04',
      '2026-02-02',
      '2026-03-02',
      '2026-04-01',
      '2026-05-06',
      '2026-06-01',
    ]);
    expect(ofYear({ kind: 'last_workday_of_month', minute: 0 }).slice(0, 3)).toEqual([
      '2026-01-30',
      '2026-02-28',
      '2026-03-31',
    ]);
    expect(ofYear({ kind: 'monthly', dayOfMonth: 1, minute: 0 }).slice(0, 5)).toEqual([
      '2026-01-04',
      '2026-02-02',
      '2026-03-02',
      '2026-04-01',
      '2026-05-06',
    ]);
    expect(ofYear({ kind: 'monthly', dayOfMonth: 31, minute: 0 }, 'calendar')).toContain('2026-02-28');
  });

  it('of a date at the end of the month moves into the next month when nobody works from then on', () => {
    const days = ofYear({ kind: 'monthly', dayOfMonth: 31, minute: 0 });
    // 31 January is a Saturday, 31 May a Sunday, 31 October a Saturday.
    expect(days).toHaveLength(12);
    expect(days).toEqual(expect.arrayContaining(['2026-02-02', '2026-02-28', '2026-06-01', '2026-11-02']));
    expect(ofYear({ kind: 'monthly', dayOfMonth: 30, minute: 0 }).slice(3, 5)).toEqual(['2026-04-30', '2026-06-01']);
  });

  it('found minute by minute is the year found at once', () => {
    for (const timing of TIMINGS) {
      const whole = slotsDue(timing, calendar, SHANGHAI, ...YEAR).map(({ at: due }) => due);
      const bit: number[] = [];
      for (let minute = YEAR[0] + 1 - 60_000; minute < YEAR[1]; minute += 6 * 3_600_000) {
        const to = Math.min(minute + 6 * 3_600_000, YEAR[1]);
        bit.push(...slotsDue(timing, calendar, SHANGHAI, minute, to).map(({ at: due }) => due));
      }
      expect(bit).toEqual(whole);
    }
  });

  it('is the same whatever the time zone of the process', () => {
    const script = `
      import { slotsDue } from './src/domain/schedule.ts';
      import { createWorkCalendar } from './src/domain/work-calendar.ts';
      import { publishedCalendar } from './src/published-calendar.ts';
      const calendar = createWorkCalendar({ ...publishedCalendar(), overrides: [] });
      const slots = ${JSON.stringify(TIMINGS)}.map((timing) => slotsDue(timing, calendar, '${SHANGHAI}', ${YEAR[0]}, ${YEAR[1]}));
      console.log(JSON.stringify(slots));`;
    const run = (TZ: string) =>
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      });
    const here = JSON.stringify(TIMINGS.map((timing) => slotsDue(timing, calendar, SHANGHAI, ...YEAR)));
    expect(run('America/New_York').trim()).toBe(here);
    expect(run('Pacific/Kiritimati').trim()).toBe(here);
  });
});

describe('slots', () => {
  const timing = fc.constantFrom(...TIMINGS);
  const minute = fc.integer({ min: 0, max: 365 * 1440 }).map((n) => YEAR[0] + 1 + n * 60_000);

  it('are found once each in order, however the clock jumps ahead and back', () => {
    fc.assert(
      fc.property(timing, fc.array(minute, { minLength: 2, maxLength: 12 }), (one, stops) => {
        let checked = stops[0] ?? 0;
        const found: number[] = [];
        for (const now of stops.slice(1)) {
          found.push(...slotsDue(one, calendar, SHANGHAI, checked, now).map((slot) => slot.at));
          checked = Math.max(checked, now);
        }
        const whole = slotsDue(one, calendar, SHANGHAI, stops[0] ?? 0, checked).map((slot) => slot.at);
        expect(found).toEqual(whole);
        expect(new Set(found).size).toBe(found.length);
      }),
      { numRuns: 200 },
    );
  });

  it('are on the wall clock where they say, in zones with summer time as well', () => {
    const zones = fc.constantFrom(SHANGHAI, 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(timing, minute, zones, (one, after, zone) => {
        for (const slot of nextRuns(one, calendar, zone, after, 3)) {
          const clock = wallClock(slot.at, zone);
          expect([clock.day, clock.hour * 60 + clock.minute]).toEqual([slot.day, slot.minute]);
          expect(slot.at).toBeGreaterThan(after);
          if (one.days === 'workdays') expect(calendar.isWorkday(slot.day)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('come once where the clock is put back, and are not lost where it is put forward', () => {
    const daily = (m: number): Timing => ({ rhythm: { kind: 'daily', minute: m }, days: 'calendar' });
    const berlin = (from: string, to: string, m: number) =>
      slotsDue(daily(m), calendar, 'Europe/Berlin', at(from), at(to)).map((slot) => new Date(slot.at).toISOString());
    expect(berlin('2026-10-25T00:00:00Z', '2026-10-25T12:00:00Z', 150)).toEqual(['2026-10-25T00:30:00.000Z']);
    expect(berlin('2026-03-29T00:00:00Z', '2026-03-29T12:00:00Z', 150)).toEqual(['2026-03-29T01:30:00.000Z']);
  });

  it('are named so that they sort', () => {
    expect(slotName({ day: '2026-06-10' as LocalDay, minute: NINE_FIVE })).toBe('2026-06-10T09:05');
  });
});

describe('a cron line', () => {
  it.each(['5 9 * * 1-5', '0 18 1 * *', '*/30 9-18 * * *', '0 9 1,15 * 5', '0 9 29 2 *', '0 9 * * 7'])(
    '%s is one, here as in node-cron',
    (line) => {
      expect(readCron(line)).toBeDefined();
      expect(validate(line)).toBe(true);
    },
  );

  it.each([
    '',
    '5 9 * *',
    '60 9 * * *',
    '5 24 * * *',
    '5 9 0 * *',
    '5 9 * 13 *',
    '5 9 * * 8',
    'a b c d e',
    '5 9 * * 5-1',
  ])('%s is none', (line) => {
    expect(readCron(line)).toBeUndefined();
  });

  it('that is due every minute is refused', () => {
    expect(isPossible({ kind: 'cron', expression: '* * * * *' })).toBe(false);
    expect(isPossible({ kind: 'cron', expression: '0 * * * *' })).toBe(true);
  });

  it('with a day of the month and a weekday means either', () => {
    const rhythm = { kind: 'cron', expression: '0 9 15 * 1' } as const;
    const on = (day: string) => minutesOn({ rhythm, days: 'calendar' }, calendar, day as LocalDay);
    expect([on('2026-06-15'), on('2026-06-22'), on('2026-07-15'), on('2026-07-16')]).toEqual([[540], [540], [540], []]);
  });

  it('finds 29 February, and gives up on a day there never is', () => {
    const runs = (expression: string) =>
      nextRuns({ rhythm: { kind: 'cron', expression }, days: 'calendar' }, calendar, SHANGHAI, YEAR[0], 1);
    expect(runs('0 9 29 2 *').map(({ day }) => day)).toEqual(['2028-02-29']);
    expect(runs('0 9 31 2 *')).toEqual([]);
  });
});

describe('after downtime', () => {
  const slots = (rhythm: Rhythm, from: string, to: string) =>
    slotsDue({ rhythm, days: 'workdays' }, calendar, SHANGHAI, at(from), at(to));
  const judge = (kind: 'stale' | 'weekly', rhythm: Rhythm, from: string, to: string) =>
    punctualityOf(kind, slots(rhythm, from, to), { now: at(to), timeZone: SHANGHAI, calendar });
  const daily: Rhythm = { kind: 'daily', minute: NINE_FIVE };
  const friday: Rhythm = { kind: 'last_workday_of_week', minute: HALF_SIX };

  it('a nudge is made up for on the same day, once', () => {
    expect(judge('stale', daily, '2026-06-08T08:00:00+08:00', '2026-06-10T15:00:00+08:00')).toEqual([
      { expired: 'newer_one' },
      { expired: 'newer_one' },
      'late',
    ]);
    expect(judge('stale', daily, '2026-06-09T08:00:00+08:00', '2026-06-10T08:00:00+08:00')).toEqual([
      { expired: 'too_old' },
    ]);
  });

  it('a digest is made up for within two workdays', () => {
    expect(judge('weekly', friday, '2026-06-12T12:00:00+08:00', '2026-06-16T10:00:00+08:00')).toEqual(['late']);
    expect(judge('weekly', friday, '2026-06-12T12:00:00+08:00', '2026-06-17T10:00:00+08:00')).toEqual([
      { expired: 'too_old' },
    ]);
  });

  it('a few minutes are no downtime', () => {
    expect(judge('stale', daily, '2026-06-10T08:00:00+08:00', '2026-06-10T09:14:00+08:00')).toEqual(['on_time']);
  });
});

describe('quiet hours', () => {
  const night = { from: 21 * 60, to: 8 * 60 };
  it.each([
    [22 * 60, 10 * 60],
    [7 * 60, 60],
    [8 * 60, 0],
    [12 * 60, 0],
  ])('at minute %i wait %i minutes', (minute, wait) => {
    expect(minutesOfQuiet(night, minute)).toBe(wait);
    expect(minutesOfQuiet(null, minute)).toBe(0);
  });
});
