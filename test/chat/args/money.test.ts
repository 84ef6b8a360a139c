import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeMoney, meantAsMoney, readMoney } from '../../../src/chat/args/money.ts';
import { SEED } from '../../support/property-seed.ts';

const YUAN = 100;

describe('an amount', () => {
  it.each([
    ['0', 0],
    ['1', 1],
    ['80000', 80_000],
    ['80,000', 80_000],
    ['8,0000', undefined],
    ['1,234,567', 1_234_567],
    ['￥80000', 80_000],
    ['¥80000', 80_000],
    ['¥80,000.50', 80_000.5],
    ['rmb80000', 80_000],
    ['80000rmb', 80_000],
    ['80000元', 80_000],
    ['80000块', 80_000],
    ['80000块钱', 80_000],
    ['80000人民币', 80_000],
    ['8万元', 80_000],
    ['8万块钱', 80_000],
    ['5万', 50_000],
    ['５万', 50_000],
    ['12.5万', 125_000],
    ['12.55万', 125_500],
    ['0.1万', 1_000],
    ['1.005万', 10_050],
    ['8k', 8_000],
    ['8K', 8_000],
    ['8.5k', 8_500],
    ['8千', 8_000],
    ['3w', 30_000],
    ['3W', 30_000],
    ['2m', 2_000_000],
    ['2百万', 2_000_000],
    ['1千万', 10_000_000],
    ['1.2亿', 120_000_000],
    [' 5万 ', 50_000],
    ['0.01', 0.01],
    ['99.99', 99.99],
    ['1000亿', 100_000_000_000],
    ['五万', 50_000],
    ['五万元', 50_000],
    ['十万', 100_000],
    ['十五万', 150_000],
    ['一百二十万', 1_200_000],
    ['两百万', 2_000_000],
    ['一千二百三十四万', 12_340_000],
    ['一亿', 100_000_000],
    ['5万5', 55_000],
    ['5万5千', 55_000],
    ['12万8', 128_000],
    ['3千5', 3_500],
    ['1亿2', 120_000_000],
    ['1亿2千万', 120_000_000],
    ['5万5元', undefined],
    ['五万五', 55_000],
    ['五万五千', 55_000],
    ['一百二十万五', 1_205_000],
  ])('reads %s as %s yuan', (typed, yuan) => {
    expect(readMoney(typed)).toBe(yuan === undefined ? undefined : Math.round(yuan * YUAN));
  });

  it.each([
    [''],
    [' '],
    ['-5'],
    ['-5万'],
    ['+5'],
    ['1e5'],
    ['0x10'],
    ['1 000'],
    ['5 万'],
    ['5.'],
    ['.5'],
    ['5..5'],
    ['1.2.3'],
    ['5万万'],
    ['12万万'],
    ['5万55'],
    ['5千万万'],
    ['万'],
    ['￥'],
    ['$5'],
    ['5美元'],
    ['八万多'],
    ['五五万'],
    ['二千三千万'],
    ['0.001'],
    ['0.0000001万'],
    ['1001亿'],
    ['99999999999999999999'],
    ['NaN'],
    ['Infinity'],
    ['abc'],
    ['金额'],
    ['toString万'],
  ])('does not take %j for an amount', (typed) => {
    expect(readMoney(typed)).toBeUndefined();
  });

  it('reads any number of cents exactly', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000_000_000 });
    fc.assert(
      fc.property(fen, (amount) => {
        const yuan = `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
        expect(readMoney(yuan)).toBe(amount);
        expect(readMoney(`￥${yuan}元`)).toBe(amount);
      }),
      { seed: SEED },
    );
  });

  it('reads any 万 with up to four decimals exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (yuan) => {
        const wan = `${Math.floor(yuan / 10_000)}.${String(yuan % 10_000).padStart(4, '0')}万`;
        expect(readMoney(wan)).toBe(yuan * YUAN);
      }),
      { seed: SEED },
    );
  });
});

describe('a bare word in a note', () => {
  it.each([
    ['5万', true],
    ['12.5万', true],
    ['￥80000', true],
    ['8k', true],
    ['8K', true],
    ['3w', true],
    ['8000元', true],
    ['五万', true],
    ['80000', false],
    ['2026', false],
    ['3', false],
    ['万科', false],
    ['元旦', false],
    ['块', false],
    ['5万人', false],
  ])('%s is an amount beyond doubt: %s', (typed, isMoney) => {
    expect(looksLikeMoney(typed)).toBe(isMoney);
  });

  it.each([
    ['-5', true],
    ['￥abc', true],
    ['5万', true],
    ['5万5', true],
    ['5万55', true],
    ['12万万', true],
    ['1e5', true],
    ['5美元', true],
    ['5万多', true],
    ['八万', true],
    ['八万多', true],
    ['80000', true],
    ['3年合同', false],
    ['两家在比', false],
    ['客户签了', false],
    ['万总同意', false],
    ['abc', false],
  ])('%s was meant as one: %s', (typed, isMeant) => {
    expect(meantAsMoney(typed)).toBe(isMeant);
  });

  // A pattern that looks at each letter again and again would take longer for these than a test may.
  it.each([['9'], ['万'], ['千'], ['九'], ['9,'], ['9.'], ['9万'], ['九万'], ['￥'], ['-']])(
    'is judged in no time, even 200,000 times %s',
    (unit) => {
      expect(looksLikeMoney(`${unit.repeat(200_000)}!`)).toBe(false);
      expect(readMoney(`${unit.repeat(200_000)}!`)).toBeUndefined();
      expect(meantAsMoney(`!${unit.repeat(200_000)}!`)).toBe(false);
    },
  );
});
