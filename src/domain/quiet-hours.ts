import { localDay, minuteOfDay, wallClock } from './period.ts';
import type { QuietHours, Schedule } from './schedule.ts';
import type { WorkCalendar } from './work-calendar.ts';
import { nextWorkday } from './workdays.ts';

/** When quiet hours let something through that is ready at `minute` of the day: then, or their end; in minutes from it. */
export function minutesOfQuiet(quiet: QuietHours | null, minute: number): number {
  if (!quiet || quiet.from === quiet.to) return 0;
  const isIn =
    quiet.from < quiet.to ? minute >= quiet.from && minute < quiet.to : minute >= quiet.from || minute < quiet.to;
  return isIn ? (quiet.to - minute + 1440) % 1440 : 0;
}

/**
 * When something that is ready at `at` goes out: then, or when the quiet hours it falls into end. What is meant for
 * workdays and held back over midnight into a day off goes out on the next workday, at that time.
 */
export function releasedAt(
  { quiet, days }: Pick<Schedule, 'quiet' | 'days'>,
  calendar: WorkCalendar,
  timeZone: string,
  at: number,
): number {
  const { hour, minute } = wallClock(at, timeZone);
  const wait = minutesOfQuiet(quiet, hour * 60 + minute);
  if (!quiet || wait === 0) return at;
  const released = at + wait * 60_000;
  const [from, until] = [localDay(at, timeZone), localDay(released, timeZone)];
  if (days === 'calendar' || from === until || calendar.isWorkday(until)) return released;
  return minuteOfDay(nextWorkday(calendar, until), quiet.to, timeZone);
}
