import chineseDays from 'chinese-days';
import { addDays, type LocalDay } from './domain/period.ts';
import { nationalDayOf, type PublishedCalendar } from './domain/work-calendar.ts';

/** First year the library knows, and how far ahead it is asked. */
const FIRST_YEAR = 2004;
const LAST_YEAR = 2060;

/** What the library says of a day; for one that is nothing special the name is that of its weekday. */
type DayDetail = (day: string) => { readonly work: boolean; readonly name: string };

/**
 * The State Council's holidays and make-up days as chinese-days has them, for the years it really has: asked for any
 * other it answers Monday to Friday as if that were so. A year it has is told by its National Day.
 */
export function publishedCalendar(detailOf: DayDetail = chineseDays.getDayDetail): PublishedCalendar {
  const publishedYears: number[] = [];
  const holidays = new Map<LocalDay, string>();
  const makeUpDays = new Map<LocalDay, string>();
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    const nationalDay = nationalDayOf(year);
    if (nationalDay === undefined || holidayName(detailOf(nationalDay).name) === undefined) continue;
    publishedYears.push(year);
    for (let day = `${year}-01-01` as LocalDay; day <= `${year}-12-31`; day = addDays(day, 1)) {
      const { work, name } = detailOf(day);
      const holiday = holidayName(name);
      if (holiday !== undefined) (work ? makeUpDays : holidays).set(day, holiday);
    }
  }
  return { publishedYears, holidays, makeUpDays };
}

/** The Chinese name out of `English name,Chinese name,days off`; undefined for a mere weekday. */
function holidayName(name: string): string | undefined {
  return name.split(',')[1];
}
