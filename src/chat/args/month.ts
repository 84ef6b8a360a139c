import { addMonths, type Month, monthOf } from '../../domain/month.ts';
import type { LocalDay } from '../../domain/period.ts';
import { BARE_MONTH_PATTERN, MONTH_WORDS, YEAR_MONTH_PATTERN } from './words.ts';

/** The month somebody means; one without a year is the nearest of its name, before or after. */
export function readMonth(text: string, today: LocalDay): Month | undefined {
  const word = text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
  const now = monthOf(today);
  const offset = MONTH_WORDS.get(word);
  if (offset !== undefined) return addMonths(now, offset);
  const [, year, month] = YEAR_MONTH_PATTERN.exec(word) ?? [];
  if (year !== undefined) return monthOfYear(Number(year), Number(month));
  const bare = Number(BARE_MONTH_PATTERN.exec(word)?.[1]);
  return bare >= 1 && bare <= 12 ? nearest(bare, now) : undefined;
}

/** True for a word that is a month and nothing else that may stand in a line. */
export function isMonth(text: string): boolean {
  return readMonth(text, ANY_DAY) !== undefined;
}

const ANY_DAY = '2024-02-28' as LocalDay;

function monthOfYear(year: number, month: number): Month | undefined {
  if (year < 1970 || year > 9998 || month < 1 || month > 12) return undefined;
  return `${year}-${String(month).padStart(2, '0')}` as Month;
}

/** At most five months back, at most six ahead. */
function nearest(month: number, now: Month): Month {
  const ahead = (month - Number(now.slice(5)) + 12) % 12;
  return addMonths(now, ahead <= 6 ? ahead : ahead - 12);
}
