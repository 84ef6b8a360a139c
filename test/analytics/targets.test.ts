import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf } from '../../src/analytics/rate-band.ts';
import { reverseTarget } from '../../src/analytics/reverse-target.ts';
import { splitByWeights } from '../../src/analytics/split-by-weights.ts';
import { whatIf } from '../../src/analytics/what-if.ts';
import { stageId } from '../../src/domain/ids.ts';
import { SEED } from '../support/property-seed.ts';

/** Hops from a history `a → b → c …`, each rate as it was seen. */
const history = (...counts: readonly number[]) =>
  counts.slice(1).map((successes, at) => ({
    stage: stageId(`s${at}`),
    rate: successes / (counts[at] ?? 1),
    successes,
  }));
const needsOf = (target: number, ...counts: readonly number[]) =>
  reverseTarget(target, 0, history(...counts)).needs.map(({ leads }) => leads);

describe('a target counted back', () => {
  it('takes 2000, 800 and 200 leads for 20 wins at 40 %, 25 % and 10 %, the win itself being 20', () => {
    expect(needsOf(20, 1000, 400, 100, 10)).toEqual([2000, 800, 200]);
    expect(20 / (0.4 * 0.25 * 0.1)).not.toBe(2000);
  });

  it('takes not one lead more because of the last digit', () => {
    expect(21 / (0.03 * 0.35)).toBeGreaterThan(2000);
    expect(needsOf(21, 10_000, 300, 105)[0]).toBe(2000);
  });

  it('is 1336 to 2993 after a history of 1000, and anything from 559 to 7159 after one of 100', () => {
    expect(reverseTarget(20, 0, history(1000, 400, 100, 10)).band).toEqual({ low: 1336, high: 2993 });
    expect(reverseTarget(20, 0, history(100, 40, 10, 1)).band).toEqual({ low: 559, high: 7159 });
  });

  it('has no band when a hop was never seen to succeed', () => {
    const hops = [{ stage: stageId('s'), rate: 0.5, successes: 0 }];
    expect(reverseTarget(3, 0, hops)).toMatchObject({ needs: [{ leads: 6 }], newLeads: 6, band: null });
  });

  it('needs nobody new once the open leads are expected to bring it all', () => {
    const hops = history(100, 50);
    expect(reverseTarget(5, 4.5, hops).newLeads).toBe(1);
    expect(reverseTarget(5, 5, hops).newLeads).toBe(0);
    expect(reverseTarget(5, 9, hops).newLeads).toBe(0);
    expect(reverseTarget(0, 0, hops).needs[0]?.leads).toBe(0);
  });

  it('knows no need where a rate is missing or 0, and names the missing ones', () => {
    const [first, last] = [stageId('a'), stageId('b')];
    const missing = reverseTarget(5, 0, [
      { stage: first, rate: null, successes: 0 },
      { stage: last, rate: 0.5, successes: 9 },
    ]);
    expect(missing.needs.map(({ leads }) => leads)).toEqual([null, 10]);
    expect(missing).toMatchObject({ newLeads: null, band: null, missing: [first] });
    expect(reverseTarget(5, 0, [{ stage: first, rate: 0, successes: 0 }]).needs[0]?.leads).toBeNull();
  });

  it('is always enough, and one lead less never is', () => {
    const rate = fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.array(rate, { minLength: 1, maxLength: 5 }), (target, rates) => {
        const hops = rates.map((one, at) => ({ stage: stageId(`s${at}`), rate: one, successes: 10 }));
        const product = rates.reduce((all, one) => all * one, 1);
        const leads = reverseTarget(target, 0, hops).needs[0]?.leads ?? Number.NaN;
        expect(leads * product).toBeGreaterThan(target - 1e-6);
        expect((leads - 1) * product).toBeLessThan(target);
      }),
      { seed: SEED },
    );
  });
});

describe('a split by weights', () => {
  it('makes 37 and 36 of 73 in equal parts, 44 and 29 at 3:2', () => {
    expect(splitByWeights(73, [1, 1])).toEqual([37, 36]);
    expect(splitByWeights(73, [3, 2])).toEqual([44, 29]);
  });

  it('is equal without weights, and nothing among nobody', () => {
    expect(splitByWeights(7, [0, 0, 0])).toEqual([3, 2, 2]);
    expect(splitByWeights(7, [])).toEqual([]);
    expect(splitByWeights(7, [0, 1])).toEqual([0, 7]);
  });

  it('adds up to the whole, and no part is a lead off its share', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), weights, (whole, some) => {
        const parts = splitByWeights(whole, some);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole);
        const total = some.reduce((sum, weight) => sum + weight, 0);
        parts.forEach((part, at) => {
          const share = total === 0 ? whole / some.length : (whole * (some[at] ?? 0)) / total;
          expect(Math.abs(part - share)).toBeLessThan(1);
        });
      }),
      { seed: SEED },
    );
  });
});

describe('what if', () => {
  const today = { rate: 0.2, successes: 20, newRate: 0.3, winsPerMonth: 4, entryWinProbability: 0.01 };

  it('another rate brings wins in proportion, and says how many leads would bring the same', () => {
    const better = whatIf(today);
    expect(better?.extraWinsPerMonth).toBeCloseTo(2, 12);
    expect(better?.equivalentLeadsPerMonth).toBeCloseTo(200, 9);
    expect(better?.rateBand?.low).toBeCloseTo(0.1548, 4);
    expect(better?.rateBand?.high).toBeCloseTo(0.2584, 4);
    expect(better?.isRateKnown).toBe(true);
    expect(whatIf({ ...today, newRate: 0.1 })?.extraWinsPerMonth).toBeCloseTo(-2, 12);
  });

  it('is worth little when today’s rate may be the new one already', () => {
    expect(whatIf({ ...today, newRate: 0.25 })?.isRateKnown).toBe(false);
    expect(whatIf({ ...today, successes: 0 })).toMatchObject({ rateBand: null, isRateKnown: false });
    expect(whatIf({ ...today, entryWinProbability: null })?.equivalentLeadsPerMonth).toBeNull();
    expect(whatIf({ ...today, rate: 0 })).toBeNull();
  });
});

describe('the band of a rate', () => {
  it('is nothing at all for a certain one, and wider the fewer successes there were', () => {
    expect(bandOf([{ rate: 1, successes: 3 }])).toEqual({ low: 1, high: 1 });
    const [few, many] = [bandOf([{ rate: 0.2, successes: 4 }]), bandOf([{ rate: 0.2, successes: 400 }])];
    expect(few?.low).toBeLessThan(many?.low ?? 0);
    expect(few?.high).toBeGreaterThan(many?.high ?? 9);
  });
});
