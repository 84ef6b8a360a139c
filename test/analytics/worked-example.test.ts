import { describe, expect, it } from 'vitest';
import {
  c1,
  c1Net,
  c1Overall,
  c1Pessimistic,
  c2,
  cohortConversion,
  conversion,
  isRipe,
  maturity,
  pace,
} from '../../src/analytics/conversion.ts';
import { cycle } from '../../src/analytics/cycle.ts';
import type { OpenLead } from '../../src/analytics/facts.ts';
import { flows, movements } from '../../src/analytics/flows.ts';
import { lossReasons } from '../../src/analytics/loss-reasons.ts';
import { overallC2, overallConversion, overallMaturity } from '../../src/analytics/overall.ts';
import { displayOf, type Fraction, wilson } from '../../src/analytics/rates.ts';
import { snapshot } from '../../src/analytics/snapshot.ts';
import { byOwner, bySource, staleByHighStage } from '../../src/analytics/splits.ts';
import { type StaleContext, staleLeads, stalenessOf } from '../../src/analytics/stale.ts';
import { timeInStage } from '../../src/analytics/time-in-stage.ts';
import { velocity } from '../../src/analytics/velocity.ts';
import { winFraction, winRate, winRateOfAll } from '../../src/analytics/win-rate.ts';
import { dayText, instant } from '../support/instant.ts';
import { factsAsOf, livesOf } from '../support/lives.ts';
import { plainCalendar } from '../support/plain-calendar.ts';
import { seedPipeline } from '../support/seed.ts';
import { JUNE, workedEvents } from '../support/worked-example.ts';

const DAY_MS = 86_400_000;
const pipeline = seedPipeline;
const asOf = JUNE.to;
const facts = factsAsOf(workedEvents(), asOf);
const calendar = plainCalendar('2026-06-19');
const context: StaleContext = { asOf, pipeline, calendar, timeZone: 'Asia/Shanghai' };
const open = await facts.openLeads();
const stale = staleLeads(open, context);
const isStale = (lead: OpenLead) => stalenessOf(lead, context).causes.length > 0;
const text = ({ k, n }: Fraction) => `${k}/${n}`;
const percent = (value: number | null | undefined) => (value == null ? null : Math.round(value * 1000) / 10);
/** One value per hop, in the order of the funnel. */
const hops = <Row extends { readonly stage: { readonly id: string } }, T>(rows: readonly Row[], of: (row: Row) => T) =>
  Object.fromEntries(rows.map((row) => [row.stage.id, of(row)]));

