import { addDays, type Days, type LocalDay, monthDays, weekday } from '../../domain/period.ts';
import { betweenDays } from './day.ts';
import {
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
 * without year is the last one that has begun, or with tense `future` the first that is not over. Undefined when it is
 * no period at all.
 */
export function readPeriod(text: string, today: LocalDay, tense: 'past' | 'future' = 'past'): Days | undefined {
  const word = text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
  const name = PERIOD_WORDS.get(word);
  if (name) return namedPeriod(name, today);
  const recent = RECENT_PATTERN.exec(word);
  if (recent) return { from: addDays(today, 1 - Number(recent[1])), to: today };
  return (
    readMonth(word, today, tense) ?? readQuarter(word, today, tense) ?? readYear(word) ?? readRange(word, today, tense)
  );
}

/** True for a word that is a period and nothing else that may stand in a line. */
export function isPeriod(text: string): boolean {
  return readPeriod(text, ANY_DAY) !== undefined;
}

const ANY_DAY = '2024-02-28' as LocalDay;

function namedPeriod(name: PeriodName, today: LocalDay): Days {
  if (name === 'today') return { from: today, to: today };
  if (name === 'yesterday') return { from: addDays(today, -1), to: addDays(today, -1) };
  const step = name.startsWith('last') ? -1 : name.startsWith('next') ? 1 : 0;
  if (name.endsWith('week')) {
    const monday = addDays(today, 1 - weekday(today) + 7 * step);
    return { from: monday, to: addDays(monday, 6) };
  }
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  if (name.endsWith('month')) return monthDays(year, month + step, 1);
  if (name.endsWith('quarter')) return monthDays(year, month - ((month - 1) % 3) + 3 * step, 3);
  return monthDays(year + step, 1, 12);
}

function readMonth(word: string, today: LocalDay, tense: 'past' | 'future'): Days | undefined {
  const match = MONTH_PATTERN.exec(word);
  const month = Number(match?.[2] ?? match?.[3]);
  if (!match || month < 1 || month > 12) return undefined;
  const year = match[1] === undefined ? yearOf(month, month, today, tense) : Number(match[1]);
  return hasMonths(year) ? monthDays(year, month, 1) : undefined;
}

function readQuarter(word: string, today: LocalDay, tense: 'past' | 'future'): Days | undefined {
  const match = QUARTER_PATTERN.exec(word);
  if (!match) return undefined;
  const typed = match[2] ?? match[3] ?? '';
  const first = ((DIGIT_WORDS[typed] ?? Number(typed)) - 1) * 3 + 1;
  const year = match[1] === undefined ? yearOf(first, first + 2, today, tense) : Number(match[1]);
  return hasMonths(year) ? monthDays(year, first, 3) : undefined;
}

/** The year of the last such stretch of months that has begun, or of the first that is not over. */
function yearOf(first: number, last: number, today: LocalDay, tense: 'past' | 'future'): number {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  if (tense === 'past') return first > month ? year - 1 : year;
  return last < month ? year + 1 : year;
}

/** Years whose months can be reckoned with. */
function hasMonths(year: number): boolean {
  return year >= 1970 && year <= 9998;
}

function readYear(word: string): Days | undefined {
  const match = YEAR_PATTERN.exec(word);
  return match && hasMonths(Number(match[1])) ? monthDays(Number(match[1]), 1, 12) : undefined;
}

function readRange(word: string, today: LocalDay, tense: 'past' | 'future'): Days | undefined {
  const days = betweenDays(word, today, tense);
  return days && days.from <= days.to ? days : undefined;
}
