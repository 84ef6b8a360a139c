import { describe, expect, it } from 'vitest';
import { timeInStage } from '../../src/analytics/time-in-stage.ts';
import { created, eventsOf, moved } from '../support/history.ts';
import { instant } from '../support/instant.ts';
import { factsAsOf } from '../support/lives.ts';
import { seedPipeline } from '../support/seed.ts';

const MARCH = { from: instant('03-01 00:00'), to: instant('04-01 00:00') };

async function inMarch(...lives: readonly Parameters<typeof eventsOf>[0][]) {
  const facts = factsAsOf(
    lives.map((steps, at) => eventsOf(steps, at + 1, at * 100 + 1)),
    MARCH.to,
  );
  return timeInStage(await facts.stays(MARCH), await facts.openLeads(), { asOf: MARCH.to, pipeline: seedPipeline });
}

describe('time in a stage', () => {
  it("is the sum of a lead's stays, none for a stage it skipped, and none while it is there", async () => {
    const [first, second, third] = await inMarch([
      created('03-01', 'lead'),
      moved('03-03', 'lead', 'opp'),
      moved('03-04', 'opp', 'lead'),
      moved('03-09', 'lead', 'opp'),
    ]);
    expect(first).toMatchObject({ n: 1, longestDays: 7, open: 0, openMedianDays: null });
    expect(second).toMatchObject({ n: 0, display: 'none', medianDays: null, longestDays: null });
    expect(third).toMatchObject({ n: 0, open: 1, openMedianDays: 22 + 14 / 24 });
  });

  it('belongs to the window of the last exit, with all the time before', async () => {
    const [first] = await inMarch(
      [created('02-01', 'lead'), moved('03-01', 'lead', 'interest')],
      [created('02-01', 'lead'), moved('02-28', 'lead', 'interest')],
    );
    expect(first).toMatchObject({ n: 1, medianDays: 28 });
  });

  it.each([
    [1, 'longest'],
    [2, 'longest'],
    [3, 'median_and_longest'],
    [9, 'median_and_longest'],
    [10, 'median_and_p90'],
  ])('of %s leads is shown as %s', async (n, display) => {
    const lives = Array.from({ length: n }, () => [created('03-01', 'lead'), moved('03-05', 'lead', 'interest')]);
    expect((await inMarch(...lives))[0]).toMatchObject({ n, display });
  });
});
