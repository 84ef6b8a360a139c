import { addDays, type LocalDay, weekday } from './period.ts';
import type { WorkCalendar } from './work-calendar.ts';

/** The first working day after `day`. */
export function nextWorkday(calendar: WorkCalendar, day: LocalDay): LocalDay {
  let next = addDays(day, 1);
  while (!calendar.isWorkday(next)) next = addDays(next, 1);
  return next;
}

/** The `count`-th working day after `day`; `day` itself for 0. */
export function addWorkdays(calendar: WorkCalendar, day: LocalDay, count: number): LocalDay {
  let on = day;
  for (let left = count; left > 0; left--) on = nextWorkday(calendar, on);
  return on;
}

/** The Monday of the week `day` is in. */
export function mondayOf(day: LocalDay): LocalDay {
  return addDays(day, 1 - weekday(day));
}

/** The last working day of the week `day` is in; undefined when the whole week is off, as at the Spring Festival. */
export function lastWorkdayOfWeek(calendar: WorkCalendar, day: LocalDay): LocalDay | undefined {
  return lastWorkday(calendar, mondayOf(day), addDays(mondayOf(day), 6));
}

/** The first working day of the week `day` is in; undefined when the whole week is off. */
export function firstWorkdayOfWeek(calendar: WorkCalendar, day: LocalDay): LocalDay | undefined {
  const sunday = addDays(mondayOf(day), 6);
  const first = nextWorkday(calendar, addDays(mondayOf(day), -1));
  return first <= sunday ? first : undefined;
}

export function isLastWorkdayOfWeek(calendar: WorkCalendar, day: LocalDay): boolean {
  return lastWorkdayOfWeek(calendar, day) === day;
}

/** The last working day of the month `day` is in; undefined when the whole month is off. */
export function lastWorkdayOfMonth(calendar: WorkCalendar, day: LocalDay): LocalDay | undefined {
  return lastWorkday(calendar, firstOfMonth(day), lastOfMonth(day));
}

/** How many days are worked in the week `day` is in. */
export function workdaysInWeek(calendar: WorkCalendar, day: LocalDay): number {
  const monday = mondayOf(day);
  return calendar.workdaysBetween(addDays(monday, -1), addDays(monday, 6));
}

/** How many days are worked in the month `day` is in. */
export function workdaysInMonth(calendar: WorkCalendar, day: LocalDay): number {
  return calendar.workdaysBetween(addDays(firstOfMonth(day), -1), lastOfMonth(day));
}

function lastWorkday(calendar: WorkCalendar, from: LocalDay, to: LocalDay): LocalDay | undefined {
  for (let day = to; day >= from; day = addDays(day, -1)) if (calendar.isWorkday(day)) return day;
  return undefined;
}

function firstOfMonth(day: LocalDay): LocalDay {
  return addDays(day, 1 - Number(day.slice(8)));
}

function lastOfMonth(day: LocalDay): LocalDay {
  // 31 days after the first it is the next month, whatever this one's length.
  return addDays(firstOfMonth(addDays(firstOfMonth(day), 31)), -1);
}
