import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecast } from '../../src/analytics/forecast.ts';
import { shrunkRates } from '../../src/analytics/shrunk-rates.ts';
import { type Chance, sumQuantiles } from '../../src/analytics/sum-quantiles.ts';
import { stageId } from '../../src/domain/ids.ts';
import { Pipeline } from '../../src/domain/stage.ts';
import { instant } from '../support/instant.ts';
import { decisionsAt, openLead } from '../support/outlook.ts';
import { SEED } from '../support/property-seed.ts';
import { seedPipeline, seedStages } from '../support/seed.ts';

const chance = fc.record({
  amountFen: fc.integer({ min: 1, max: 10_000_000 }),
  probability: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
});
const total = (chances: readonly Chance[]) => chances.reduce((sum, { amountFen }) => sum + amountFen, 0);

/** Quantiles by going through every outcome, one bit a chance. */
function byEnumeration(chances: readonly Chance[]) {
  const outcomes = Array.from({ length: 2 ** chances.length }, (_, outcome) => {
    let [sum, weight] = [0, 1];
    chances.forEach(({ amountFen, probability }, at) => {
      const comes = (outcome & (1 << at)) !== 0;
      if (comes) sum += amountFen;
      weight *= comes ? probability : 1 - probability;
    });
    return { sum, weight };
  }).sort((a, b) => a.sum - b.sum);
  const at = (q: number) => {
    let below = 0;
    return outcomes.find(({ weight }) => {
      below += weight;
      return below >= q - 1e-9;
    })?.sum;
  };
  return { low: at(0.1), median: at(0.5), high: at(0.9) };
}

describe('quantiles of what may come', () => {
  it('are those of every outcome gone through, up to 15 chances', () => {
    fc.assert(
      fc.property(fc.array(chance, { maxLength: 8 }), (chances) => {
        expect(sumQuantiles(chances)).toEqual({ ...byEnumeration(chances), method: 'exact' });
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('are in order, between nothing and everything, the same whatever the order of the leads', () => {
    fc.assert(
      fc.property(fc.array(chance, { maxLength: 15 }), (chances) => {
        const { low, median, high } = sumQuantiles(chances);
        expect([0, low, median, high, total(chances)].toSorted((a, b) => a - b)).toEqual([
          0,
          low,
          median,
          high,
          total(chances),
        ]);
        expect(sumQuantiles(chances.toReversed())).toEqual({ low, median, high, method: 'exact' });
      }),
      { seed: SEED, numRuns: 50 },
    );
  });

  it('are drawn above 15 chances, the same each time and close to the truth', () => {
    const coins: Chance[] = Array.from({ length: 100 }, () => ({ amountFen: 100, probability: 0.5 }));
    const drawn = sumQuantiles(coins);
    expect(drawn.method).toBe('drawn');
    expect(sumQuantiles(coins)).toEqual(drawn);
    // Of 100 fair coins 44, 50 and 56 fall heads in 10, 50 and 90 % of the cases.
    for (const [quantile, truth] of [
      [drawn.low, 4400],
      [drawn.median, 5000],
      [drawn.high, 5600],
    ] as const) {
      expect(Math.abs(quantile - truth)).toBeLessThanOrEqual(100);
    }
  });

  it('are normal above 1000 chances, and never below 0', () => {
    const many = (probability: number): Chance[] =>
      Array.from({ length: 1001 }, () => ({ amountFen: 1000, probability }));
    // Mean 500 500, deviation √1001 · 500.
    expect(sumQuantiles(many(0.5))).toEqual({ low: 480_226, median: 500_500, high: 520_774, method: 'normal' });
    expect(sumQuantiles(many(0.0005)).low).toBe(0);
  });
});

describe('a forecast', () => {
  const at = {
    remainingDays: new Map(),
    asOf: instant('07-01 00:00'),
    timeZone: 'Asia/Shanghai',
    stale: new Set<never>(),
  };
  const rates = shrunkRates([], seedPipeline);

  it('leaves out what has no amount, and says so', () => {
    const leads = [
      openLead(1, 'quote'),
      openLead(2, 'quote', { amountFen: null }),
      openLead(3, 'opp', { amountFen: 0 }),
    ];
    const { weightedFen, withoutAmount, counted, expectedWins } = forecast({ ...at, leads, rates });
    expect([weightedFen, counted]).toEqual([200_000, 1]);
    expect(withoutAmount.map(({ id }) => id)).toEqual([2, 3]);
    expect(expectedWins).toBeCloseTo(0.2 + 0.2 + 0.1, 12);
  });

  it('leaves out what does not move in the second figure', () => {
    const leads = [openLead(1, 'quote'), openLead(2, 'quote')];
    const found = forecast({ ...at, leads, rates, stale: new Set([openLead(2, 'quote').id]) });
    expect([found.weightedFen, found.weightedWithoutStaleFen]).toEqual([400_000, 200_000]);
  });

  it('puts leads into the month the median brings them to, and those nothing tells about apart', () => {
    const leads = [openLead(3, 'interest'), openLead(2, 'opp'), openLead(1, 'quote')];
    const remainingDays = new Map([
      [stageId('quote'), 10],
      [stageId('opp'), 31],
    ]);
    expect(forecast({ ...at, leads, rates, remainingDays }).months).toEqual([
      { month: '2026-07', weightedFen: 200_000, leads: 1 },
      { month: '2026-08', weightedFen: 100_000, leads: 1 },
      { month: null, weightedFen: 25_000, leads: 1 },
    ]);
  });

  it('of nothing is nothing, and tells no probability', () => {
    expect(forecast({ ...at, leads: [], rates })).toMatchObject({
      weightedFen: 0,
      quantiles: { low: 0, median: 0, high: 0 },
      noWinProbability: null,
      expectedWins: 0,
      months: [],
    });
  });
});

describe('rates to predict with', () => {
  const unconfigured = new Pipeline(seedStages.map((stage) => ({ ...stage, expectedRate: null })));

  it('do not exist for a stage nobody configured before 8 decisions, and never are 100 % by default', () => {
    const seven = shrunkRates(decisionsAt('quote', 3, 7), unconfigured);
    expect(seven.map(({ rate }) => rate)).toEqual([null, null, null, null]);
    expect(seven.at(-1)).toMatchObject({ advanced: 3, decided: 7, measured: 3 / 7, winProbability: null });
    expect(shrunkRates(decisionsAt('quote', 3, 8), unconfigured).at(-1)).toMatchObject({
      rate: 3 / 8,
      winProbability: 3 / 8,
    });
  });

  it('leave the leads of such a stage out of the forecast, counted', () => {
    const rates = shrunkRates(decisionsAt('quote', 3, 8), unconfigured);
    const leads = [openLead(1, 'quote'), openLead(2, 'opp')];
    const { counted, withoutProbability } = forecast({
      ...{ remainingDays: new Map(), asOf: 0, timeZone: 'UTC', stale: new Set<never>() },
      leads,
      rates,
    });
    expect([counted, withoutProbability]).toEqual([1, 1]);
  });

  it('lie between what was configured and what was measured', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (advanced, lost) => {
        const rate = shrunkRates(decisionsAt('lead', advanced, advanced + lost), seedPipeline)[0];
        const both = [rate?.configured ?? 0, rate?.measured ?? rate?.configured ?? 0];
        expect(rate?.rate).toBeGreaterThanOrEqual(Math.min(...both) - 1e-12);
        expect(rate?.rate).toBeLessThanOrEqual(Math.max(...both) + 1e-12);
      }),
      { seed: SEED },
    );
  });
});
