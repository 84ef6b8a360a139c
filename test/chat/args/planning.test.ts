import { describe, expect, it } from 'vitest';
import { readMonth } from '../../../src/chat/args/month.ts';
import { readPeriod } from '../../../src/chat/args/period.ts';
import { readRateChange } from '../../../src/chat/args/rate-change.ts';
import { looksLikeWins, readWins } from '../../../src/chat/args/wins.ts';
import type { LocalDay } from '../../../src/domain/period.ts';
import { seedPipeline } from '../../support/seed.ts';

const today = '2026-06-10' as LocalDay;

describe('a month', () => {
  it.each([
    ['本月', '2026-06'],
    ['下个月', '2026-07'],
    ['上月', '2026-05'],
    ['7月', '2026-07'],
    ['１２月份', '2026-12'],
    ['1月', '2026-01'],
    ['2026-12', '2026-12'],
    ['2027年3月', '2027-03'],
    ['13月', undefined],
    ['2026-00', undefined],
    ['9999-12', undefined],
    ['7', undefined],
    ['本周', undefined],
  ])('%s is %s', (typed, month) => {
    expect(readMonth(typed, today)).toBe(month);
  });

  it('without a year is the nearest of its name', () => {
    const december = '2026-12-24' as LocalDay;
    expect(['1月', '6月', '7月', '11月'].map((typed) => readMonth(typed, december))).toEqual([
      '2027-01',
      '2027-06',
      '2026-07',
      '2026-11',
    ]);
  });
});

describe('a period to come', () => {
  it.each([
    ['下周', '2026-06-15', '2026-06-21'],
    ['下月', '2026-07-01', '2026-07-31'],
    ['下季', '2026-07-01', '2026-09-30'],
    ['明年', '2027-01-01', '2027-12-31'],
    ['12月', '2026-12-01', '2026-12-31'],
    ['3月', '2027-03-01', '2027-03-31'],
    ['q1', '2027-01-01', '2027-03-31'],
    ['q2', '2026-04-01', '2026-06-30'],
    ['7月1日~7月15日', '2026-07-01', '2026-07-15'],
  ])('%s goes from %s to %s', (typed, from, to) => {
    expect(readPeriod(typed, today, 'future')).toEqual({ from, to });
  });
});

describe('a period nobody can reckon with', () => {
  it.each(['9999年', '9999-12', '9999q4', '1969年'])('%s is none', (typed) => {
    expect(readPeriod(typed, today)).toBeUndefined();
  });
});

describe('a number of wins', () => {
  it.each([
    ['20单', 20],
    ['２０ 单', 20],
    ['5', 5],
    ['0单', 0],
    ['5万', undefined],
    ['-5单', undefined],
    ['1.5单', undefined],
    ['99999999单', undefined],
  ])('%s is %s', (typed, wins) => {
    expect(readWins(typed)).toBe(wins);
  });

  it('is beyond doubt only with its unit', () => {
    expect(['5单', '5', '5万'].map(looksLikeWins)).toEqual([true, false, false]);
  });
});

describe('another rate for a hop', () => {
  const read = (typed: string) => {
    const change = readRateChange(typed, seedPipeline);
    if (!change || 'unknownStage' in change) return change;
    const { stage, to, rate, newRate } = change;
    return [stage.name, to?.name, rate, newRate];
  };

  it.each([
    '报价→成交 20%→30%',
    '报价->成交 20%->30%',
    '报价 → 成交 20 % → 30 %',
    '报价－＞成交　２０％－＞３０％',
    '报价=>成交，20%=>30%',
    '报价→成交20%→30%',
    '报价 成交 20 30',
    '报价到成交 20%到30%',
    '从报价到成交 20% 提高到 30%',
    '报价——>赢单 0.2→0.3',
    '已报价→签单 20→30',
  ])('%s is quote to won from 20 to 30 percent', (typed) => {
    expect(read(typed)).toEqual(['报价', '成交', 0.2, 0.3]);
  });

  it('may leave out where the hop leads, and what the rate is today', () => {
    expect(read('报价 20%→30%')).toEqual(['报价', undefined, 0.2, 0.3]);
    expect(read('报价→成交 30%')).toEqual(['报价', '成交', undefined, 0.3]);
    expect(read('意向 12.5%')).toEqual(['意向', undefined, undefined, 0.125]);
  });

  it.each([
    '',
    '报价→成交',
    '20%→30%',
    '报价→成交 20%→',
    '报价→成交 0%→30%',
    '报价→成交 20%→130%',
    `${'报'.repeat(300)} 5%`,
  ])('%s is none', (typed) => {
    expect(read(typed)).toBeUndefined();
  });

  it('says which stage nobody knows', () => {
    expect(read('报价→签字了 20%→30%')).toEqual({ unknownStage: '签字了' });
  });
});
