/**
 * The year 2026 as the State Council announced it, and what follows from that for weeks and months; typed from the notice
 * and read off a wall calendar, so that nothing here comes from the code under test.
 */
export const YEAR = { from: '2026-01-01', to: '2026-12-31' } as const;

/** Mondays to Fridays that are off. */
const HOLIDAYS: ReadonlySet<string> = new Set([
  // 元旦
  '2026-01-01',
  '2026-01-02',
  // 春节
  '2026-02-16',
  '2026-02-17',
  '2026-02-18',
  '2026-02-19',
  '2026-02-20',
  '2026-02-23',
  // 清明
  '2026-04-06',
  // 劳动节
  '2026-05-01',
  '2026-05-04',
  '2026-05-05',
  // 端午
  '2026-06-19',
  // 中秋
  '2026-09-25',
  // 国庆
  '2026-10-01',
  '2026-10-02',
  '2026-10-05',
  '2026-10-06',
  '2026-10-07',
]);

/** Saturdays and Sundays that are worked (调休). */
const MAKE_UP_DAYS: ReadonlySet<string> = new Set([
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-05-09',
  '2026-09-20',
  '2026-10-10',
]);

/**
 * The last workday of every week of the year: none in the week of 16 February. The last week ends with 1 January 2027,
 * which counts as a Friday like any other while nobody has announced that year.
 */
export const LAST_WORKDAYS_OF_WEEKS = [
  ['01-04', '01-09', '01-16', '01-23', '01-30'],
  ['02-06', '02-14', '02-28'],
  ['03-06', '03-13', '03-20', '03-27'],
  ['04-03', '04-10', '04-17', '04-24', '04-30'],
  ['05-09', '05-15', '05-22', '05-29'],
  ['06-05', '06-12', '06-18', '06-26'],
  ['07-03', '07-10', '07-17', '07-24', '07-31'],
  ['08-07', '08-14', '08-21', '08-28'],
  ['09-04', '09-11', '09-20', '09-24', '09-30'],
  ['10-10', '10-16', '10-23', '10-30'],
  ['11-06', '11-13', '11-20', '11-27'],
  ['12-04', '12-11', '12-18', '12-25'],
]
  .flat()
  .map((day) => `2026-${day}`);

export const FIRST_WORKDAYS_OF_MONTHS = [
  '2026-01-04',
  '2026-02-02',
  '2026-03-02',
  '2026-04-01',
  '2026-05-06',
  '2026-06-01',
  '2026-07-01',
  '2026-08-03',
  '2026-09-01',
  '2026-10-08',
  '2026-11-02',
  '2026-12-01',
];

export const LAST_WORKDAYS_OF_MONTHS = [
  '2026-01-30',
  '2026-02-28',
  '2026-03-31',
  '2026-04-30',
  '2026-05-29',
  '2026-06-30',
  '2026-07-31',
  '2026-08-31',
  '2026-09-30',
  '2026-10-30',
  '2026-11-30',
  '2026-12-31',
];

/** Every Friday, or the last workday before it in its week; none where the week has none before it. */
export const FRIDAYS_OR_BEFORE = [
  ['01-09', '01-16', '01-23', '01-30'],
  ['02-06', '02-13', '02-27'],
  ['03-06', '03-13', '03-20', '03-27'],
  ['04-03', '04-10', '04-17', '04-24', '04-30'],
  ['05-08', '05-15', '05-22', '05-29'],
  ['06-05', '06-12', '06-18', '06-26'],
  ['07-03', '07-10', '07-17', '07-24', '07-31'],
  ['08-07', '08-14', '08-21', '08-28'],
  ['09-04', '09-11', '09-18', '09-24', '09-30'],
  ['10-09', '10-16', '10-23', '10-30'],
  ['11-06', '11-13', '11-20', '11-27'],
  ['12-04', '12-11', '12-18', '12-25'],
]
  .flat()
  .map((day) => `2026-${day}`);

/** The 15th of each month, or the first workday after it. */
export const FIFTEENTHS_OR_AFTER = [
  '2026-01-15',
  '2026-02-24',
  '2026-03-16',
  '2026-04-15',
  '2026-05-15',
  '2026-06-15',
  '2026-07-15',
  '2026-08-17',
  '2026-09-15',
  '2026-10-15',
  '2026-11-16',
  '2026-12-15',
];

/** The last day of each month, or the first workday after it, which is then one of the next month. */
export const MONTH_ENDS_OR_AFTER = [
  '2026-02-02',
  '2026-02-28',
  '2026-03-31',
  '2026-04-30',
  '2026-06-01',
  '2026-06-30',
  '2026-07-31',
  '2026-08-31',
  '2026-09-30',
  '2026-11-02',
  '2026-11-30',
  '2026-12-31',
];

export const MONTH_ENDS = [
  '2026-01-31',
  '2026-02-28',
  '2026-03-31',
  '2026-04-30',
  '2026-05-31',
  '2026-06-30',
  '2026-07-31',
  '2026-08-31',
  '2026-09-30',
  '2026-10-31',
  '2026-11-30',
  '2026-12-31',
];

/** Every day of 2026 in order. */
export const DAYS: readonly string[] = Array.from({ length: 365 }, (_, at) =>
  new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10),
);

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

export function isWorked(day: string): boolean {
  if (MAKE_UP_DAYS.has(day)) return true;
  return weekdayOf(day) % 6 !== 0 && !HOLIDAYS.has(day);
}

export const WORKDAYS = DAYS.filter(isWorked);

/** Workdays `d` with `after < d ≤ upTo`. */
export function workdaysSince(after: string, upTo: string): number {
  return WORKDAYS.filter((day) => day > after && day <= upTo).length;
}

/** The instant of a minute on a day in China, which has had one offset all year since 1992. */
export function instantOf(day: string, minute: number): number {
  return Date.parse(`${day}T00:00:00+08:00`) + minute * 60_000;
}

/** Which day it is in China. */
export function dayOf(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
}
