import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDays, readDay, readDays } from '../../../src/chat/args/day.ts';
import { addDays, type LocalDay, weekday } from '../../../src/domain/period.ts';
import { SEED } from '../../support/property-seed.ts';

/** A Wednesday. */
const TODAY = '2026-06-10' as LocalDay;
const on = (today: string, typed: string, tense: 'future' | 'past' = 'future') =>
  readDay(typed, today as LocalDay, tense);

describe('a day, whatever is planned or was done', () => {
  it.each([
    ['今天', '2026-06-10'],
    ['今日', '2026-06-10'],
    ['明天', '2026-06-11'],
    ['明日', '2026-06-11'],
    ['后天', '2026-06-12'],
    ['大后天', '2026-06-13'],
    ['昨天', '2026-06-09'],
    ['前天', '2026-06-08'],
    ['大前天', '2026-06-07'],
    [' 明 天 ', '2026-06-11'],
    ['3天后', '2026-06-13'],
    ['３天后', '2026-06-13'],
    ['3 天后', '2026-06-13'],
    ['三天后', '2026-06-13'],
    ['两天后', '2026-06-12'],
    ['十天后', '2026-06-20'],
    ['30天后', '2026-07-10'],
    ['0天后', '2026-06-10'],
    ['999天后', '2029-03-05'],
    ['3天前', '2026-06-07'],
    ['2周后', '2026-06-24'],
    ['两星期后', '2026-06-24'],
    ['两个星期后', '2026-06-24'],
    ['1周前', '2026-06-03'],
    ['1个月后', '2026-07-10'],
    ['3月后', '2026-09-10'],
    ['一个月前', '2026-05-10'],
    ['本周一', '2026-06-08'],
    ['这周五', '2026-06-12'],
    ['本周日', '2026-06-14'],
    ['下周一', '2026-06-15'],
    ['下周三', '2026-06-17'],
    ['下周日', '2026-06-21'],
    ['下个周五', '2026-06-19'],
    ['下星期五', '2026-06-19'],
    ['下礼拜天', '2026-06-21'],
    ['下下周一', '2026-06-22'],
    ['上周五', '2026-06-05'],
    ['上周日', '2026-06-07'],
    ['上上周一', '2026-05-25'],
    ['周三', '2026-06-10'],
    ['2026-12-01', '2026-12-01'],
    ['2026/12/1', '2026-12-01'],
    ['2026.12.01', '2026-12-01'],
    ['２０２６－１２－０１', '2026-12-01'],
    ['2026年12月1日', '2026-12-01'],
    ['2026年12月1号', '2026-12-01'],
    ['2020-02-29', '2020-02-29'],
    ['6月10日', '2026-06-10'],
  ])('reads %s as %s', (typed, day) => {
    expect(on(TODAY, typed, 'future')).toBe(day);
    expect(on(TODAY, typed, 'past')).toBe(day);
  });
});

describe('a day the words leave open', () => {
  it.each([
    ['周四', '2026-06-11', '2026-06-04'],
    ['周五', '2026-06-12', '2026-06-05'],
    ['周二', '2026-06-16', '2026-06-09'],
    ['周日', '2026-06-14', '2026-06-07'],
    ['周天', '2026-06-14', '2026-06-07'],
    ['星期一', '2026-06-15', '2026-06-08'],
    ['礼拜六', '2026-06-13', '2026-06-06'],
    ['3月5日', '2027-03-05', '2026-03-05'],
    ['3月5号', '2027-03-05', '2026-03-05'],
    ['3月5', '2027-03-05', '2026-03-05'],
    ['3/5', '2027-03-05', '2026-03-05'],
    ['3-5', '2027-03-05', '2026-03-05'],
    ['3.5', '2027-03-05', '2026-03-05'],
    ['６月１１日', '2026-06-11', '2025-06-11'],
    ['12月31日', '2026-12-31', '2025-12-31'],
    ['1月1日', '2027-01-01', '2026-01-01'],
  ])('reads %s as the next one (%s) or the last one (%s)', (typed, next, last) => {
    expect(on(TODAY, typed, 'future')).toBe(next);
    expect(on(TODAY, typed, 'past')).toBe(last);
  });
});

