import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { showRate } from '../../src/texts/rates.ts';
import { shortMoney } from '../../src/texts/short-money.ts';
import { SEED } from '../support/property-seed.ts';

describe('a rate', () => {
  it.each([
    [0, 0, '—'],
    [0, 3, '0/3'],
    [3, 4, '3/4'],
    [7, 7, '7/7'],
    [7, 8, '7/8 ≈ 88%'],
    [6, 14, '6/14 ≈ 43%'],
    [19, 19, '19/19 ≈ 100%'],
    [0, 20, '0%（0/20）'],
    [13, 30, '43%（13/30）'],
    [1, 8, '1/8 ≈ 13%'],
    [1, 300, '不到1%（1/300）'],
    [299, 300, '超过99%（299/300）'],
    [300, 300, '100%（300/300）'],
  ])('of %i out of %i is shown as %s', (k, n, shown) => {
    expect(showRate(k, n)).toBe(shown);
  });

  it('has no percentage below eight cases', () => {
    for (let n = 0; n < 8; n++) for (let k = 0; k <= n; k++) expect(showRate(k, n)).not.toContain('%');
  });

  it.each([
    [2, 1],
    [-1, 3],
    [0.5, 3],
    [Number.NaN, 3],
  ])('of %d out of %d is none', (k, n) => {
    expect(() => showRate(k, n)).toThrow(/no rate/);
  });
});

describe('a short amount', () => {
  it.each([
    [0, '0元'],
    [50, '不到1元'],
    [865_000, '8,650元'],
    [999_949, '9,999元'],
    [1_000_000, '1万'],
    [12_500_000, '12.5万'],
    [99_960_000, '100万'],
    [128_400_000, '128万'],
    [9_999_400_000, '9,999万'],
    [9_999_600_000, '1亿'],
    [12_345_678_900, '1.2亿'],
    [1_000_000_000_000, '100亿'],
    [100_000_000_000_000, '10,000亿'],
  ])('%i fen is %s', (fen, shown) => {
    expect(shortMoney(fen)).toBe(shown);
  });

  it('has at most eight characters up to ten million million fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 15 }), (fen) => shortMoney(fen).length <= 8),
      { seed: SEED },
    );
  });

  test('is refused when it is none', () => {
    expect(() => shortMoney(Number.NaN)).toThrow(RangeError);
    expect(() => shortMoney(-1)).toThrow(RangeError);
  });
});
