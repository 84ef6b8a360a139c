import { type Days, type LocalDay, localDayOf, monthDays } from '../domain/period.ts';

/** `2026-06`, `2026`, `2026-Q2`, `2026-06-08` or two days with `..` between. */
export function readDays(typed: string): Days | undefined {
  const [, year, quarter, month] = /^([0-9]{4})(?:-Q([1-4])|-([0-9]{2}))?$/.exec(typed) ?? [];
  if (year !== undefined && Number(year) >= 1970 && Number(year) < 9999) {
    if (quarter !== undefined) return monthDays(Number(year), Number(quarter) * 3 - 2, 3);
    if (month === undefined) return monthDays(Number(year), 1, 12);
    return Number(month) >= 1 && Number(month) <= 12 ? monthDays(Number(year), Number(month), 1) : undefined;
  }
  const [from, to = from] = typed.split('..').map(readDay);
  return from && to && from <= to ? { from, to } : undefined;
}

function readDay(typed: string): LocalDay | undefined {
  const [, year, month, date] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(typed) ?? [];
  return year === undefined ? undefined : localDayOf(Number(year), Number(month), Number(date));
}