describe('the worked example as of 1 July: stock and flow', () => {
  it('stands as the snapshot says, on 1 June and on 1 July', async () => {
    const on = async (at: number) =>
      hops(snapshot(await factsAsOf(workedEvents(), at).openLeads(), { asOf: at, pipeline, isStale }), (s) => s.open);
    expect(await on(JUNE.from)).toEqual({ lead: 0, interest: 1, opp: 0, quote: 0 });
    expect(await on(asOf)).toEqual({ lead: 0, interest: 1, opp: 2, quote: 1 });
    expect(await facts.closed()).toEqual({ won: 2, lost: 3, invalid: 1 });
  });

  it('shows amounts, the ages and the stale ones beside the counts', () => {
    const rows = snapshot(open, { asOf, pipeline, isStale });
    expect(hops(rows, ({ amountFen }) => amountFen / 100)).toEqual({
      lead: 0,
      interest: 0,
      opp: 180_000,
      quote: 90_000,
    });
    expect(hops(rows, ({ withoutAmount }) => withoutAmount)).toEqual({ lead: 0, interest: 1, opp: 0, quote: 0 });
    expect(hops(rows, (row) => row.stale)).toEqual({ lead: 0, interest: 1, opp: 0, quote: 0 });
    expect(rows[0]?.medianAgeDays).toBeNull();
  });

  it('flowed in June as the table says', async () => {
    const end = new Map(snapshot(open, { asOf, pipeline, isStale }).map(({ stage, open: n }) => [stage.id, n]));
    const june = {
      entries: await facts.entries(JUNE),
      exits: await facts.exits(JUNE),
      handovers: await facts.handovers(JUNE),
    };
    const table = flows(june, end, { pipeline }).map(({ stage, openAtStart, in: into, out, openAtEnd }) => [
      stage.id,
      openAtStart,
      ...[into.created, into.forward, into.backward, into.reopened],
      ...[out.forward, out.won, out.lost, out.invalid, out.backward],
      openAtEnd,
    ]);
    expect(table).toEqual([
      ['lead', 0, 8, 0, 0, 0, 7, 0, 0, 1, 0, 0],
      ['interest', 1, 0, 6, 1, 1, 6, 0, 2, 0, 0, 1],
      ['opp', 0, 1, 7, 0, 0, 5, 0, 0, 0, 1, 2],
      ['quote', 0, 0, 5, 0, 0, 0, 2, 2, 0, 0, 1],
    ]);
    const moved = movements(june, pipeline);
    expect(moved).toMatchObject({ created: 9, skips: 1, backward: 1, reopened: 1, won: 2, lost: 4, invalid: 1 });
    expect(moved.createdIn.map(({ stage, count }) => [stage.id, count])).toEqual([['opp', 1]]);
    expect(moved.skipped.map(({ stage, count }) => [stage.id, count])).toEqual([['interest', 1]]);
    expect(moved.backwardFromTo.map(({ from, to, count }) => [from.id, to.id, count])).toEqual([
      ['opp', 'interest', 1],
    ]);
    expect(moved.handovers).toBe(1);
  });
});

