import { addDays, type LocalDay } from './period.ts';

/** A calendar month, `YYYY-MM`. */
export type Month = string & { readonly __month: true };

export function monthOf(day: LocalDay): Month {
  return day.slice(0, 7) as Month;
}

/** The month `count` months later; earlier for a negative count. */
export function addMonths(month: Month, count: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}` as Month;
}

/** First and last day of a month. */
export function daysOfMonth(month: Month): { readonly from: LocalDay; readonly to: LocalDay } {
  const first = (of: Month) => `${of}-01` as LocalDay;
  return { from: first(month), to: addDays(first(addMonths(month, 1)), -1) };
}
