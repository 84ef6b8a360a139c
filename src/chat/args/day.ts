import { addDays, type LocalDay, localDayOf, weekday } from '../../domain/period.ts';
import { DAY_WORDS, DAYS_PATTERN, DIGIT_WORDS, MONTH_DAY_PATTERN, WEEK_PATTERN, WEEKDAY_WORDS } from './words.ts';

/**
 * The day somebody means. Where the words leave it open (`周五`, `3月5日`), `tense` decides: the next such day from
 * today on, or the last one up to today. Undefined when it is no day at all.
 */
export function readDay(text: string, today: LocalDay, tense: 'future' | 'past'): LocalDay | undefined {
  const word = text.normalize('NFKC').replace(/\s+/g, '');
  const offset = DAY_WORDS[word];
  if (offset !== undefined) return addDays(today, offset);
  return readWeekday(word, today, tense) ?? readDistance(word, today) ?? readDate(word, today, tense);
}

function readWeekday(word: string, today: LocalDay, tense: 'future' | 'past'): LocalDay | undefined {
  const match = WEEK_PATTERN.exec(word);
  const wanted = match?.[2] === undefined ? undefined : WEEKDAY_WORDS[match[2]];
  if (!match || wanted === undefined) return undefined;
  const thisWeeks = addDays(today, wanted - weekday(today));
  switch (match[1]) {
    case '上':
      return addDays(thisWeeks, -7);
    case '上上':
      return addDays(thisWeeks, -14);
    case '下':
      return addDays(thisWeeks, 7);
    case '下下':
      return addDays(thisWeeks, 14);
    case '这':
    case '本':
      return thisWeeks;
    default:
      if (tense === 'future') return thisWeeks >= today ? thisWeeks : addDays(thisWeeks, 7);
      return thisWeeks <= today ? thisWeeks : addDays(thisWeeks, -7);
  }
}

function readDistance(word: string, today: LocalDay): LocalDay | undefined {
  const match = DAYS_PATTERN.exec(word);
  if (!match?.[1] || !match[2]) return undefined;
  const count = DIGIT_WORDS[match[1]] ?? Number(match[1]);
  const sign = match[3] === '前' ? -1 : 1;
  if (match[2] === '天') return addDays(today, sign * count);
  if (match[2].endsWith('月')) return addMonths(today, sign * count);
  return addDays(today, sign * count * 7);
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
