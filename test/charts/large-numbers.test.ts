import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChartData, type ChartName, drawChart } from '../../src/charts/charts.ts';
import { SEED } from '../support/property-seed.ts';
import { drawnTexts } from './drawn-texts.ts';

const heading = { scope: null, period: '11月16日–11月22日', asOf: '11月22日 17:35' };
const rateWindow = '近91天';
/** Counts of every size up to twice the largest store we measure, small ones as often as large ones. */
const count = fc.oneof(fc.nat(9), fc.nat(999), fc.nat(99_999), fc.nat(2_000_000));
const fen = fc.option(fc.oneof(fc.nat(1_000_000), fc.nat(1_000_000_000), fc.integer({ min: 0, max: 10 ** 14 })));
const rate = fc.tuple(count, count).map(([a, b]) => ({ k: Math.min(a, b), n: Math.max(a, b) }));
const name = fc.oneof(fc.constantFrom('线索', '意向', '商机'), fc.string({ unit: 'grapheme', maxLength: 40 }));
const change = fc.constantFrom('up' as const, 'down' as const, 'flat' as const, null);
const several = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 7 });

const onward = fc.tuple(rate, change).map(([{ k, n }, change]) => ({ k, n, change }));
const funnel: fc.Arbitrary<ChartData<'weekly-funnel'>> = fc.record({
  heading: fc.constant(heading),
  rateWindow: fc.constant(rateWindow),
  dropsMost: fc.option(fc.nat(6)),
  stages: several(fc.record({ name, count, amountFen: fen, stale: count, onward })),
  period: fc.record({ created: count, won: count, wonFen: fen, lost: count, invalid: count }),
});

const moves = fc.record({
  created: count,
  forwardIn: count,
  backwardIn: count,
  reopened: count,
  forwardOut: count,
  won: count,
  lost: count,
  invalid: count,
  backwardOut: count,
});
const flowStage = fc.tuple(name, count, moves).map(([name, closing, move]) => {
  const came = move.created + move.forwardIn + move.backwardIn + move.reopened;
  const went = move.forwardOut + move.won + move.lost + move.invalid + move.backwardOut;
  // What is missing for the books to balance was there at the start, or stays.
  const opening = Math.max(0, closing - came + went);
  return { ...move, name, opening, closing: opening + came - went };
});
const flow: fc.Arbitrary<ChartData<'stage-flow'>> = fc.record({
  heading: fc.constant(heading),
  stages: several(flowStage.filter(({ closing }) => closing >= 0)),
});

const losses: fc.Arbitrary<ChartData<'loss-pareto'>> = several(name).chain((stages) =>
  fc.record({
    heading: fc.constant(heading),
    stages: fc.constant(stages),
    reopened: count,
    reasons: fc.array(
      fc.record({
        name,
        amountFen: fen,
        counts: fc.array(count, { minLength: stages.length, maxLength: stages.length }),
      }),
      { maxLength: 12 },
    ),
  }),
);

const amount = fen.map((value) => value ?? 0);
const forecast: fc.Arbitrary<ChartData<'forecast-range'>> = fc.record({
  heading: fc.constant(heading),
  expectedFen: amount,
  lowFen: amount,
  highFen: amount,
  targetFen: fen,
  freshFen: fen,
  stages: several(fc.record({ name, count, amountFen: amount, weightedFen: fen })),
  withoutAmount: count,
  withoutRate: count,
  past: fc.array(fc.record({ period: name, forecastFen: amount, actualFen: amount }), { maxLength: 3 }),
});

const rep = fc.record({
  name,
  open: count,
  stale: count,
  added: count,
  advanced: count,
  quota: fc.option(count),
  won: count,
  wonFen: fen,
  winRate: rate,
});
const table: fc.Arbitrary<ChartData<'rep-table'>> = fc.record({
  heading: fc.constant(heading),
  rateWindow: fc.constant(rateWindow),
  reps: fc.array(rep, { maxLength: 25 }),
  total: rep,
});

const trend: fc.Arbitrary<ChartData<'c1-trend'>> = fc.integer({ min: 1, max: 20 }).chain((windows) =>
  fc.record({
    heading: fc.constant(heading),
    rateWindow: fc.constant(rateWindow),
    windows: fc.constant(Array.from({ length: windows }, (_, at) => `${at + 1}月1日`)),
    hops: several(
      fc.record({ from: name, to: name, change, points: fc.array(rate, { minLength: windows, maxLength: windows }) }),
    ),
  }),
);

const charts: readonly [ChartName, fc.Arbitrary<unknown>][] = [
  ['weekly-funnel', funnel],
  ['stage-flow', flow],
  ['loss-pareto', losses],
  ['forecast-range', forecast],
  ['rep-table', table],
  ['c1-trend', trend],
];

test.each(charts)('a %s of any numbers and names has every text inside and none over another', (chart, anything) => {
  fc.assert(
    fc.property(anything, (data) => {
      const texts = drawnTexts(drawChart(chart, data)).filter(({ text }) => text !== '');
      const outside = texts.filter(({ left, right }) => left < 12 || right > 378).map(({ text }) => text);
      const clashes = texts.flatMap((one, at) =>
        texts
          .slice(at + 1)
          .filter((two) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom)
          .map((two) => `${one.text} × ${two.text}`),
      );
      expect({ outside, clashes }).toEqual({ outside: [], clashes: [] });
    }),
    { numRuns: 150, seed: SEED },
  );
});
