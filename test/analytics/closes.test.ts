import { describe, expect, it } from 'vitest';
import { cycle } from '../../src/analytics/cycle.ts';
import { givenReasons, lossReasons } from '../../src/analytics/loss-reasons.ts';
import { velocity, velocitySpan } from '../../src/analytics/velocity.ts';
import { winRate, winRateOfAll } from '../../src/analytics/win-rate.ts';
import type { LeadEvent } from '../../src/domain/lead-event.ts';
import { closed, created, eventsOf, moved, reopened } from '../support/history.ts';
import { instant } from '../support/instant.ts';
import { factsAsOf } from '../support/lives.ts';
import { openLead } from '../support/outlook.ts';
import { seedPipeline } from '../support/seed.ts';

const MARCH = { from: instant('03-01 00:00'), to: instant('04-01 00:00') };
const asOf = instant('06-01 00:00');
const facts = (...lives: readonly Parameters<typeof eventsOf>[0][]) => {
  const histories = lives.map((steps, at): readonly LeadEvent[] => eventsOf(steps, at + 1, at * 100 + 1));
  return factsAsOf(histories, asOf);
};
const lost = (stage: string, on: string, reason: string, amountFen: number) => [
  created('03-01', stage, { amountFen }),
  closed(on, stage, 'lost', reason),
];

describe('the win rate', () => {
  it('counts a lead found invalid after it was qualified as lost, one before not at all', async () => {
    const decisions = await facts(
      [created('03-01', 'opp'), closed('03-02', 'opp', 'won')],
      [created('03-01', 'opp'), closed('03-02', 'opp', 'invalid', 'other')],
      [created('03-01', 'lead'), closed('03-02', 'lead', 'invalid', 'other')],
      [created('03-01', 'interest'), closed('03-02', 'interest', 'lost', 'price')],
    ).decisions(MARCH);
    expect(winRate(decisions, seedPipeline)).toEqual({ won: 1, lost: 1 });
    expect(winRateOfAll(decisions, seedPipeline)).toEqual({ won: 1, lost: 1 });
  });

  it('keeps a lead that was opened again out of the month it was lost in', async () => {
    const again = facts([created('03-01', 'opp'), closed('03-02', 'opp', 'lost', 'price'), reopened('05-01', 'opp')]);
    expect(winRate(await again.decisions(MARCH), seedPipeline)).toEqual({ won: 0, lost: 0 });
    expect(await again.lossCounts(MARCH)).toEqual([]);
    expect(await again.reopened(MARCH)).toBe(1);
  });

  it('moves the close of a lead that was lost, opened and lost again to the last one', async () => {
    const twice = facts([
      created('03-01', 'opp'),
      closed('03-02', 'opp', 'lost', 'price'),
      reopened('04-01', 'opp'),
      closed('04-02', 'opp', 'lost', 'budget'),
    ]);
    expect(await twice.lossCounts(MARCH)).toEqual([]);
    expect(await twice.reopened(MARCH)).toBe(1);
    const april = { from: MARCH.to, to: instant('05-01 00:00') };
    expect((await twice.lossCounts(april)).map(({ reason }) => reason)).toEqual(['budget']);
  });
});

describe('the reasons of losses', () => {
  it('are listed by the highest stage, the most frequent first and then the most valuable', async () => {
    const counts = await facts(
      lost('quote', '03-05', 'price', 100),
      lost('quote', '03-06', 'price', 200),
      lost('quote', '03-07', 'competitor', 50),
      lost('opp', '03-08', 'budget', 900),
      [created('03-01', 'quote'), moved('03-02', 'quote', 'opp'), closed('03-09', 'opp', 'lost', 'price')],
    ).lossCounts(MARCH);
    const told = lossReasons(counts, seedPipeline).map(({ stage, reason, count, amountFen }) => [
      stage.id,
      reason,
      count,
      amountFen,
    ]);
    expect(told).toEqual([
      ['quote', 'price', 3, 300],
      ['opp', 'budget', 1, 900],
      ['quote', 'competitor', 1, 50],
    ]);
  });

  it('are given unless they say "other" or nothing', async () => {
    const counts = await facts(lost('opp', '03-05', 'price', 1), lost('opp', '03-05', 'other', 1)).lossCounts(MARCH);
    expect(givenReasons(counts)).toEqual({ k: 1, n: 2 });
  });
});

describe('the sales cycle', () => {
  it('leaves out a win that began above the qualified stage, and counts one that jumped to it as no time', async () => {
    const wins = await facts(
      [created('03-01', 'quote'), closed('03-20', 'quote', 'won')],
      [created('03-01', 'lead'), closed('03-11', 'lead', 'won')],
      [created('03-01', 'lead'), moved('03-05', 'lead', 'opp'), closed('03-09', 'opp', 'won')],
    ).wins(MARCH);
    expect(cycle(wins, seedPipeline)).toEqual({ n: 2, medianDays: 2, full: { n: 2, medianDays: 9 } });
    expect(cycle([], seedPipeline)).toEqual({ n: 0, medianDays: null, full: { n: 0, medianDays: null } });
  });
});

describe('the sales velocity', () => {
  it('says what it lacks instead of a number', () => {
    const none = velocity({ open: [], wins: [], winRate: { won: 0, lost: 0 } }, seedPipeline);
    expect(none).toMatchObject({ fenPerDay: null, missing: ['wins', 'amount', 'win_rate', 'cycle', 'open'] });
  });

  it('takes the mean of the amounts that are known, and only leads from the qualified stage on', async () => {
    const won = (amountFen: number | undefined) => [
      created('03-01', 'opp', amountFen === undefined ? {} : { amountFen }),
      closed('03-11', 'opp', 'won'),
    ];
    const wins = await facts(won(100), won(200), won(300), won(400), won(undefined)).wins(MARCH);
    const open = [openLead(1, 'interest'), openLead(2, 'opp'), openLead(3, 'quote')];
    const speed = velocity({ open, wins, winRate: { won: 5, lost: 5 } }, seedPipeline);
    // 2 open × 50 % × 250 / 10 days
    expect(speed).toMatchObject({ open: 2, meanAmountFen: 250, medianAmountFen: 250, cycleDays: 10, fenPerDay: 25 });
  });

  it('looks back 91 days from the instant of the report', () => {
    const { from, to } = velocitySpan(instant('07-01 00:00'));
    expect([from, to]).toEqual([instant('04-01 00:00'), instant('07-01 00:00')]);
  });
});