describe('the worked example as of 1 July: conversion', async () => {
  const decided = conversion(await facts.decisions(JUNE), staleByHighStage(stale.map(({ lead }) => lead)), pipeline);
  const cohorts = cohortConversion(await facts.cohorts(JUNE, {}), pipeline);

  it('has C1 gross, net and pessimistic', () => {
    expect(hops(decided, (hop) => text(c1(hop)))).toEqual({ lead: '7/8', interest: '6/7', opp: '5/5', quote: '2/4' });
    expect(hops(decided, (hop) => text(c1Net(hop)))).toEqual({
      lead: '7/7',
      interest: '6/7',
      opp: '5/5',
      quote: '2/4',
    });
    expect(hops(decided, (hop) => text(c1Pessimistic(hop)))).toEqual({
      lead: '7/8',
      interest: '6/8',
      opp: '5/5',
      quote: '2/4',
    });
    expect(percent(c1Overall(decided))).toBe(37.5);
  });

  it('has the Wilson intervals of 95 %', () => {
    const bounds = hops(decided, (hop) => {
      const interval = wilson(c1(hop));
      return [percent(interval?.low), percent(interval?.high)];
    });
    expect(bounds).toEqual({ lead: [52.9, 97.8], interest: [48.7, 97.4], opp: [56.6, 100], quote: [15, 85] });
  });

  it('has C2 with its maturity', () => {
    expect(hops(cohorts, (cohort) => text(c2(cohort)))).toEqual({
      lead: '7/8',
      interest: '5/7',
      opp: '5/7',
      quote: '2/5',
    });
    const ripe = hops(cohorts, (cohort) => Math.round((maturity(cohort).k / maturity(cohort).n) * 100));
    expect(ripe).toEqual({ lead: 100, interest: 86, opp: 71, quote: 80 });
    expect(hops(cohorts, isRipe)).toEqual({ lead: true, interest: true, opp: false, quote: true });
    expect(hops(cohorts, ({ cohort, advanced, exited, open: n }) => cohort === advanced + exited + n)).toEqual({
      lead: true,
      interest: true,
      opp: true,
      quote: true,
    });
  });

  it('has won one of the eight leads created in the first stage, half of them decided', async () => {
    const overall = overallConversion(
      { cohorts: await facts.cohorts(JUNE, {}), wins: await facts.wins(JUNE), open },
      JUNE,
      pipeline,
    );
    expect([text(overallC2(overall)), text(overallMaturity(overall))]).toEqual(['1/8', '4/8']);
  });

  it('treats the special cases as the text says', () => {
    const outcomesOf = (name: string) => {
      const life = livesOf(workedEvents(), asOf).find(({ projection: { lead } }) => lead.name === name);
      const decisions = life?.projection.decisions ?? [];
      return decisions.map(({ stage, outcome, decidedAt }) =>
        [stage, outcome, ...(decidedAt === null ? [] : [dayText(decidedAt)])].join(' '),
      );
    };
    // L02 passes interest by skipping it, at the moment of the jump.
    expect(outcomesOf('L02')).toEqual([
      'lead advanced 06-05',
      'interest advanced 06-05',
      'opp advanced 06-10',
      'quote lost 06-24',
    ]);
    // L07 is in neither of the first two stages.
    expect(outcomesOf('L07')).toEqual(['opp advanced 06-09', 'quote advanced 06-15']);
    // L03 advanced once, on 11 June; its way back and return change nothing.
    expect(outcomesOf('L03')).toEqual(['lead advanced 06-04', 'interest advanced 06-11', 'opp open']);
    // L05's loss is superseded by its advance.
    expect(outcomesOf('L05')).toEqual(['lead advanced 06-09', 'interest advanced 06-26', 'opp open']);
    // L08 never reached the third stage: that was undone.
    expect(outcomesOf('L08')).toEqual(['lead advanced 06-10', 'interest lost 06-17']);
    // L10 advanced in June though it came in May.
    expect(outcomesOf('L10')[1]).toBe('interest advanced 06-02');
  });

  it('has C3, by real stays: L02 was never in interest', async () => {
    const rows = pace(await facts.presence(JUNE), pipeline);
    expect(hops(rows, ({ left, present }) => `${left}/${present}`)).toEqual({
      lead: '7/8',
      interest: '5/7',
      opp: '5/7',
      quote: '2/5',
    });
    const there = livesOf(workedEvents(), asOf).filter(({ projection: { visits } }) =>
      visits.some(({ stage, leftAt }) => stage === 'interest' && (leftAt ?? asOf) > JUNE.from),
    );
    const names = there.map(({ projection: { lead } }) => lead.name);
    expect(names).toEqual(['L01', 'L03', 'L05', 'L06', 'L08', 'L09', 'L10']);
  });

  it('was right on 19 June as well: four advanced, two lost in interest (I10)', async () => {
    const then = instant('06-19 00:00');
    const rows = await factsAsOf(workedEvents(), then).decisions({ from: JUNE.from, to: then });
    const interest = conversion(rows, {}, pipeline).find(({ stage }) => stage.id === 'interest');
    expect(interest).toMatchObject({ advanced: 4, lost: 2, invalid: 0 });
  });

  it('prints as fractions, but for the eight of the first hop, a small sample', () => {
    expect(hops(decided, (hop) => displayOf(c1(hop).n))).toEqual({
      lead: 'small',
      interest: 'fraction',
      opp: 'fraction',
      quote: 'fraction',
    });
  });

  it('splits by source and by owner so that the rows add up to the team', async () => {
    const split = {
      decisions: await facts.decisions(JUNE),
      entries: await facts.entries(JUNE),
      losses: await facts.lossCounts(JUNE),
      open,
      isStale,
    };
    const table = (rows: ReturnType<typeof bySource>) =>
      Object.fromEntries(rows.map((row) => [row.key, row.hops.map((hop) => text(c1(hop)))]));
    expect(table(bySource(split, pipeline))).toEqual({
      官网: ['4/4', '3/4', '3/3', '1/3'],
      展会: ['3/4', '3/3', '1/1', '0/0'],
      转介绍: ['0/0', '0/0', '1/1', '1/1'],
    });
    expect(table(byOwner(split, pipeline))).toEqual({
      zhang: ['4/4', '3/3', '3/3', '2/3'],
      li: ['3/4', '3/4', '2/2', '0/1'],
    });
    const new_ = Object.fromEntries(byOwner(split, pipeline).map(({ key, created, open: n }) => [key, [created, n]]));
    expect(new_).toEqual({ zhang: [5, 1], li: [4, 3] });
  });
});

