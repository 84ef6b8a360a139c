import { describe, expect, it } from 'vitest';
import { dueRuns } from '../../src/domain/due-runs.ts';
import { slotName } from '../../src/domain/schedule.ts';
import { createWorkCalendar } from '../../src/domain/work-calendar.ts';
import { publishedCalendar } from '../../src/published-calendar.ts';
import { SEED } from '../support/property-seed.ts';
import { DAYS, instantOf, isWorked, YEAR } from './calendar-2026.ts';
import { createRandom, type Downtime, downtimesOf, foundAt, MINUTE, outcomeOf } from './downtime.ts';
import { EXPECTED_RUNS, YEAR_SCHEDULES } from './year-schedules.ts';

const calendar = createWorkCalendar({ ...publishedCalendar(), overrides: [] });
const SCHEDULES = YEAR_SCHEDULES.map(({ schedule }) => schedule);
const FIRST = instantOf(YEAR.from, 0);
const LAST = instantOf(YEAR.to, 23 * 60 + 59);

/**
 * Lives through the year minute by minute as the scheduler does: looks from the last minute that was written down,
 * claims what it finds, writes the minute down. In the minutes of `deaths` it dies between claiming and writing.
 */
function live(downtimes: readonly Downtime[] = [], deaths: ReadonlySet<number> = new Set()) {
  const claimed = new Map<string, string>();
  let checkedUntil = FIRST - MINUTE;
  for (let now = FIRST; now <= LAST; now += MINUTE) {
    now = foundAt(now, downtimes);
    if (now > LAST) break;
    for (const { schedule, slot, punctuality } of dueRuns(SCHEDULES, checkedUntil, {
      now,
      timeZone: 'Asia/Shanghai',
      calendar,
    })) {
      const key = `${schedule.id} ${slotName(slot)}`;
      if (!claimed.has(key)) claimed.set(key, typeof punctuality === 'object' ? punctuality.expired : punctuality);
    }
    if (!deaths.has(now)) checkedUntil = now;
  }
  return claimed;
}

const expectedOf = (downtimes: readonly Downtime[]) =>
  new Map(
    EXPECTED_RUNS.filter(({ at }) => foundAt(at, downtimes) <= LAST).map((run) => [
      `${run.schedule.id} ${run.slot}`,
      outcomeOf(run, foundAt(run.at, downtimes), EXPECTED_RUNS),
    ]),
  );

/** Maps compared as sorted lines: a difference then names the runs, not two thousand of them. */
const lines = (map: ReadonlyMap<string, string>) => [...map].map((entry) => entry.join(' ')).sort();

describe('the calendar of 2026 as it is typed here', () => {
  it('is the one the bot has', () => {
    expect(DAYS.filter(isWorked)).toEqual(DAYS.filter((day) => calendar.isWorkday(day as never)));
  });
});

describe('twenty schedules through every minute of 2026', { timeout: 60_000 }, () => {
  it('are each due on their days, in their minute, once', () => {
    expect(SCHEDULES).toHaveLength(20);
    expect(lines(live())).toEqual(lines(expectedOf([])));
  });

  it('lose nothing and repeat nothing when the program dies hundreds of times, and say what they leave out', () => {
    const random = createRandom(SEED);
    const somewhere = () => FIRST + Math.floor(random() * ((LAST - FIRST) / MINUTE)) * MINUTE;
    /** Where it hurts: around a minute in which something is due. */
    const aroundRun = () => (EXPECTED_RUNS[Math.floor(random() * EXPECTED_RUNS.length)]?.at ?? 0) - MINUTE;
    const wanted = [
      ...Array.from({ length: 120 }, () => ({ at: aroundRun(), minutes: 1 + Math.floor(random() * 9) })),
      ...Array.from({ length: 60 }, () => ({ at: aroundRun(), minutes: 10 + Math.floor(random() * 300) })),
      ...Array.from({ length: 10 }, () => ({ at: somewhere(), minutes: 1440 + Math.floor(random() * 5 * 1440) })),
    ];
    const downtimes = downtimesOf(wanted);
    const deaths = new Set(Array.from({ length: 400 }, (_, at) => (at % 2 ? somewhere() : aroundRun() + MINUTE)));
    const expected = expectedOf(downtimes);
    expect(new Set(expected.values())).toEqual(new Set(['on_time', 'late', 'newer_one', 'too_old']));
    expect(lines(live(downtimes, deaths))).toEqual(lines(expected));
  });
});
