import { type LocalDay, localDay, localDayOf } from './period.ts';

/** Which days people work: Monday to Friday without public holidays, with make-up days, as the team knows them. */
export interface WorkCalendar {
  isWorkday(day: LocalDay): boolean;
  /** Working days `d` with `after < d ≤ upTo`; 0 when `upTo` is not later. */
  workdaysBetween(after: LocalDay, upTo: LocalDay): number;
  /** False for a year whose holidays are not published: it counts as Monday to Friday. */
  isPublished(year: number): boolean;
}

/** What the government published: days off and make-up days with the holiday each belongs to, year by year. */
export interface PublishedCalendar {
  readonly publishedYears: readonly number[];
  readonly holidays: ReadonlyMap<LocalDay, string>;
  readonly makeUpDays: ReadonlyMap<LocalDay, string>;
}

/** A day the team decided on itself; it wins over what was published. */
export interface CalendarOverride {
  readonly day: LocalDay;
  readonly kind: 'workday' | 'holiday';
  readonly note: string;
}

/** A day that is off or worked for a reason, with that reason and who gave it. */
export interface SpecialDay extends CalendarOverride {
  readonly origin: 'published' | 'team';
}

/** A calendar that can also say what is special about its days. */
export interface TeamCalendar extends WorkCalendar {
  /** In order. */
  readonly specialDays: readonly SpecialDay[];
}

export const NOTHING_PUBLISHED: PublishedCalendar = {
  publishedYears: [],
  holidays: new Map(),
  makeUpDays: new Map(),
};

/**
 * The team's calendar: what was published, corrected by the team. A year nobody published counts as published once the
 * team has its National Day off: every notice ends with that holiday, so by then the year has been typed in.
 *
 * Counting is Monday-to-Friday arithmetic plus the balance of the special days up to a day, found by halving: a report
 * asks for tens of thousands of leads, over years.
 */
export function createWorkCalendar(
  given: PublishedCalendar & { readonly overrides: readonly CalendarOverride[] },
): TeamCalendar {
  const specialDays = specialDaysOf(given);
  const isWork = new Map(specialDays.map(({ day, kind }) => [day, kind === 'workday']));
  const published = new Set(given.publishedYears);
  const exceptions = specialDays.map(({ day }) => dayNumber(day));
  const balances: number[] = [];
  let balance = 0;
  for (const { day, kind } of specialDays) {
    balance += (kind === 'workday' ? 1 : 0) - (isMondayToFriday(dayNumber(day)) ? 1 : 0);
    balances.push(balance);
  }
  /** Working days up to and including a day, from a Monday long ago. */
  const workdaysUpTo = (number: number) => weekdaysUpTo(number) + (balances[lastUpTo(exceptions, number)] ?? 0);
  return {
    specialDays,
    isWorkday: (day) => isWork.get(day) ?? isMondayToFriday(dayNumber(day)),
    workdaysBetween: (after, upTo) => {
      const [from, to] = [dayNumber(after), dayNumber(upTo)];
      return to <= from ? 0 : workdaysUpTo(to) - workdaysUpTo(from);
    },
    isPublished: (year) => {
      const nationalDay = nationalDayOf(year);
      return published.has(year) || (nationalDay !== undefined && isWork.get(nationalDay) === false);
    },
  };
}

/** October 1, off in every year whose holidays are known. */
export function nationalDayOf(year: number): LocalDay | undefined {
  return localDayOf(year, 10, 1);
}

/**
 * Working days from the instant `a` to the instant `b` (metrics §1.3): days `d` with `date(a) < d ≤ date(b − 1 ms)`. The
 * same local day gives 0.
 */
export function bdays(calendar: WorkCalendar, a: number, b: number, timeZone: string): number {
  return calendar.workdaysBetween(localDay(a, timeZone), localDay(b - 1, timeZone));
}

function specialDaysOf({
  holidays,
  makeUpDays,
  overrides,
}: PublishedCalendar & { readonly overrides: readonly CalendarOverride[] }): readonly SpecialDay[] {
  const byDay = new Map<LocalDay, SpecialDay>();
  for (const [day, note] of holidays) byDay.set(day, { day, kind: 'holiday', note, origin: 'published' });
  for (const [day, note] of makeUpDays) byDay.set(day, { day, kind: 'workday', note, origin: 'published' });
  for (const override of overrides) byDay.set(override.day, { ...override, origin: 'team' });
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

const DAY_MS = 86_400_000;

/** Days since 1970-01-01, a Thursday. */
function dayNumber(day: LocalDay): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** From Monday 1969-12-29, the start of the week of day 0. */
const TO_MONDAY = 3;

function isMondayToFriday(number: number): boolean {
  return (((number + TO_MONDAY) % 7) + 7) % 7 < 5;
}

function weekdaysUpTo(number: number): number {
  const weeks = Math.floor((number + TO_MONDAY) / 7);
  return weeks * 5 + Math.min(number + TO_MONDAY - weeks * 7 + 1, 5);
}

/** Index of the last of `sorted` that is not above `value`; -1 when all are. */
function lastUpTo(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Number.POSITIVE_INFINITY) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
