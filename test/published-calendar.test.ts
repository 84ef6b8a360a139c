import { getDayDetail } from 'chinese-days';
import { describe, expect, it } from 'vitest';
import { addDays, type LocalDay } from '../src/domain/period.ts';
import { publishedCalendar } from '../src/published-calendar.ts';

/** The State Council's notice for 2026: first and last day of each holiday, and its make-up days. */
const NOTICE_2026: readonly (readonly [name: string, from: string, to: string, madeUp: readonly string[]])[] = [
  ['元旦', '2026-01-01', '2026-01-03', ['2026-01-04']],
  ['春节', '2026-02-15', '2026-02-23', ['2026-02-14', '2026-02-28']],
  ['清明', '2026-04-04', '2026-04-06', []],
  ['劳动节', '2026-05-01', '2026-05-05', ['2026-05-09']],
  ['端午', '2026-06-19', '2026-06-21', []],
  ['中秋', '2026-09-25', '2026-09-27', []],
  ['国庆节', '2026-10-01', '2026-10-07', ['2026-09-20', '2026-10-10']],
];

const of = (year: number, days: ReadonlyMap<LocalDay, string>) =>
  [...days].filter(([day]) => day.startsWith(`${year}`));

describe('the published calendar', () => {
  const calendar = publishedCalendar();

  it('has the 33 days off of 2026 and its six make-up days, as the State Council published them', () => {
    const off: [string, string][] = [];
    for (const [name, from, to] of NOTICE_2026) {
      for (let day = from as LocalDay; day <= to; day = addDays(day, 1)) off.push([day, name]);
    }
    expect(off).toHaveLength(33);
    expect(of(2026, calendar.holidays)).toEqual(off);
    const madeUp = NOTICE_2026.flatMap(([name, , , days]) => days.map((day) => [day, name])).sort();
    expect(of(2026, calendar.makeUpDays)).toEqual(madeUp);
  });

  it('has the years up to 2026 and nothing of 2027', () => {
    expect(calendar.publishedYears).toContain(2026);
    expect(calendar.publishedYears).not.toContain(2027);
    expect(of(2027, calendar.holidays)).toEqual([]);
    expect(of(2027, calendar.makeUpDays)).toEqual([]);
  });

  it('has 2027 as soon as the library has', () => {
    const news = new Map([
      ['2027-01-01', { work: false, name: "New Year's Day,元旦,1" }],
      ['2027-10-01', { work: false, name: 'National Day,国庆节,3' }],
      ['2027-10-09', { work: true, name: 'National Day,国庆节,3' }],
    ]);
    const later = publishedCalendar((day) => news.get(day) ?? getDayDetail(day));
    expect(later.publishedYears).toEqual([...calendar.publishedYears, 2027]);
    expect(of(2027, later.holidays)).toEqual([
      ['2027-01-01', '元旦'],
      ['2027-10-01', '国庆节'],
    ]);
    expect(of(2027, later.makeUpDays)).toEqual([['2027-10-09', '国庆节']]);
  });
});
