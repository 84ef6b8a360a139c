import type { MemberId } from '../../src/domain/ids.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import {
  DAYS,
  FIFTEENTHS_OR_AFTER,
  FIRST_WORKDAYS_OF_MONTHS,
  FRIDAYS_OR_BEFORE,
  instantOf,
  LAST_WORKDAYS_OF_MONTHS,
  LAST_WORKDAYS_OF_WEEKS,
  MONTH_ENDS,
  MONTH_ENDS_OR_AFTER,
  WORKDAYS,
  weekdayOf,
} from './calendar-2026.ts';

/** A schedule of the year, with the days it must run on as a person with a calendar would tick them off. */
export interface YearSchedule {
  readonly schedule: Schedule;
  readonly days: readonly string[];
  /** Minutes of these days. */
  readonly minutes: readonly number[];
}

const NEW_YEAR = instantOf('2026-01-01', 0) - 1;
const member = (userid: string) => ({ kind: 'member', member: userid as MemberId }) as const;
const at = (hour: number, minute: number) => hour * 60 + minute;
const MONDAYS = DAYS.filter((day) => weekdayOf(day) === 1);
const WEEKDAYS = DAYS.filter((day) => weekdayOf(day) % 6 !== 0);

type Given = Pick<Schedule, 'kind' | 'target' | 'rhythm'> & Partial<Schedule>;

/** In order of their numbers; the first five are those a fresh install has. */
export const YEAR_SCHEDULES: readonly YearSchedule[] = (
  [
    [{ kind: 'stale', target: { kind: 'owners' }, rhythm: { kind: 'daily', minute: at(9, 5) } }, WORKDAYS],
    [{ kind: 'stale', target: { kind: 'groups' }, rhythm: { kind: 'daily', minute: at(9, 5) } }, WORKDAYS],
    [
      { kind: 'weekly', target: { kind: 'groups' }, rhythm: { kind: 'last_workday_of_week', minute: at(17, 35) } },
      LAST_WORKDAYS_OF_WEEKS,
    ],
    [
      {
        kind: 'weekly',
        target: { kind: 'role', role: 'manager' },
        rhythm: { kind: 'last_workday_of_week', minute: at(17, 35) },
      },
      LAST_WORKDAYS_OF_WEEKS,
    ],
    [
      {
        kind: 'review',
        target: { kind: 'role', role: 'manager' },
        rhythm: { kind: 'first_workday_of_month', minute: at(9, 5) },
      },
      FIRST_WORKDAYS_OF_MONTHS,
    ],
    [{ kind: 'todo', target: { kind: 'owners' }, rhythm: { kind: 'daily', minute: at(8, 45) } }, WORKDAYS],
    [
      {
        kind: 'todo',
        target: { kind: 'group', group: 1 },
        rhythm: { kind: 'weekly', weekday: 1, minute: at(9, 0) },
        days: 'calendar',
      },
      MONDAYS,
    ],
    [
      { kind: 'monthly', target: { kind: 'groups' }, rhythm: { kind: 'last_workday_of_month', minute: at(18, 0) } },
      LAST_WORKDAYS_OF_MONTHS,
    ],
    [
      {
        kind: 'monthly',
        target: member('wangfang'),
        rhythm: { kind: 'monthly', dayOfMonth: 31, minute: at(10, 0) },
      },
      MONTH_ENDS_OR_AFTER,
    ],
    [
      {
        kind: 'quota',
        target: { kind: 'role', role: 'manager' },
        rhythm: { kind: 'weekly', weekday: 5, minute: at(16, 0) },
      },
      FRIDAYS_OR_BEFORE,
    ],
    [
      {
        kind: 'quota',
        target: { kind: 'group', group: 2 },
        rhythm: { kind: 'weekly', weekday: 1, minute: at(9, 30) },
        days: 'calendar',
      },
      MONDAYS,
    ],
    [
      {
        kind: 'quality',
        target: { kind: 'role', role: 'admin' },
        rhythm: { kind: 'monthly', dayOfMonth: 15, minute: at(11, 0) },
      },
      FIFTEENTHS_OR_AFTER,
    ],
    // The day's first minute, and below its last.
    [
      {
        kind: 'quality',
        target: { kind: 'group', group: 1 },
        rhythm: { kind: 'monthly', dayOfMonth: 31, minute: 0 },
        days: 'calendar',
      },
      MONTH_ENDS,
    ],
    // A cron line that names weekdays knows no holidays.
    [
      {
        kind: 'todo',
        target: member('lina'),
        rhythm: { kind: 'cron', expression: '30 14 * * 1-5' },
        days: 'calendar',
      },
      WEEKDAYS,
    ],
    [{ kind: 'stale', target: member('zhangwei'), rhythm: { kind: 'cron', expression: '20 9 * * *' } }, WORKDAYS],
    [
      {
        kind: 'quality',
        target: { kind: 'group', group: 2 },
        rhythm: { kind: 'cron', expression: '0 12,20 1,15 * *' },
        days: 'calendar',
      },
      DAYS.filter((day) => day.endsWith('-01') || day.endsWith('-15')),
      [at(12, 0), at(20, 0)],
    ],
    [{ kind: 'stale', target: member('wangfang'), rhythm: { kind: 'daily', minute: at(23, 59) } }, WORKDAYS],
    [
      {
        kind: 'todo',
        target: { kind: 'owners' },
        rhythm: { kind: 'weekly', weekday: 7, minute: at(20, 0) },
        days: 'calendar',
      },
      DAYS.filter((day) => weekdayOf(day) === 0),
    ],
    [
      {
        kind: 'review',
        target: { kind: 'group', group: 1 },
        rhythm: { kind: 'monthly', dayOfMonth: 1, minute: at(9, 5) },
        days: 'calendar',
      },
      DAYS.filter((day) => day.endsWith('-01')),
    ],
    // Made on 2 March in the very minute it names, which is not due then; not before eight in the morning.
    [
      {
        kind: 'quota',
        target: member('lina'),
        rhythm: { kind: 'daily', minute: at(7, 0) },
        quiet: { from: at(22, 0), to: at(8, 0) },
        since: instantOf('2026-03-02', at(7, 0)),
      },
      WORKDAYS.filter((day) => day > '2026-03-02'),
    ],
  ] satisfies readonly (readonly [Given, readonly string[], (readonly number[])?])[]
).map(([given, days, minutes]: readonly [Given, readonly string[], (readonly number[])?], index) => ({
  schedule: { id: index + 1, days: 'workdays', filters: {}, quiet: null, isOn: true, since: NEW_YEAR, ...given },
  days,
  minutes: minutes ?? [minuteOf(given)],
}));

function minuteOf({ rhythm }: Given): number {
  if (rhythm.kind !== 'cron') return rhythm.minute;
  const [minute, hour] = rhythm.expression.split(' ').map(Number);
  return at(hour ?? Number.NaN, minute ?? Number.NaN);
}

/** One run that is due in the year. */
export interface ExpectedRun {
  readonly schedule: Schedule;
  readonly day: string;
  /** As in `2026-06-10T09:05`. */
  readonly slot: string;
  readonly at: number;
}

/** All runs that are due in the year, in order. */
export const EXPECTED_RUNS: readonly ExpectedRun[] = YEAR_SCHEDULES.flatMap(({ schedule, days, minutes }) =>
  days.flatMap((day) =>
    minutes.map((minute) => ({
      schedule,
      day,
      slot: new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000).toISOString().slice(0, 16),
      at: instantOf(day, minute),
    })),
  ),
).sort((a, b) => a.at - b.at || a.schedule.id - b.schedule.id);
