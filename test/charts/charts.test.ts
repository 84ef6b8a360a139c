import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it, test } from 'vitest';
import { type ChartData, drawChart, picture } from '../../src/charts/charts.ts';
import { SEED } from '../support/property-seed.ts';
import { drawnTexts, writtenIn } from './drawn-texts.ts';
import { GALLERY } from './gallery.ts';

const dataOf = (chart: string, name: string) => GALLERY.find((one) => one.chart === chart && one.name === name)?.data;
const week = dataOf('weekly-funnel', 'normal-week') as ChartData<'weekly-funnel'>;
const named = (name: string): ChartData<'weekly-funnel'> => ({
  ...week,
  heading: { scope: name, period: name, asOf: name },
  stages: week.stages.map((stage) => ({ ...stage, name })),
});

describe('a chart', () => {
  it('is found by the name its attachment has', () => {
    const { chart, data } = picture('weekly-funnel', week);
    expect(drawChart(chart, data)).toContain('销售漏斗');
  });

  it.each(['', 'weekly', 'toString', '__proto__', 'x'.repeat(500)])('is refused when none is called %j', (name) => {
    expect(() => drawChart(name, week)).toThrow(/^no chart is called ".{0,40}"$/);
  });

  it('is refused when a number is missing, rather than drawn wrong', () => {
    const stages = week.stages.map(({ count: _, ...stage }) => stage);
    expect(() => drawChart('weekly-funnel', { ...week, stages })).toThrow();
  });

  it('is refused when more advanced than were decided', () => {
    const stages = week.stages.map((stage) => ({ ...stage, onward: { k: 5, n: 4, change: null } }));
    expect(() => drawChart('weekly-funnel', { ...week, stages })).toThrow(/no rate/);
  });

  it('is refused when a stage’s flow does not add up', () => {
    const flow = dataOf('stage-flow', 'normal-week') as ChartData<'stage-flow'>;
    const stages = flow.stages.map((stage) => ({ ...stage, closing: stage.closing + 1 }));
    expect(() => drawChart('stage-flow', { ...flow, stages })).toThrow(/does not add up/);
  });
});

describe('a name in a picture', () => {
  test.each([
    ['<script>alert(1)</script>', '<script>'],
    ['a & b', 'a & b'],
    ['"><image href="x"/>', '"><image'],
    ['星河\u0000\u0007科技', '星河科技'],
    ['\u202e科技', '科技'],
    ['两\n行', '两 行'],
  ])('%j is text and nothing else', (name, shown) => {
    const svg = drawChart('weekly-funnel', named(name));
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(writtenIn(svg).join('\n')).toContain(shown);
    expect(svg).not.toMatch(/<(script|image)/);
  });

  it('may be anything at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (name) => {
        const svg = drawChart('weekly-funnel', named(name));
        expect(XMLValidator.validate(svg)).toBe(true);
        for (const { left, right } of drawnTexts(svg)) {
          expect(left).toBeGreaterThanOrEqual(12);
          expect(right).toBeLessThanOrEqual(378);
        }
      }),
      { numRuns: 200, seed: SEED },
    );
  });

  it('of a hundred thousand characters is cut', () => {
    expect(drawChart('weekly-funnel', named('漏'.repeat(100_000))).length).toBeLessThan(20_000);
  });
});

describe('amounts', () => {
  it('are nowhere in a picture they are kept out of', () => {
    for (const [chart, name] of [
      ['weekly-funnel', 'amounts-hidden'],
      ['rep-table', 'initials-without-amounts'],
    ] as const) {
      expect(writtenIn(drawChart(chart, dataOf(chart, name))).join('\n')).not.toMatch(/[万亿元]/);
    }
  });
});
