import { type Cron, cronAllowsDay, cronMinutes, readCron } from './cron.ts';
import type { MemberId, StageId } from './ids.ts';
import { addDays, type LocalDay, localDay, minuteOfDay, weekday } from './period.ts';
import type { WorkCalendar } from './work-calendar.ts';
import { lastWorkdayOfMonth, lastWorkdayOfWeek, mondayOf, nextWorkday } from './workdays.ts';

/** What a schedule sends; `calendar` is the bot's own reminder that holidays are missing. */
export type ScheduleKind =
  | 'stale'
  | 'todo'
  | 'bottom'
  | 'weekly'
  | 'review'
  | 'monthly'
  | 'quota'
  | 'quality'
  | 'calendar';

/** To whom: one group, every bound group, one person, everybody of a role, or each owner alone. */
export type ScheduleTarget =
  | { readonly kind: 'group'; readonly group: number }
  | { readonly kind: 'groups' }
  | { readonly kind: 'member'; readonly member: MemberId }
  | { readonly kind: 'role'; readonly role: 'manager' | 'admin' }
  | { readonly kind: 'owners' };

/** On which days; with the minute of the day (0 … 1439) at which. */
export type Rhythm =
  | { readonly kind: 'daily'; readonly minute: number }
  /** `weekday`: 1 Monday … 7 Sunday. */
  | { readonly kind: 'weekly'; readonly weekday: number; readonly minute: number }
  | { readonly kind: 'last_workday_of_week'; readonly minute: number }
  | { readonly kind: 'first_workday_of_month' | 'last_workday_of_month'; readonly minute: number }
  | { readonly kind: 'monthly'; readonly dayOfMonth: number; readonly minute: number }
  | { readonly kind: 'cron'; readonly expression: string };

/** Which leads it is about; what is absent does not narrow. */
export interface ScheduleFilters {
  readonly team?: string;
  readonly stages?: readonly StageId[];
  /** Fewest workdays nobody has touched it. */
  readonly minIdle?: number;
}

/** Minutes of the day in which nobody is disturbed, `[from, to)`; may go over midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** Something sent again and again. */
export interface Schedule {
  readonly id: number;
  readonly kind: ScheduleKind;
  readonly target: ScheduleTarget;
  readonly rhythm: Rhythm;
  /** `workdays`: never on a day off. */
  readonly days: 'workdays' | 'calendar';
  readonly filters: ScheduleFilters;
  readonly quiet: QuietHours | null;
  readonly isOn: boolean;
  /** Instant from which on it counts: made, changed or resumed then. */
  readonly since: number;
}

/** What decides when a schedule is due. */
export type Timing = Pick<Schedule, 'rhythm' | 'days'>;

/** One time a schedule is due: a minute of the day on a local day, and which instant that is. */
export interface Slot {
  readonly day: LocalDay;
  readonly minute: number;
  readonly at: number;
}

/** A cron line may be due this often a day at most: a message every minute is nobody's wish. */
const MOST_A_DAY = 24;
/** How far ahead the next run is looked for: 29 February comes within eight years. */
const HORIZON_DAYS = 8 * 366 + 1;

/** True when the rhythm can be kept: a cron line that is one, and not due all the time. */
export function isPossible(rhythm: Rhythm): boolean {
  if (rhythm.kind !== 'cron') return true;
  const cron = cronOf(rhythm);
  return cron !== undefined && cronMinutes(cron).length <= MOST_A_DAY;
}

/**
 * Minutes of this day at which it is due. With `workdays` a weekly day that is off moves to the last workday before it in
 * its week, and one of the month to the first workday after it, so that neither is left out.
 */
export function minutesOn({ rhythm, days }: Timing, calendar: WorkCalendar, day: LocalDay): readonly number[] {
  if (days === 'workdays' && !calendar.isWorkday(day)) return [];
  if (rhythm.kind !== 'cron') return isDayOf(rhythm, days, calendar, day) ? [rhythm.minute] : [];
  const cron = cronOf(rhythm);
  const [, month, date] = day.split('-').map(Number);
  if (!cron || !cronAllowsDay(cron, month ?? 0, date ?? 0, weekday(day))) return [];
  return cronMinutes(cron);
}

/** True when it names a minute of the day in `(from, to]`; on whether the day is one of its own this says nothing. */
export function namesMinuteIn(rhythm: Rhythm, from: number, to: number): boolean {
  if (rhythm.kind !== 'cron') return rhythm.minute > from && rhythm.minute <= to;
  const cron = cronOf(rhythm);
  return cron !== undefined && cronMinutes(cron).some((minute) => minute > from && minute <= to);
}

