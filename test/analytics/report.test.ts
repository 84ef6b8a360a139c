import { describe, expect, it } from 'vitest';
import type { Scope, Span } from '../../src/analytics/facts.ts';
import { publishedReport } from '../../src/analytics/published-report.ts';
import { horizons, report } from '../../src/analytics/report.ts';
import { memberId } from '../../src/domain/ids.ts';
import type { LeadEvent } from '../../src/domain/lead-event.ts';
import { closed, created, eventsOf, moved, transferred } from '../support/history.ts';
import { instant } from '../support/instant.ts';
import { factsAsOf } from '../support/lives.ts';
import { plainCalendar } from '../support/plain-calendar.ts';
import { seedPipeline } from '../support/seed.ts';
import { JUNE, workedEvents } from '../support/worked-example.ts';

interface Asked {
  readonly span?: Span;
  readonly asOf?: number;
  readonly scope?: Scope;
  readonly timeZone?: string;
}

async function published(
  histories: readonly (readonly LeadEvent[])[],
  { span = JUNE, asOf = span.to, scope = {}, timeZone = 'Asia/Shanghai' }: Asked = {},
) {
  const context = { asOf, pipeline: seedPipeline, calendar: plainCalendar('2026-06-19'), timeZone };
  const made = await report(factsAsOf(histories, asOf, scope), span, scope, context);
  return publishedReport(made, { forecast: null, diagnosis: null, quality: null }, horizons(seedPipeline));
}

const total = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, n) => sum + n, 0);

describe('the published report of the worked example', () => {
  it('has every number by its name', async () => {
    const june = await published(workedEvents());
    expect(june).toMatchObject({
      ...{ asOf: JUNE.to, from: JUNE.from, to: JUNE.to },
      closed: { won: 2, lost: 3, invalid: 1 },
      winRate: { won: 2, lost: 2 },
      winRateOfAll: { won: 2, lost: 3 },
      overall: { created: 8, won: 1, open: 4 },
      reopened: 1,
      wonFen: 280_000_00,
      cycle: { n: 2, medianDays: 12 },
      velocity: { fenPerDay: null, missing: ['wins'], meanAmountFen: 140_000_00 },
      movements: {
        created: 9,
        createdIn: [{ stage: 'opp', count: 1 }],
        skipped: [{ stage: 'interest', count: 1 }],
        backward: [{ from: 'opp', to: 'interest', count: 1 }],
        handovers: 1,
      },
      ...{ forecast: null, diagnosis: null, quality: null },
    });
    expect(june.stages[1]).toEqual({
      ...{ id: 'interest', name: '意向', open: 1, openAtStart: 1 },
      in: { created: 0, forward: 6, backward: 1, reopened: 1 },
      out: { forward: 6, won: 0, lost: 2, invalid: 0, backward: 0 },
      handed: { in: 0, out: 0 },
      stock: { open: 1, amountFen: 0, withoutAmount: 1, medianAgeDays: 20 + 14 / 24, stale: 1 },
      c1: { advanced: 6, lost: 1, invalid: 0, stale: 1 },
      c2: { cohort: 7, advanced: 5, exited: 1, open: 1, withinHorizon: null, horizonDays: 28 },
      c3: { left: 5, present: 7 },
      stay: { n: 6, medianDays: 10, p90Days: 14, longestDays: 16, open: 1, openMedianDays: 20 + 14 / 24 },
    });
    expect(june.stale).toEqual([
      {
        ...{ lead: 6, name: 'L06', owner: 'li', stage: 'interest', amountFen: null },
        ...{ causes: ['idle', 'overstayed'], idleDays: 13, stayDays: 13, overdueDays: 8 },
      },
    ]);
    expect(june.bySource.find(({ source }) => source === '展会')).toMatchObject({
      ...{ created: 4, open: 3, won: 0, lost: 0, invalid: 1 },
      c1: [
        { stage: 'lead', advanced: 3, lost: 0, invalid: 1, stale: 0 },
        { stage: 'interest', advanced: 3, lost: 0, invalid: 0, stale: 0 },
        { stage: 'opp', advanced: 1, lost: 0, invalid: 0, stale: 0 },
        { stage: 'quote', advanced: 0, lost: 0, invalid: 0, stale: 0 },
      ],
    });
    expect(june.byOwner.find(({ owner }) => owner === 'li')).toMatchObject({ created: 4, open: 3, stale: 1 });
  });

  it('is plain data: what is written as JSON and read again is the same', async () => {
    const june = await published(workedEvents());
    expect(JSON.parse(JSON.stringify(june))).toEqual(june);
  });

  it('has no number that is not one, for a team without leads', async () => {
    const empty = await published([]);
    expect(JSON.parse(JSON.stringify(empty))).toEqual(empty);
    expect(empty).toMatchObject({ winRate: { won: 0, lost: 0 }, cycle: { medianDays: null }, stale: [], bySource: [] });
  });
});

