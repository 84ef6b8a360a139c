import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analytics/diagnosis/diagnose.ts';
import { RECENT_DAYS, WINDOW_DAYS } from '../../src/analytics/diagnosis/input.ts';
import { feasibility } from '../../src/analytics/feasibility.ts';
import { forecast } from '../../src/analytics/forecast.ts';
import { quality } from '../../src/analytics/quality.ts';
import { weeklyQuota } from '../../src/analytics/quota.ts';
import { remainingDays } from '../../src/analytics/remaining-days.ts';
import { reverseTarget } from '../../src/analytics/reverse-target.ts';
import { shrunkRates } from '../../src/analytics/shrunk-rates.ts';
import { staleLeads } from '../../src/analytics/stale.ts';
import { memberId, stageId } from '../../src/domain/ids.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import { createWorkCalendar } from '../../src/domain/work-calendar.ts';
import { publishedCalendar } from '../../src/published-calendar.ts';
import { instant } from '../support/instant.ts';
import { factsAsOf } from '../support/lives.ts';
import { diagnosisInput } from '../support/outlook.ts';
import { seedPipeline as pipeline, seedStage } from '../support/seed.ts';
import { JUNE, workedEvents } from '../support/worked-example.ts';

const DAY_MS = 86_400_000;
const YUAN = 100;
const timeZone = 'Asia/Shanghai';
const asOf = JUNE.to;
const trailing = (days: number) => ({ from: asOf - days * DAY_MS, to: asOf });
const calendar = createWorkCalendar({ ...publishedCalendar(), overrides: [] });
const facts = factsAsOf(workedEvents(), asOf);
const leads = await facts.openLeads();
const stale = new Set(staleLeads(leads, { asOf, pipeline, calendar, timeZone }).map(({ lead }) => lead.id));
const rates = shrunkRates(await facts.decisions(trailing(182)), pipeline);
const remaining = remainingDays(await facts.wins(trailing(91)), pipeline);
const outlook = forecast({ leads, rates, stale, remainingDays: remaining, asOf, timeZone });
const percent = (value: number | null) => (value === null ? null : Math.round(value * 10_000) / 100);
const names = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name);

describe('the worked example: what to expect', () => {
  it('shrinks the rates towards the expected ones', () => {
    expect(rates.map(({ advanced, decided }) => `${advanced}/${decided}`)).toEqual(['8/9', '6/7', '5/5', '2/4']);
    expect(rates.map(({ configured }) => configured)).toEqual([0.4, 0.25, 0.5, 0.2]);
    expect(rates.map(({ measured }) => percent(measured))).toEqual([88.89, 85.71, 100, 50]);
    expect(rates.map(({ rate }) => percent(rate))).toEqual([63.16, 50, 66.67, 28.57]);
    expect(rates.map(({ winProbability }) => percent(winProbability))).toEqual([6.02, 9.52, 19.05, 28.57]);
  });

  it('forecasts 60 000, and a range', () => {
    expect(outlook.weightedFen).toBe(60_000 * YUAN);
    expect(outlook.quantiles).toEqual({ low: 0, median: 60_000 * YUAN, high: 150_000 * YUAN, method: 'exact' });
    expect(percent(outlook.noWinProbability)).toBe(46.81);
    expect(outlook.expectedWins).toBeCloseTo(0.76, 2);
    expect(outlook.counted).toBe(3);
    expect(names(outlook.withoutAmount)).toEqual(['L06']);
    expect(outlook.withoutProbability).toBe(0);
    expect(outlook.weightedWithoutStaleFen).toBe(outlook.weightedFen);
  });

  it('expects the leads to close when the wins of their stage did', () => {
    // From the qualified stage 14 and 10 days, from the last one 10 and 6: all of them in July.
    expect([remaining.get(stageId('opp')), remaining.get(stageId('quote'))]).toEqual([12, 8]);
    expect(outlook.months).toEqual([{ month: '2026-07', weightedFen: 60_000 * YUAN, leads: 3 }]);
  });

  it('counts five wins back to 84, 53, 27 and 18 leads, 71 of them new', () => {
    const hops = rates.map(({ stage, rate, advanced }) => ({ stage, rate, successes: advanced }));
    const { needs, newLeads, missing } = reverseTarget(5, outlook.expectedWins, hops);
    expect(needs.map(({ leads }) => leads)).toEqual([84, 53, 27, 18]);
    expect(newLeads).toBe(71);
    expect(missing).toEqual([]);
  });

  it('would make do with 14 by the raw rates, which is absurd', () => {
    const raw = rates.map(({ stage, measured, advanced }) => ({ stage, rate: measured, successes: advanced }));
    expect(reverseTarget(5, 0, raw).needs[0]?.leads).toBe(14);
  });

  it('says that new leads are too late for the last ten days, and which open ones are not', () => {
    const last = feasibility(10, pipeline.entry.id, remaining, leads);
    expect(last).toMatchObject({ cycleDays: 21, newLeadsCanClose: false });
    expect(names(last.canClose)).toEqual(['L09']);
    const quarter = feasibility(31, pipeline.entry.id, remaining, leads);
    expect(quarter.newLeadsCanClose).toBe(true);
    expect(feasibility(21, pipeline.entry.id, remaining, leads).newLeadsCanClose).toBe(true);
    expect(feasibility(31, pipeline.entry.id, new Map(), leads)).toMatchObject({
      newLeadsCanClose: null,
      canClose: [],
    });
    expect(names(quarter.canClose)).toEqual(['L09', 'L03', 'L05', 'L06']);
  });
});