type CronRhythm = Extract<Rhythm, { readonly kind: 'cron' }>;

/** Looking for a next run asks the same line about thousands of days, and reading it costs more than all the rest. */
const readLines = new WeakMap<CronRhythm, Cron | 'none'>();

function cronOf(rhythm: CronRhythm): Cron | undefined {
  const known = readLines.get(rhythm) ?? readCron(rhythm.expression) ?? 'none';
  readLines.set(rhythm, known);
  return known === 'none' ? undefined : known;
}

function isDayOf(
  rhythm: Exclude<Rhythm, { readonly kind: 'cron' }>,
  days: Schedule['days'],
  calendar: WorkCalendar,
  day: LocalDay,
): boolean {
  const free = days === 'calendar';
  switch (rhythm.kind) {
    case 'daily':
      return true;
    case 'weekly': {
      const meant = addDays(mondayOf(day), rhythm.weekday - 1);
      return day === (free ? meant : lastWorkdayUpTo(calendar, meant));
    }
    case 'last_workday_of_week':
      return day === lastWorkdayOfWeek(calendar, day);
    case 'first_workday_of_month':
      return day === nextWorkday(calendar, addDays(firstOf(day), -1));
    case 'last_workday_of_month':
      return day === lastWorkdayOfMonth(calendar, day);
    case 'monthly': {
      const meant = dateOfMonth(day, rhythm.dayOfMonth);
      if (free || day === meant) return day === meant;
      // Of the month before: what was meant for its last days, all off, is made up for in this one.
      const meantBefore = dateOfMonth(addDays(firstOf(day), -1), rhythm.dayOfMonth);
      return [meantBefore, meant].some((one) => one < day && day === nextWorkday(calendar, addDays(one, -1)));
    }
  }
}

/** The last workday of the week up to `day`; undefined when there is none before it. */
function lastWorkdayUpTo(calendar: WorkCalendar, day: LocalDay): LocalDay | undefined {
  const monday = mondayOf(day);
  for (let on = day; on >= monday; on = addDays(on, -1)) if (calendar.isWorkday(on)) return on;
  return undefined;
}

function firstOf(day: LocalDay): LocalDay {
  return `${day.slice(0, 7)}-01` as LocalDay;
}

/** That date of the month `day` is in; the month's last day where it is shorter. */
function dateOfMonth(day: LocalDay, date: number): LocalDay {
  const meant = addDays(firstOf(day), date - 1);
  return meant.slice(0, 7) === day.slice(0, 7) ? meant : addDays(firstOf(meant), -1);
}

/** The next runs after an instant, `count` of them or as many as come within eight years. */
export function nextRuns(
  timing: Timing,
  calendar: WorkCalendar,
  timeZone: string,
  after: number,
  count: number,
): readonly Slot[] {
  const runs: Slot[] = [];
  let day = localDay(after, timeZone);
  for (let ahead = 0; ahead < HORIZON_DAYS && runs.length < count; ahead++, day = addDays(day, 1)) {
    runs.push(...slotsOn(timing, calendar, timeZone, day).filter(({ at }) => at > after));
  }
  return runs.slice(0, count);
}

/**
 * The slots with `from < instant ≤ to`, in order. A clock that jumps ahead finds each of them once; one that was set back
 * finds none, for `from` is then not before `to`.
 */
export function slotsDue(
  timing: Timing,
  calendar: WorkCalendar,
  timeZone: string,
  from: number,
  to: number,
): readonly Slot[] {
  const due: Slot[] = [];
  const last = localDay(to, timeZone);
  for (let day = localDay(from, timeZone); day <= last; day = addDays(day, 1)) {
    due.push(...slotsOn(timing, calendar, timeZone, day).filter(({ at }) => at > from && at <= to));
  }
  return due;
}

function slotsOn(timing: Timing, calendar: WorkCalendar, timeZone: string, day: LocalDay): readonly Slot[] {
  return minutesOn(timing, calendar, day).map((minute) => ({ day, minute, at: minuteOfDay(day, minute, timeZone) }));
}

/** A slot's name, unique among those of its schedule and in order: `2026-06-10T09:05`. */
export function slotName({ day, minute }: Pick<Slot, 'day' | 'minute'>): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** A minute a little past the hour, the same for the same words: not everybody's at once. 3 … 9. */
export function minuteFor(words: string): number {
  let hash = 0;
  for (const sign of words) hash = (hash * 31 + (sign.codePointAt(0) ?? 0)) >>> 0;
  return 3 + (hash % 7);
}
