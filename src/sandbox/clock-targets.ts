/** Days that differ from Monday-to-Friday, as `YYYY-MM-DD` in Asia/Shanghai. */
export interface WorkCalendar {
  holidays: readonly string[];
  /** Saturdays and Sundays worked to make up for a holiday (调休). */
  makeUpDays: readonly string[];
}

export const plainWeeks: WorkCalendar = { holidays: [], makeUpDays: [] };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
// China has had no daylight saving since 1991, so the offset is a constant.
const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;
const shanghaiDate = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

const dayNumber = (at: number) => Math.floor((at + SHANGHAI_OFFSET_MS) / DAY_MS);
const startOfDay = (day: number) => day * DAY_MS - SHANGHAI_OFFSET_MS;
/** 0 is Monday. Day 0 (1970-01-01) was a Thursday. */
const weekday = (day: number) => (day + 3) % 7;

/** The local calendar day of an instant, `YYYY-MM-DD`. */
export const localDate = (at: number): string => shanghaiDate.format(at);

function isWorkday(day: number, calendar: WorkCalendar): boolean {
  const date = localDate(startOfDay(day));
  if (calendar.makeUpDays.includes(date)) return true;
  return weekday(day) < 5 && !calendar.holidays.includes(date);
}

/** One hour later. */
export const oneHourLater = (now: number): number => now + HOUR_MS;

/** 下周一 09:00, always a Monday of a later week. */
export function nextMondayAtNine(now: number): number {
  const today = dayNumber(now);
  return startOfDay(today + 7 - weekday(today)) + 9 * HOUR_MS;
}

/**
 * 本周最后一个工作日 17:35. When that moment has passed, or the week has no workday, the same moment of the next
 * week that has one: the clock cannot go back.
 */
export function lastWorkdayEvening(now: number, calendar: WorkCalendar): number {
  const monday = dayNumber(now) - weekday(dayNumber(now));
  for (let week = 0; week < 10; week += 1) {
    for (let day = monday + week * 7 + 6; day >= monday + week * 7; day -= 1) {
      if (!isWorkday(day, calendar)) continue;
      const evening = startOfDay(day) + 17 * HOUR_MS + 35 * 60_000;
      if (evening > now) return evening;
      break;
    }
  }
  throw new RangeError('no workday within ten weeks');
}
