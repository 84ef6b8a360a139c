import { addDays, type LocalDay, weekday } from '../../src/domain/period.ts';
import type { WorkCalendar } from '../../src/domain/work-calendar.ts';

/** Monday to Friday without these days off, counted day by day: slow and obvious. */
export function plainCalendar(...daysOff: readonly string[]): WorkCalendar {
  const isWorkday = (day: LocalDay) => weekday(day) <= 5 && !daysOff.includes(day);
  return {
    isWorkday,
    workdaysBetween(after, upTo) {
      let days = 0;
      for (let day = addDays(after, 1); day <= upTo; day = addDays(day, 1)) if (isWorkday(day)) days++;
      return days;
    },
    isPublished: () => true,
  };
}