describe('a report asked for later', () => {
  it('has the stock at the end of its window, what has moved since taken back', async () => {
    const weeks = { from: JUNE.from, to: instant('06-15 00:00') };
    const later = await published(workedEvents(), { span: weeks, asOf: JUNE.to });
    const then = await published(workedEvents(), { span: weeks });
    expect(later.stages.map(({ open }) => open)).toEqual(then.stages.map(({ open }) => open));
    for (const { open, openAtStart, in: into, out } of later.stages) {
      expect(openAtStart + total(into) - total(out)).toBe(open);
    }
    expect(later.stages.map(({ stock }) => stock.open)).toEqual([0, 1, 2, 1]);
  });

  it('counts how many of a cohort advanced in time once all of them had the time', async () => {
    const early = { from: JUNE.from, to: instant('06-09 00:00') };
    const [first, second] = (await published(workedEvents(), { span: early, asOf: JUNE.to })).stages;
    expect(first?.c2).toMatchObject({ cohort: 7, advanced: 6, withinHorizon: 6, horizonDays: 14 });
    expect(second?.c2.withinHorizon).toBeNull();
  });

  it('knows wins that came after the window of the leads created in it', async () => {
    const first = { from: JUNE.from, to: instant('06-03 00:00') };
    expect((await published(workedEvents(), { span: first, asOf: JUNE.to })).overall).toEqual({
      ...{ created: 4, won: 1, open: 1 },
    });
    expect((await published(workedEvents(), { span: first })).overall).toEqual({ created: 4, won: 0, open: 4 });
  });
});

describe('a report of some owners', () => {
  it('adds up with what was handed over, and has no overall rate', async () => {
    for (const owner of ['zhang', 'li']) {
      const mine = await published(workedEvents(), { scope: { owners: new Set([memberId(owner)]) } });
      for (const { open, openAtStart, in: into, out, handed } of mine.stages) {
        expect(openAtStart + total(into) + handed.in - total(out) - handed.out).toBe(open);
      }
      expect(mine.overall).toBeNull();
    }
    const li = await published(workedEvents(), { scope: { owners: new Set([memberId('li')]) } });
    expect(li.stages[1]?.handed).toEqual({ in: 1, out: 0 });
  });

  it('has the stock a lead left with when it was handed over after the window', async () => {
    const life = eventsOf([created('06-01', 'lead', { owner: 'zhang' }), transferred('06-20', 'li')]);
    const weeks = { from: JUNE.from, to: instant('06-15 00:00') };
    const scope = { owners: new Set([memberId('zhang')]) };
    const [first] = (await published([life], { span: weeks, asOf: JUNE.to, scope })).stages;
    expect([first?.openAtStart, first?.in.created, first?.open, first?.stock.open]).toEqual([0, 1, 1, 0]);
  });
});

describe('the speed in a report', () => {
  it('is that of the last 91 days, however short its window', async () => {
    const wins = [1, 2, 3, 4, 5].map((id) =>
      eventsOf(
        [created('05-01', 'opp', { amountFen: 1000 }), moved('05-06', 'opp', 'quote'), closed('05-11', 'quote', 'won')],
        id,
        id * 10,
      ),
    );
    const open = eventsOf([created('06-01', 'opp')], 6, 100);
    const week = { from: instant('06-22 00:00'), to: instant('06-29 00:00') };
    const { velocity, winRate } = await published([...wins, open], { span: week });
    expect(winRate).toEqual({ won: 0, lost: 0 });
    expect(velocity).toMatchObject({ wins: 5, open: 1, fenPerDay: 100, missing: [] });
  });
});

describe('a report in another time zone', () => {
  it('differs in nothing but how many workdays leads have waited (I8)', async () => {
    const here = await published(workedEvents());
    const there = await published(workedEvents(), { timeZone: 'UTC' });
    // In Greenwich it is still 30 June, so one workday fewer is complete.
    expect([there, here].map(({ stale }) => stale[0]?.stayDays)).toEqual([12, 13]);
    const told = ({ stale: _, stages, bySource, byOwner, ...rest }: typeof here) => ({
      ...rest,
      stages: stages.map(({ stock: { stale: _stock, ...stock }, c1: { stale: _c1, ...c1 }, ...row }) => ({
        ...row,
        stock,
        c1,
      })),
      sources: bySource.map(({ source, created: n, won, lost, open }) => [source, n, won, lost, open]),
      owners: byOwner.map(({ owner, created: n, won, lost, open }) => [owner, n, won, lost, open]),
    });
    expect(told(there)).toEqual(told(here));
  });
});
