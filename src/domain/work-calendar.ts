import { type LocalDay, localDay } from './period.ts';

/** Which days people work: Monday to Friday without public holidays, with make-up days, as the team knows them. */
export interface WorkCalendar {
  isWorkday(day: LocalDay): boolean;
  /** Working days `d` with `after < d ≤ upTo`; 0 when `upTo` is not later. */
  workdaysBetween(after: LocalDay, upTo: LocalDay): number;
  /** False for a year whose holidays are not published: it counts as Monday to Friday. */
  isPublished(year: number): boolean;
}

/**
 * Working days from the instant `a` to the instant `b` (metrics §1.3): days `d` with `date(a) < d ≤ date(b − 1 ms)`. The
 * same local day gives 0.
 */
export function bdays(calendar: WorkCalendar, a: number, b: number, timeZone: string): number {
  return calendar.workdaysBetween(localDay(a, timeZone), localDay(b - 1, timeZone));
}