describe('a day at the edges of the calendar', () => {
  it.each([
    ['2026-01-31', '1个月后', '2026-02-28'],
    ['2028-01-31', '1个月后', '2028-02-29'],
    ['2026-03-31', '1个月前', '2026-02-28'],
    ['2026-12-31', '2个月后', '2027-02-28'],
    ['2026-01-15', '1个月前', '2025-12-15'],
    ['2026-12-31', '明天', '2027-01-01'],
    ['2026-01-01', '昨天', '2025-12-31'],
    ['2028-02-28', '明天', '2028-02-29'],
    ['2026-02-28', '明天', '2026-03-01'],
    ['2026-06-14', '周日', '2026-06-14'],
    ['2026-06-14', '下周一', '2026-06-15'],
    ['2026-06-15', '下周一', '2026-06-22'],
    ['2026-06-15', '周一', '2026-06-15'],
    ['2027-12-01', '2月29日', '2028-02-29'],
  ])('on %s, %s is %s', (today, typed, day) => {
    expect(on(today, typed)).toBe(day);
  });

  it('has no 29th of February in a common year, neither this nor the next', () => {
    expect(on('2026-06-10', '2月29日')).toBeUndefined();
    expect(on('2026-06-10', '2026-02-29')).toBeUndefined();
    expect(on('2028-06-10', '2月29日', 'past')).toBe('2028-02-29');
  });
});

describe('what is no day', () => {
  it.each([
    ['13月40日'],
    ['4月31日'],
    ['0月1日'],
    ['1月0日'],
    ['2026-13-01'],
    ['2026-6'],
    ['26-06-10'],
    ['1800-01-01'],
    ['周八'],
    ['周零'],
    ['下下下周一'],
    ['下周'],
    ['3天'],
    ['天后'],
    ['-3天后'],
    ['1000天后'],
    ['1.5天后'],
    ['零天后'],
    ['明天见'],
    ['今天下午'],
    ['5万'],
    ['1'],
    ['2026'],
    ['1/2/3/4'],
    ['2026-06-10T10:00'],
    ['NaN'],
    [''],
    [' '],
    ['constructor'],
    ['__proto__'],
    ['toString'],
  ])('does not take %j for a day', (typed) => {
    expect(on(TODAY, typed, 'future')).toBeUndefined();
    expect(on(TODAY, typed, 'past')).toBeUndefined();
  });
});

describe('an open weekday, on any day', () => {
  const someDay = fc.integer({ min: -20_000, max: 20_000 }).map((days) => addDays(TODAY, days));
  const name = fc.constantFrom('一', '二', '三', '四', '五', '六', '日');

  it('is within the week from today on when planned, and within the week up to today when done', () => {
    fc.assert(
      fc.property(someDay, name, (today, which) => {
        const next = on(today, `周${which}`, 'future') as LocalDay;
        const last = on(today, `周${which}`, 'past') as LocalDay;
        expect(next >= today && next < addDays(today, 7)).toBe(true);
        expect(last <= today && last > addDays(today, -7)).toBe(true);
        expect(weekday(next)).toBe(weekday(last));
      }),
      { seed: SEED },
    );
  });

  it('next week and last week are seven days from the same day of this week', () => {
    fc.assert(
      fc.property(someDay, name, (today, which) => {
        const here = on(today, `本周${which}`) as LocalDay;
        expect(on(today, `下周${which}`)).toBe(addDays(here, 7));
        expect(on(today, `上周${which}`)).toBe(addDays(here, -7));
      }),
      { seed: SEED },
    );
  });
});

describe('days from one to another', () => {
  it.each([
    ['2027-01-01~2027-01-03', '2027-01-01', '2027-01-03'],
    ['2027-01-01～2027-01-03', '2027-01-01', '2027-01-03'],
    ['10月1日到10月7日', '2026-10-01', '2026-10-07'],
    ['10月1日 至 10月7日', '2026-10-01', '2026-10-07'],
    ['6月12日-6月15日', '2026-06-12', '2026-06-15'],
    ['6.12-6.15', '2026-06-12', '2026-06-15'],
    ['2027-01-01-2027-01-03', '2027-01-01', '2027-01-03'],
    ['明天——后天', '2026-06-11', '2026-06-12'],
    ['2027-01-01', '2027-01-01', '2027-01-01'],
    ['明天', '2026-06-11', '2026-06-11'],
    ['2027-01-03~2027-01-01', '2027-01-03', '2027-01-01'],
  ])('%s is from %s to %s', (typed, from, to) => {
    expect(readDays(typed, TODAY)).toEqual({ from, to });
    expect(isDays(typed)).toBe(true);
  });

  it.each(['', '~', '2027-01-01~', '~2027-01-01', '2027-01-01~~2027-01-03', '2027-02-30~2027-03-01', '休', '到'])(
    '%s is neither',
    (typed) => {
      expect(readDays(typed, TODAY)).toBeUndefined();
      expect(isDays(typed)).toBe(false);
    },
  );
});
