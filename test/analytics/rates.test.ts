import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeOf,
  chiSquare,
  displayOf,
  fisherExact,
  median,
  percentile,
  twoProportionZ,
  wilson,
  Z90,
} from '../../src/analytics/rates.ts';
import { SEED } from '../support/property-seed.ts';

const RUNS = { seed: SEED, numRuns: 1000 };
const fraction = fc.tuple(fc.nat(200), fc.nat(200)).map(([a, b]) => ({ k: Math.min(a, b), n: Math.max(a, b) }));

describe('the Wilson interval', () => {
  it.each([
    [{ k: 7, n: 8 }, 1.96, 52.9, 97.8],
    [{ k: 5, n: 5 }, 1.96, 56.6, 100],
    [{ k: 2, n: 4 }, 1.96, 15, 85],
    [{ k: 5, n: 40 }, Z90, 6.2, 23.5],
    [{ k: 6, n: 40 }, Z90, 8, 26.5],
    [{ k: 1, n: 20 }, Z90, 1.1, 19.6],
    [{ k: 2, n: 20 }, Z90, 3.4, 26.2],
  ])('of %j at z = %s runs from %s % to %s %', (of, z, low, high) => {
    const interval = wilson(of, z);
    const percent = (value = 0) => Math.round(value * 1000) / 10;
    expect([percent(interval?.low), percent(interval?.high)]).toEqual([low, high]);
  });

  it('is nothing where there is nothing, and else holds the rate and lies between 0 and 1', () => {
    expect(wilson({ k: 0, n: 0 })).toBeNull();
    fc.assert(
      fc.property(fraction, ({ k, n }) => {
        const interval = wilson({ k, n });
        if (n === 0 || !interval) return;
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.low).toBeLessThanOrEqual(k / n + 1e-12);
        expect(interval.high).toBeGreaterThanOrEqual(k / n - 1e-12);
        expect(interval.high).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });
});

describe('showing a rate', () => {
  it.each([
    [0, 'none'],
    [1, 'fraction'],
    [7, 'fraction'],
    [8, 'small'],
    [19, 'small'],
    [20, 'full'],
  ] as const)('of n = %s is %s', (n, display) => {
    expect(displayOf(n)).toBe(display);
  });

  it('has an arrow only for a difference that is more than chance, of eight on both sides', () => {
    expect(changeOf({ k: 10, n: 50 }, { k: 25, n: 50 })).toBe('up');
    expect(changeOf({ k: 25, n: 50 }, { k: 10, n: 50 })).toBe('down');
    expect(changeOf({ k: 20, n: 50 }, { k: 23, n: 50 })).toBe('level');
    expect(changeOf({ k: 0, n: 7 }, { k: 50, n: 50 })).toBe('level');
    expect(changeOf({ k: 8, n: 8 }, { k: 8, n: 8 })).toBe('level');
  });
});

describe('tests of significance', () => {
  it('knows the reps of the specification', () => {
    expect(fisherExact({ k: 1, n: 20 }, { k: 30, n: 80 })).toBeCloseTo(0.0056, 4);
    expect(fisherExact({ k: 2, n: 20 }, { k: 30, n: 80 })).toBeCloseTo(0.018, 3);
  });

  it.each([
    [[3, 10, 15, 20], 0.045],
    [[0, 5, 5, 5], 0.0079],
    [[4, 8, 4, 8], 1],
  ])('of a fourfold table %j by Fisher is %s', ([k1 = 0, n1 = 0, k2 = 0, n2 = 0], p) => {
    expect(fisherExact({ k: k1, n: n1 }, { k: k2, n: n2 })).toBeCloseTo(p, 3);
  });

  it('is the same whichever group comes first, and never above 1', () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        expect(fisherExact(a, b)).toBeCloseTo(fisherExact(b, a), 9);
        expect(fisherExact(a, b)).toBeLessThanOrEqual(1);
        expect(twoProportionZ(a, b)).toBeCloseTo(-twoProportionZ(b, a), 12);
      }),
      RUNS,
    );
  });

  it('by χ² gives what tables give', () => {
    // 2 degrees of freedom: p = exp(−χ²/2); 3.841 is the 5 % point of one.
    const groups = [
      { k: 10, n: 20 },
      { k: 10, n: 20 },
      { k: 16, n: 20 },
    ];
    expect(chiSquare(groups)).toBeCloseTo(Math.exp(-5 / 2), 2);
    expect(chiSquare([{ k: 1, n: 2 }])).toBe(1);
    expect(
      chiSquare([
        { k: 0, n: 9 },
        { k: 0, n: 5 },
      ]),
    ).toBe(1);
    expect(
      chiSquare([
        { k: 30, n: 100 },
        { k: 40, n: 100 },
      ]),
    ).toBeCloseTo(0.1382, 4);
  });
});

describe('percentiles', () => {
  it('are interpolated as spreadsheets do it', () => {
    expect(percentile([4, 4, 5, 5, 6], 0.9)).toBeCloseTo(5.6, 12);
    expect(percentile([22, 6, 14, 10], 0.9)).toBeCloseTo(19.6, 12);
    expect(median([6, 1, 2, 2, 2, 3, 4, 6])).toBe(2.5);
    expect(median([])).toBeNull();
    expect(percentile([7], 0.9)).toBe(7);
  });
});