describe('the worked example: the weekly quota', () => {
  const week = async (from: string, to: string) => {
    const credits = await facts.credits({ from: instant(`${from} 00:00`), to: instant(`${to} 00:00`) }, stageId('opp'));
    const rows = weeklyQuota({
      credits,
      leads,
      owners: ['zhang', 'li'].map(memberId),
      from: seedStage('opp'),
      baseOf: () => 10,
      week: `2026-${from}` as LocalDay,
      pipeline,
      calendar,
    });
    return rows.map((row) => `${row.owner} ${row.credits.length}/${row.quota} ${names(row.credits).sort().join()}`);
  };

  it('credits first reaches to whoever owned the lead, and asks less of a week with a holiday', async () => {
    expect(await week('06-08', '06-15')).toEqual(['zhang 3/10 L01,L02,L07', 'li 1/10 L10']);
    expect(await week('06-15', '06-22')).toEqual(['zhang 1/8 L07', 'li 0/8 ']);
    expect(await week('06-22', '06-29')).toEqual(['zhang 1/10 L01', 'li 0/10 ']);
    expect(await week('06-29', '07-01')).toEqual(['zhang 0/10 ', 'li 1/10 L09']);
  });
});

describe('the worked example: the diagnosis', () => {
  it('has no verdict, and lists L06 and the two losses at the end', async () => {
    const input = diagnosisInput({
      historyDays: 42,
      decisions: await facts.decisions(trailing(WINDOW_DAYS)),
      cohorts: await facts.cohorts(trailing(WINDOW_DAYS), {}),
      entries: await facts.entries(trailing(WINDOW_DAYS)),
      losses: await facts.losses(trailing(WINDOW_DAYS)),
      recentEntries: await facts.entries(trailing(RECENT_DAYS)),
      recentExits: await facts.exits(trailing(RECENT_DAYS)),
      leads,
      stale,
      rates,
      qualityScore: null,
    });
    const { findings, noVerdicts, runs, tooYoung } = diagnose(input);
    expect(tooYoung).toBe(false);
    expect(findings).toEqual([]);
    expect(
      noVerdicts.map((one) => `${one.stage} ${one.advanced}/${one.decided} ${one.why} ${names(one.named).join()}`),
    ).toEqual(['interest 6/7 too_few L06', 'opp 5/5 too_few ', 'quote 2/4 too_few L10,L02']);
    expect(runs.map(({ verdict }) => verdict)).toEqual(['healthy', 'too_few', 'too_few', 'too_few']);
  });

  it('has no quality score with four open leads, but its parts', async () => {
    const june = trailing(WINDOW_DAYS);
    const found = quality({
      leads,
      idle: stale,
      lossCounts: await facts.lossCounts(june),
      wins: await facts.wins(june),
      losses: await facts.losses(june),
      entries: await facts.entries(june),
      lateMoves: await facts.lateMoves(june),
      beforeDigests: [],
      movesBeforeDigests: 0,
      pipeline,
      calendar,
      timeZone,
    });
    expect(found.score).toBeNull();
    expect(found.isLow).toBe(false);
    // L06 is idle; all have a source, nobody a next step, three an amount: 1/2 of L06, 2/3 of the others.
    expect(found.parts.fresh).toBe(3 / 4);
    expect(found.parts.complete).toBeCloseTo((1 / 2 + 3 * (2 / 3)) / 4, 12);
    expect(found.parts.reason).toBe(1);
    // 18 forward moves of June, L10's of May and L03's way back: 20, of which L02's jumped and L03's went back.
    expect(found.parts.path).toBeCloseTo(1 - 2 / 20, 12);
    expect(found.parts.timely).toBe(1);
    expect(found.redFlags).toEqual({ backDated: 0, closedSameDay: 0 });
  });
});
