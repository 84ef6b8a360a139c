import { addDays, type LocalDay, localDayOf, weekday } from '../../domain/period.ts';
import {
  AGO,
  BETWEEN_DAYS,
  DAY_WORDS,
  DAYS_PATTERN,
  DIGIT_WORDS,
  DISTANCE_UNITS,
  MONTH_DAY_PATTERN,
  WEEK_OFFSETS,
  WEEK_PATTERN,
  WEEKDAY_WORDS,
} from './words.ts';

/**
 * The day somebody means. Where the words leave it open (a bare weekday, a date without year), `tense` decides: the next
 * such day from today on, or the last one up to today. Undefined when it is no day at all.
 */
export function readDay(text: string, today: LocalDay, tense: 'future' | 'past'): LocalDay | undefined {
  const word = text.normalize('NFKC').replace(/\s+/g, '');
  const offset = DAY_WORDS.get(word);
  if (offset !== undefined) return addDays(today, offset);
  return readWeekday(word, today, tense) ?? readDistance(word, today) ?? readDate(word, today, tense);
}

/** One day, or the days from one to another, both included; undefined when it is neither. Which is earlier is open. */
export function readDays(
  text: string,
  today: LocalDay,
): { readonly from: LocalDay; readonly to: LocalDay } | undefined {
  const word = text.normalize('NFKC').replace(/\s+/g, '');
  const single = readDay(word, today, 'future');
  if (single) return { from: single, to: single };
  return betweenDays(word, today, 'future');
}

/** Two days with something between them, whatever their order. */
export function betweenDays(
  word: string,
  today: LocalDay,
  tense: 'future' | 'past',
): { readonly from: LocalDay; readonly to: LocalDay } | undefined {
  // A dash stands between two days as well as inside one.
  for (const { index, 0: sign } of word.matchAll(BETWEEN_DAYS)) {
    const from = readDay(word.slice(0, index), today, tense);
    const to = readDay(word.slice(index + sign.length), today, tense);
    if (from && to) return { from, to };
  }
  return undefined;
}

/** Whether a word is a day does not depend on which day it is. */
const ANY_DAY = '2024-02-28' as LocalDay;

/** True for a word that is a day, or two with something between. */
export function isDays(text: string): boolean {
  return readDays(text, ANY_DAY) !== undefined;
}

/** True for a word that is a day. */
export function isDay(text: string): boolean {
  return readDay(text, ANY_DAY, 'future') !== undefined;
}

/**
 * True for a word that says on which side of today it lies, and lies on the side of `tense`: yesterday, three days ago,
 * last Friday when something was done; tomorrow, in three days, next Friday when something will be. Only these may be
 * picked out of a note, where a bare weekday or 3.5 can be anything.
 */
export function isDayBeyondDoubt(text: string, tense: 'future' | 'past'): boolean {
  const word = text.normalize('NFKC');
  const isOtherWeek = (WEEK_OFFSETS.get(WEEK_PATTERN.exec(word)?.[1] ?? '') ?? 0) !== 0;
  const isRelative = DAY_WORDS.has(word) || DAYS_PATTERN.test(word) || isOtherWeek;
  const day = isRelative ? readDay(word, ANY_DAY, tense) : undefined;
  return day !== undefined && (tense === 'future' ? day > ANY_DAY : day < ANY_DAY);
}

function readWeekday(word: string, today: LocalDay, tense: 'future' | 'past'): LocalDay | undefined {
  const match = WEEK_PATTERN.exec(word);
  const wanted = match?.[2] === undefined ? undefined : WEEKDAY_WORDS[match[2]];
  if (!match || wanted === undefined) return undefined;
  const thisWeeks = addDays(today, wanted - weekday(today));
  const weeks = match[1] === undefined ? undefined : WEEK_OFFSETS.get(match[1]);
  if (weeks !== undefined) return addDays(thisWeeks, 7 * weeks);
  if (tense === 'future') return thisWeeks >= today ? thisWeeks : addDays(thisWeeks, 7);
  return thisWeeks <= today ? thisWeeks : addDays(thisWeeks, -7);
}

function readDistance(word: string, today: LocalDay): LocalDay | undefined {
  const match = DAYS_PATTERN.exec(word);
  const unit = DISTANCE_UNITS.get(match?.[2] ?? '');
  if (!match?.[1] || !unit) return undefined;
  const count = (DIGIT_WORDS[match[1]] ?? Number(match[1])) * (match[3] === AGO ? -1 : 1);
  return 'days' in unit ? addDays(today, count * unit.days) : addMonths(today, count * unit.months);
}

/** The same date some months on; the last of the month when that month is shorter. */
function addMonths(today: LocalDay, months: number): LocalDay | undefined {
  const [year = 0, month = 1, date = 1] = today.split('-').map(Number);
  const index = year * 12 + month - 1 + months;
  for (let day = date; day > 27; day--) {
    const found = localDayOf(Math.floor(index / 12), (index % 12) + 1, day);
    if (found) return found;
  }
  return localDayOf(Math.floor(index / 12), (index % 12) + 1, date);
}

function readDate(word: string, today: LocalDay, tense: 'future' | 'past'): LocalDay | undefined {
  const match = MONTH_DAY_PATTERN.exec(word);
  if (!match) return undefined;
  const [month, date] = [Number(match[2]), Number(match[3])];
  if (match[1] !== undefined) return localDayOf(Number(match[1]), month, date);
  const year = Number(today.slice(0, 4));
  const thisYears = localDayOf(year, month, date);
  if (tense === 'future') return thisYears && thisYears >= today ? thisYears : localDayOf(year + 1, month, date);
  return thisYears && thisYears <= today ? thisYears : localDayOf(year - 1, month, date);
}
