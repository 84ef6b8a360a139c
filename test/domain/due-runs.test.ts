import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dueRuns } from '../../src/domain/due-runs.ts';
import { type Rhythm, type Schedule, slotsDue } from '../../src/domain/schedule.ts';
import { createWorkCalendar } from '../../src/domain/work-calendar.ts';
import { publishedCalendar } from '../../src/published-calendar.ts';
import { SEED } from '../support/property-seed.ts';

const calendar = createWorkCalendar({ ...publishedCalendar(), overrides: [] });
const MINUTE = 60_000;
const START = Date.parse('2026-03-01T00:00:00Z');

const scheduleOf = (rhythm: Rhythm, more: Partial<Schedule> = {}): Schedule => ({
  id: 1,
  kind: 'todo',
  target: { kind: 'owners' },
  rhythm,
  days: 'calendar',
  filters: {},
  quiet: null,
  isOn: true,
  since: 0,
  ...more,
});

it('what is due is what each schedule says of itself, whatever the stretch and whenever the clocks are changed', () => {
  // Around the days on which the clocks change in these zones, where most mistakes would be.
  const change = fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01');
  const from = fc
    .tuple(change, fc.integer({ min: -1000 * MINUTE, max: 300 * MINUTE }))
    .map(([day, ms]) => Date.parse(`${day}T02:00:00Z`) + ms);
  const length = fc.oneof(fc.integer({ min: 0, max: 3 * MINUTE }), fc.integer({ min: 0, max: 3000 * MINUTE }));
  const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
  const minute = fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 100, max: 190 }));
  const rhythms = fc.array(
    fc.oneof(
      minute.map((at) => ({ kind: 'daily' as const, minute: at })),
      minute.map((at) => ({ kind: 'cron' as const, expression: `${at % 60} ${Math.floor(at / 60)},12 * * *` })),
    ),
    { minLength: 20, maxLength: 20 },
  );
  fc.assert(
    fc.property(rhythms, from, length, zone, (lines, after, ms, timeZone) => {
      const now = after + ms;
      const schedules = lines.map((rhythm, index) => scheduleOf(rhythm, { id: index + 1 }));
      const found = dueRuns(schedules, after, { now, timeZone, calendar });
      const asked = schedules.flatMap((one) =>
        slotsDue(one, calendar, timeZone, after, now).map((slot) => `${slot.at} ${one.id}`),
      );
      expect(found.map(({ slot, schedule }) => `${slot.at} ${schedule.id}`).sort()).toEqual(asked.sort());
    }),
    { numRuns: 1500, seed: SEED },
  );
});

it('what is meant for an hour the clocks skip is due an hour later, also when that one minute is looked at alone', () => {
  const half = Date.parse('2026-03-29T01:30:00Z');
  const halfPastTwo = scheduleOf({ kind: 'daily', minute: 150 });
  const found = dueRuns([halfPastTwo], half - MINUTE, { now: half, timeZone: 'Europe/Berlin', calendar });
  expect(found.map(({ slot }) => slot.at)).toEqual([half]);
});

it('comes in the order in which it was due, then in that of the schedules', () => {
  const early = scheduleOf({ kind: 'daily', minute: 540 }, { id: 2 });
  const late = scheduleOf({ kind: 'daily', minute: 545 }, { id: 1 });
  const found = dueRuns([late, early, { ...early, id: 3 }], START, {
    now: START + 24 * 60 * MINUTE,
    timeZone: 'Asia/Shanghai',
    calendar,
  });
  expect(found.map(({ schedule }) => schedule.id)).toEqual([2, 3, 1]);
});

it('leaves out what is switched off and what was due before it was made', () => {
  const daily = { kind: 'daily', minute: 540 } as const;
  const nine = Date.parse('2026-03-02T09:00:00+08:00');
  const dueOf = (more: Partial<Schedule>) =>
    dueRuns([scheduleOf(daily, more)], nine - MINUTE, { now: nine, timeZone: 'Asia/Shanghai', calendar });
  expect(dueOf({})).toHaveLength(1);
  expect(dueOf({ isOn: false })).toEqual([]);
  expect(dueOf({ since: nine })).toEqual([]);
  expect(dueOf({ since: nine - 1 })).toHaveLength(1);
});
