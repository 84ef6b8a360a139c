import { describe, expect, it } from 'vitest';
import {
  c1,
  c1Net,
  c1Overall,
  c1Pessimistic,
  c2Within,
  cohortConversion,
  conversion,
  isRipe,
} from '../../src/analytics/conversion.ts';
import { stageId } from '../../src/domain/ids.ts';
import { Pipeline } from '../../src/domain/stage.ts';
import { closed, created, eventsOf, moved, reopened } from '../support/history.ts';
import { instant } from '../support/instant.ts';
import { factsAsOf } from '../support/lives.ts';
import { decisionsAt } from '../support/outlook.ts';
import { seedPipeline, seedStages } from '../support/seed.ts';

const DAY_MS = 86_400_000;
const YEAR = { from: instant('01-01 00:00'), to: instant('12-31 00:00') };

async function decided(...steps: Parameters<typeof eventsOf>[0]) {
  const rows = await factsAsOf([eventsOf(steps)], YEAR.to).decisions(YEAR);
  return Object.fromEntries(
    conversion(rows, {}, seedPipeline).map(({ stage, advanced, lost, invalid }) => [
      stage.id,
      [advanced, lost, invalid],
    ]),
  );
}

describe('who counts as converted', () => {
  it('a win passes every stage in between', async () => {
    expect(
      await decided(created('03-01', 'lead'), moved('03-02', 'lead', 'interest'), closed('03-03', 'interest', 'won')),
    ).toEqual({
      lead: [1, 0, 0],
      interest: [1, 0, 0],
      opp: [1, 0, 0],
      quote: [1, 0, 0],
    });
  });

  it('a loss passes none above the highest it really was in, also when it had gone back before', async () => {
    expect(
      await decided(
        created('03-01', 'lead'),
        moved('03-02', 'lead', 'opp'),
        moved('03-03', 'opp', 'lead'),
        closed('03-04', 'lead', 'invalid', 'other'),
      ),
    ).toEqual({ lead: [1, 0, 0], interest: [1, 0, 0], opp: [0, 0, 1], quote: [0, 0, 0] });
  });

  it('a win that was taken back withdraws what only it implied', async () => {
    expect(
      await decided(
        created('03-01', 'lead'),
        moved('03-02', 'lead', 'interest'),
        closed('03-03', 'interest', 'won'),
        reopened('03-04', 'interest'),
      ),
    ).toEqual({ lead: [1, 0, 0], interest: [0, 0, 0], opp: [0, 0, 0], quote: [0, 0, 0] });
  });
});

describe('the three readings of C1', () => {
  const hop = { advanced: 6, lost: 1, invalid: 2, stale: 3 };

  it('count invalid leads, leave them out, or count stale ones too', () => {
    expect([c1(hop), c1Net(hop), c1Pessimistic(hop)]).toEqual([
      { k: 6, n: 9 },
      { k: 6, n: 7 },
      { k: 6, n: 12 },
    ]);
  });

  it('are no product where one hop has none', () => {
    expect(c1Overall(conversion(decisionsAt('lead', 3, 4), {}, seedPipeline))).toBeNull();
  });

  it('belong to the stage an archived one was merged into', () => {
    const merged = new Pipeline(
      seedStages.map((stage) => (stage.id === 'opp' ? { ...stage, archivedInto: stageId('quote') } : stage)),
    );
    const rows = [...decisionsAt('opp', 1, 3), ...decisionsAt('quote', 1, 2)];
    const stale = { [stageId('opp')]: 2, [stageId('quote')]: 1 };
    const last = conversion(rows, stale, merged).at(-1);
    expect(last).toMatchObject({ stage: { id: 'quote' }, advanced: 2, lost: 3, stale: 3 });
  });
});

describe('a cohort', () => {
  it('is read by its horizon only once its youngest had as long', () => {
    const cohort = { withinHorizon: 3, cohort: 8 };
    const horizonMs = 14 * DAY_MS;
    const to = instant('06-01 00:00');
    const within = (asOf: string) => c2Within(cohort, { to, asOf: instant(asOf), horizonMs });
    expect(within('06-14 23:59')).toBeNull();
    expect(within('06-15 00:00')).toEqual({ k: 3, n: 8 });
    expect(c2Within(cohort, { to, asOf: YEAR.to, horizonMs: undefined })).toBeNull();
    expect(c2Within(cohort, { to, asOf: YEAR.to, horizonMs: 0 })).toBeNull();
  });

  it('counts an advance on the last moment of the horizon, not after', async () => {
    const facts = factsAsOf(
      [
        eventsOf([created('03-01', 'lead'), moved('03-15', 'lead', 'interest')], 1, 1),
        eventsOf([created('03-01', 'lead'), moved('03-15 10:00:00.001', 'lead', 'interest')], 2, 10),
        eventsOf([created('03-01', 'lead')], 3, 20),
      ],
      YEAR.to,
    );
    const rows = await facts.cohorts(YEAR, { [stageId('lead')]: 14 * DAY_MS });
    expect(cohortConversion(rows, seedPipeline)[0]).toMatchObject({
      cohort: 3,
      advanced: 2,
      open: 1,
      withinHorizon: 1,
    });
  });

  it('is ripe from four fifths on, and never when empty', () => {
    expect(isRipe({ advanced: 2, exited: 2, cohort: 5 })).toBe(true);
    expect(isRipe({ advanced: 2, exited: 1, cohort: 4 })).toBe(false);
    expect(isRipe({ advanced: 0, exited: 0, cohort: 0 })).toBe(false);
  });
});
