import { addDays, type Days, type LocalDay, monthDays, weekday } from '../../domain/period.ts';
import { readDay } from './day.ts';
import {
  DAY_RANGE_PATTERN,
  DIGIT_WORDS,
  MONTH_PATTERN,
  PERIOD_WORDS,
  type PeriodName,
  QUARTER_PATTERN,
  RECENT_PATTERN,
  YEAR_PATTERN,
} from './words.ts';

/**
 * The period somebody means, whole weeks, months, quarters and years even where they are not over; a month or quarter
 * without year is the last one that has begun. Undefined when it is no period at all.
 */
export function readPeriod(text: string, today: LocalDay): Days | undefined {
  const word = text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
  const name = PERIOD_WORDS.get(word);
  if (name) return namedPeriod(name, today);
  const recent = RECENT_PATTERN.exec(word);
  if (recent) return { from: addDays(today, 1 - Number(recent[1])), to: today };
  return readMonth(word, today) ?? readQuarter(word, today) ?? readYear(word) ?? readRange(word, today);
}

/** True for a word that is a period and nothing else that may stand in a line. */
export function isPeriod(text: string): boolean {
  return readPeriod(text, ANY_DAY) !== undefined;
}

const ANY_DAY = '2024-02-28' as LocalDay;

function namedPeriod(name: PeriodName, today: LocalDay): Days {
  if (name === 'today') return { from: today, to: today };
  if (name === 'yesterday') return { from: addDays(today, -1), to: addDays(today, -1) };
  const isLast = name.startsWith('last');
  if (name.endsWith('week')) {
    const monday = addDays(today, 1 - weekday(today) - (isLast ? 7 : 0));
    return { from: monday, to: addDays(monday, 6) };
  }
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  if (name.endsWith('month')) return monthDays(year, month - (isLast ? 1 : 0), 1);
  if (name.endsWith('quarter')) return monthDays(year, month - ((month - 1) % 3) - (isLast ? 3 : 0), 3);
  return monthDays(year - (isLast ? 1 : 0), 1, 12);
}

function readMonth(word: string, today: LocalDay): Days | undefined {
  const match = MONTH_PATTERN.exec(word);
  const month = Number(match?.[2] ?? match?.[3]);
  if (!match || month < 1 || month > 12) return undefined;
  const year = match[1] === undefined ? lastYearOf(month, today) : Number(match[1]);
  return year < 1970 ? undefined : monthDays(year, month, 1);
}

function readQuarter(word: string, today: LocalDay): Days | undefined {
  const match = QUARTER_PATTERN.exec(word);
  if (!match) return undefined;
  const typed = match[2] ?? match[3] ?? '';
  const first = ((DIGIT_WORDS[typed] ?? Number(typed)) - 1) * 3 + 1;
  const year = match[1] === undefined ? lastYearOf(first, today) : Number(match[1]);
  return year < 1970 ? undefined : monthDays(year, first, 3);
}

/** The year of the last such month that has begun. */
function lastYearOf(month: number, today: LocalDay): number {
  const year = Number(today.slice(0, 4));
  return month > Number(today.slice(5, 7)) ? year - 1 : year;
}

function readYear(word: string): Days | undefined {
  const match = YEAR_PATTERN.exec(word);
  return match && Number(match[1]) >= 1970 ? monthDays(Number(match[1]), 1, 12) : undefined;
}

function readRange(word: string, today: LocalDay): Days | undefined {
  const match = DAY_RANGE_PATTERN.exec(word);
  const from = match?.[1] === undefined ? undefined : readDay(match[1], today, 'past');
  const to = match?.[2] === undefined ? undefined : readDay(match[2], today, 'past');
  return from && to && from <= to ? { from, to } : undefined;
}