describe('the worked example as of 1 July: wins, losses and time', async () => {
  const decisions = await facts.decisions(JUNE);

  it('won two of four qualified leads, two of five of all', () => {
    expect(text(winFraction(winRate(decisions, pipeline)))).toBe('2/4');
    expect(text(winFraction(winRateOfAll(decisions, pipeline)))).toBe('2/5');
    const interval = wilson(winFraction(winRate(decisions, pipeline)));
    expect([percent(interval?.low), percent(interval?.high)]).toEqual([15, 85]);
  });

  it('lost them for these reasons, one of them open again', async () => {
    const reasons = lossReasons(await facts.lossCounts(JUNE), pipeline);
    expect(reasons.map(({ stage, reason, count }) => `${stage.id} ${reason} ${count}`).sort()).toEqual([
      'interest budget 1',
      'lead dead_number 1',
      'quote competitor 1',
      'quote price 1',
    ]);
    expect(await facts.reopened(JUNE)).toBe(1);
  });

  it('took this long in each stage', async () => {
    const stays = await facts.stays(JUNE);
    const days = (stage: string) => stays.filter((stay) => stay.stage === stage).map(({ ms }) => ms / DAY_MS);
    const sorted = (stage: string) => days(stage).sort((a, b) => a - b);
    expect(sorted('lead')).toEqual([1, 2, 2, 2, 3, 4, 6, 6]);
    expect(sorted('interest')).toEqual([5, 7, 8, 12, 12, 16]);
    expect(sorted('opp')).toEqual([4, 4, 5, 5, 6]);
    expect(sorted('quote')).toEqual([6, 10, 14, 22]);
    const rows = timeInStage(stays, open, { asOf, pipeline });
    expect(hops(rows, ({ medianDays }) => medianDays)).toEqual({ lead: 2.5, interest: 10, opp: 5, quote: 12 });
    const tenth = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
    expect(hops(rows, ({ p90Days, longestDays }) => [tenth(p90Days), longestDays])).toEqual({
      lead: [6, 6],
      interest: [14, 16],
      opp: [5.6, 6],
      quote: [19.6, 22],
    });
  });

  it('has one stale lead, L06, thirteen workdays old', () => {
    expect(stale.map(({ lead, causes, idleDays, stayDays }) => [lead.name, causes, idleDays, stayDays])).toEqual([
      ['L06', ['idle', 'overstayed'], 13, 13],
    ]);
    const stays = Object.fromEntries(open.map((lead) => [lead.name, stalenessOf(lead, context).stayDays]));
    expect(stays).toEqual({ L03: 3, L05: 2, L06: 13, L09: 1 });
  });

  it('has a cycle of twelve days and too few wins for a speed', async () => {
    const wins = await facts.wins(JUNE);
    expect(cycle(wins, pipeline)).toEqual({ n: 2, medianDays: 12, full: { n: 1, medianDays: 21 } });
    const speed = velocity({ open, wins, winRate: winRate(decisions, pipeline) }, pipeline);
    expect(speed).toMatchObject({ open: 3, wins: 2, meanAmountFen: 140_000_00, fenPerDay: null, missing: ['wins'] });
    const enough = velocity({ open, wins: [...wins, ...wins, ...wins], winRate: { won: 2, lost: 2 } }, pipeline);
    expect(enough.fenPerDay).toBe(17_500_00);
  });
});
