import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { c1, c1Net, c1Pessimistic, cohortConversion, conversion, pace } from '../../src/analytics/conversion.ts';
import { cycle } from '../../src/analytics/cycle.ts';
import type { Facts, OpenLead, Scope, Span } from '../../src/analytics/facts.ts';
import { factsOf } from '../../src/analytics/facts-of.ts';
import { flows, movements } from '../../src/analytics/flows.ts';
import { lossReasons } from '../../src/analytics/loss-reasons.ts';
import { rateOf, sum, wilson } from '../../src/analytics/rates.ts';
import { horizons } from '../../src/analytics/report.ts';
import { snapshot } from '../../src/analytics/snapshot.ts';
import { byOwner, bySource, type SplitRow, staleByHighStage } from '../../src/analytics/splits.ts';
import { stalenessOf } from '../../src/analytics/stale.ts';
import { timeInStage } from '../../src/analytics/time-in-stage.ts';
import { winRate } from '../../src/analytics/win-rate.ts';
import { memberId, stageId } from '../../src/domain/ids.ts';
import type { CloseKind, LeadEvent, LeadFact } from '../../src/domain/lead-event.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import { Pipeline } from '../../src/domain/stage.ts';
import { createWorkCalendar, NOTHING_PUBLISHED } from '../../src/domain/work-calendar.ts';
import { liveEvents } from '../support/event-log.ts';
import { SEED } from '../support/property-seed.ts';
import { type Company, companies, livesOfCompany, spans } from '../support/random-company.ts';
import { AFTERMATH } from '../support/random-history.ts';
import { seedPipeline } from '../support/seed.ts';

/** Companies of one to six leads: some 1,360 histories for each property. */
const RUNS = { seed: SEED, numRuns: 400 };
const pipeline = seedPipeline;
const TIME_ZONE = 'Asia/Shanghai';
const holidays = ['2026-06-19', '2026-10-01'] as LocalDay[];
const calendar = createWorkCalendar({
  ...NOTHING_PUBLISHED,
  overrides: holidays.map((day) => ({ day, kind: 'holiday', note: '' })),
});
const company = companies(pipeline);
const OWNERS = ['zhang', 'li', 'wang'].map(memberId);

function factsAt(of: Company, asOf: number, scope: Scope = {}, stages = pipeline): Facts {
  return factsOf(livesOfCompany(of, asOf, stages), { asOf, scope, pipeline: stages });
}

function staleAt(asOf: number, stages = pipeline) {
  return (lead: OpenLead) =>
    stalenessOf(lead, { asOf, pipeline: stages, calendar, timeZone: TIME_ZONE }).causes.length > 0;
}

async function flowsOf(facts: Facts, span: Span, owners?: Scope['owners'], stages = pipeline) {
  const open = await facts.openLeads();
  const end = snapshot(open, { asOf: facts.asOf, pipeline: stages, isStale: () => false });
  const june = {
    entries: await facts.entries(span),
    exits: await facts.exits(span),
    handovers: await facts.handovers(span),
  };
  return {
    table: flows(june, new Map(end.map(({ stage, open: n }) => [stage.id, n])), { pipeline: stages, owners }),
    moved: movements(june, stages),
  };
}

/** Everything about stages a report would show of a window that ends now, stages by their ids. */
async function numbersOf(facts: Facts, span: Span, stages = pipeline) {
  const open = await facts.openLeads();
  const isStale = staleAt(facts.asOf, stages);
  const decisions = await facts.decisions(span);
  const { table, moved } = await flowsOf(facts, span, undefined, stages);
  return byStageId({
    stock: snapshot(open, { asOf: facts.asOf, pipeline: stages, isStale: () => false }).map(({ open: n }) => n),
    flows: table,
    moved,
    c1: conversion(decisions, staleByHighStage(open.filter(isStale)), stages),
    c2: cohortConversion(await facts.cohorts(span, horizons(stages)), stages),
    c3: pace(await facts.presence(span), stages),
    stays: timeInStage(await facts.stays(span), open, { asOf: facts.asOf, pipeline: stages }),
    wins: winRate(decisions, stages),
    cycle: cycle(await facts.wins(span), stages),
    closed: await facts.closed(),
    reopened: await facts.reopened(span),
    losses: lossReasons(await facts.lossCounts(span), stages).map(({ amountFen: _, ...row }) => row),
  });
}

/** The same with each stage as its id, whatever else it is called. */
function byStageId<T>(numbers: T): T {
  const idOf = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && 'checklist' in value && 'id' in value ? value.id : value;
  return JSON.parse(JSON.stringify(numbers, idOf)) as T;
}

/** The company with other events in its leads' logs. */
function withLogs(of: Company, logOf: (events: readonly LeadEvent[]) => readonly LeadEvent[]): Company {
  return { ...of, leads: of.leads.map(({ id, events }) => ({ id, events: logOf(events) })) };
}

describe('whatever happens to leads', () => {
  it('stock, what came in and what went out add up, for every stage, window and owner (I1)', async () => {
    await fc.assert(
      fc.asyncProperty(company, spans, fc.subarray(OWNERS), async (of, span, chosen) => {
        const owners = chosen.length === 0 ? undefined : new Set(chosen);
        const scope = owners ? { owners } : {};
        const { table } = await flowsOf(factsAt(of, span.to, scope), span, owners);
        // What the flows say the stock was at the start is what it was, restated: what was merged or undone later never was.
        const lives = livesOfCompany(of, span.to, pipeline);
        for (const { stage, openAtStart } of table) {
          const there = lives.filter(({ projection: { visits, handovers, lead } }) => {
            const visit = visits.find(
              ({ enteredAt, leftAt }) => enteredAt < span.from && (leftAt ?? AFTERMATH) >= span.from,
            );
            if (!visit || visit.stage !== stage.id) return false;
            const later = handovers.find(({ at }) => at >= span.from && at <= (visit.leftAt ?? AFTERMATH));
            const owner = later ? later.from : (visit.exitOwner ?? lead.owner);
            return owners?.has(owner) ?? true;
          });
          expect(openAtStart).toBe(there.length);
        }
      }),
      RUNS,
    );
  });

  it('each lead is in exactly one place (I2)', async () => {
    await fc.assert(
      fc.asyncProperty(company, spans, async (of, { to }) => {
        const facts = factsAt(of, to);
        const closed = await facts.closed();
        const merged = of.merge !== undefined && of.merge.at < to ? 1 : 0;
        const alive = livesOfCompany(of, to, pipeline).length + merged;
        const open = (await facts.openLeads()).length;
        expect(open + closed.won + closed.lost + closed.invalid + merged).toBe(alive);
      }),
      RUNS,
    );
  });

  it('reached stages run from the entry to the highest without a gap, at times that never go back (I3)', () => {
    fc.assert(
      fc.property(company, (of) => {
        for (const { projection } of livesOfCompany(of, AFTERMATH, pipeline)) {
          const { lead, decisions } = projection;
          const ord = (stage: typeof lead.stage) => pipeline.stage(stage).ord;
          const reached = [...decisions].sort((a, b) => ord(a.stage) - ord(b.stage));
          const highest = lead.state === 'won' ? pipeline.open.at(-1)?.ord : ord(lead.highStage);
          expect(reached.map(({ stage }) => ord(stage))).toEqual(
            pipeline.open.map((stage) => stage.ord).filter((o) => o >= ord(lead.entryStage) && o <= (highest ?? 0)),
          );
          const times = reached.map(({ reachedAt }) => reachedAt);
          expect(times).toEqual([...times].sort((a, b) => a - b));
        }
      }),
      RUNS,
    );
  });

  it('a cohort is advanced, exited and open; a lead has one decision per stage at most (I4)', async () => {
    await fc.assert(
      fc.asyncProperty(company, spans, async (of, span) => {
        for (const row of cohortConversion(await factsAt(of, AFTERMATH).cohorts(span, {}), pipeline)) {
          expect(row.cohort).toBe(row.advanced + row.exited + row.open);
        }
        for (const { projection } of livesOfCompany(of, AFTERMATH, pipeline)) {
          const stages = projection.decisions.map(({ stage }) => stage);
          expect(new Set(stages).size).toBe(stages.length);
        }
      }),
      RUNS,
    );
  });

  it('the rows of owners, and those of sources, add up to the team (I5)', async () => {
    await fc.assert(
      fc.asyncProperty(company, spans, async (of, span) => {
        const facts = factsAt(of, span.to);
        const split = {
          decisions: await facts.decisions(span),
          entries: await facts.entries(span),
          losses: await facts.lossCounts(span),
          open: await facts.openLeads(),
          isStale: staleAt(span.to),
        };
        const hops = conversion(split.decisions, staleByHighStage(split.open.filter(split.isStale)), pipeline);
        const wins = winRate(split.decisions, pipeline);
        const { moved } = await flowsOf(facts, span);
        for (const rows of [byOwner(split, pipeline), bySource(split, pipeline)] as SplitRow<string>[][]) {
          const total = (of: (row: SplitRow<string>) => number) => sum(rows.map(of));
          expect(total(({ created }) => created)).toBe(moved.created);
          expect(total(({ open }) => open)).toBe(split.open.length);
          expect(total(({ won }) => won)).toBe(wins.won);
          expect(total(({ lost, invalid }) => lost + invalid)).toBe(sum(split.losses.map(({ count }) => count)));
          for (const [at, hop] of hops.entries()) {
            expect(total(({ hops: own }) => own[at]?.advanced ?? 0)).toBe(hop.advanced);
            expect(total(({ hops: own }) => c1(own[at] ?? hop).n)).toBe(c1(hop).n);
            expect(total(({ hops: own }) => own[at]?.stale ?? 0)).toBe(hop.stale);
          }
        }
      }),
      RUNS,
    );
  });

  it('rates keep their order, and the interval holds the rate (I6)', async () => {
    await fc.assert(
      fc.asyncProperty(company, spans, async (of, span) => {
        const facts = factsAt(of, span.to);
        const stale = (await facts.openLeads()).filter(staleAt(span.to));
        for (const hop of conversion(await facts.decisions(span), staleByHighStage(stale), pipeline)) {
          const [gross, net, pessimistic] = [c1, c1Net, c1Pessimistic].map((of_) => rateOf(of_(hop)));
          if (gross == null) continue;
          expect(pessimistic).toBeGreaterThanOrEqual(0);
          expect(pessimistic).toBeLessThanOrEqual(gross);
          expect(gross).toBeLessThanOrEqual(1);
          expect(net ?? gross).toBeGreaterThanOrEqual(gross);
          const interval = wilson(c1(hop));
          expect(interval?.low).toBeLessThanOrEqual(gross + 1e-12);
          expect(interval?.high).toBeGreaterThanOrEqual(gross - 1e-12);
        }
      }),
      RUNS,
    );
  });

  it('what is done and taken back at once leaves every number as it was (I7)', async () => {
    const deed: fc.Arbitrary<LeadFact> = fc.oneof(
      fc.constantFrom(...pipeline.open).map(({ id: to }) => ({ type: 'moved', from: pipeline.entry.id, to }) as const),
      fc.constantFrom(...pipeline.open).map(({ id: to }) => ({ type: 'reopened', to }) as const),
      fc
        .constantFrom<CloseKind>('won', 'lost', 'invalid')
        .map((kind) => ({ type: 'closed', from: pipeline.entry.id, kind }) as const),
      fc.constantFrom(...OWNERS).map((owner) => ({ type: 'owner_changed', owner }) as const),
      fc.constant({ type: 'amount_changed', amountFen: 1 } as const),
    );
    await fc.assert(
      fc.asyncProperty(company, spans, deed, async (of, span, fact) => {
        const undone = withLogs(of, (events) => {
          const last = events.findLast(({ at }) => at < span.to);
          if (!last) return events;
          const { lead, actor, at, recordedAt, id } = last;
          const base = { lead, actor, at, recordedAt, change: 0 };
          const taken = { ...base, id: id + 0.25, fact };
          return [...events, taken, { ...base, id: id + 0.5, fact: { type: 'voided', target: taken.id } }];
        });
        expect(await numbersOf(factsAt(undone, span.to), span)).toEqual(await numbersOf(factsAt(of, span.to), span));
      }),
      RUNS,
    );
  });

  it('what was taken back at any time leaves no trace (I7)', async () => {
    await fc.assert(
      fc.asyncProperty(company, spans, async (of, span) => {
        const never = withLogs(of, (events) => liveEvents(events));
        expect(await numbersOf(factsAt(never, AFTERMATH), span)).toEqual(await numbersOf(factsAt(of, AFTERMATH), span));
      }),
      RUNS,
    );
  });

  it('owners, amounts and names change nothing about stages (I7)', async () => {
    const labels: ReadonlySet<string> = new Set(['owner_changed', 'amount_changed', 'edited']);
    const aboutStages = async (of: Company, span: Span) => {
      const { flows: table, ...numbers } = await numbersOf(factsAt(of, span.to), span);
      const { handovers: _, ...moved } = numbers.moved;
      return { ...numbers, moved, flows: table.map(({ handed: _, ...flow }) => flow) };
    };
    await fc.assert(
      fc.asyncProperty(company, spans, async (of, span) => {
        const plain = withLogs(of, (events) => {
          const dropped = new Set(events.filter(({ fact }) => labels.has(fact.type)).map(({ id }) => id));
          return events.filter(
            ({ id, fact }) => !dropped.has(id) && !(fact.type === 'voided' && dropped.has(fact.target)),
          );
        });
        expect(await aboutStages(plain, span)).toEqual(await aboutStages(of, span));
      }),
      RUNS,
    );
  });

  it('other names for the same stages, or another order of their rows, change nothing (I8)', async () => {
    const renamed = new Pipeline(
      pipeline.stages
        .map((stage) => ({ ...stage, name: `${stage.name}（新）`, aliases: [], definition: '' }))
        .reverse(),
    );
    await fc.assert(
      fc.asyncProperty(company, spans, async (of, span) => {
        const again = await numbersOf(factsAt(of, span.to, {}, renamed), span, renamed);
        expect(again).toEqual(await numbersOf(factsAt(of, span.to), span));
      }),
      RUNS,
    );
  });

  it('leads of an archived stage count where it went, once each', async () => {
    const fewer = new Pipeline(
      pipeline.stages.map((stage) => (stage.id === 'opp' ? { ...stage, archivedInto: stageId('quote') } : stage)),
    );
    const left = fewer.open.map(({ id }) => id);
    await fc.assert(
      fc.asyncProperty(company, spans, async (of, span) => {
        const facts = factsAt(of, span.to, {}, fewer);
        const { stock } = await numbersOf(facts, span, fewer);
        expect(sum(stock)).toBe((await facts.openLeads()).length);
        expect((await facts.decisions(span)).every(({ stage }) => left.includes(stage))).toBe(true);
        for (const { projection } of livesOfCompany(of, span.to, fewer)) {
          const stages = projection.decisions.map(({ stage }) => stage);
          expect(new Set(stages).size).toBe(stages.length);
        }
      }),
      RUNS,
    );
  });

  it('an old report asked for again gives the numbers of its day (I10)', async () => {
    await fc.assert(
      fc.asyncProperty(company, spans, async (of, span) => {
        const punctual: Company = {
          merge: undefined,
          leads: of.leads.map(({ id, events }) => ({
            id,
            events: events.filter(({ at, recordedAt }) => at === recordedAt),
          })),
        };
        // On that day nobody knew of what was written down later.
        const then: Company = {
          merge: undefined,
          leads: punctual.leads.map(({ id, events }) => ({
            id,
            events: events.filter(({ recordedAt }) => recordedAt < span.to),
          })),
        };
        const whole = punctual.leads.map(({ id, events }) => ({
          id,
          events: events.filter(({ fact, at }) => fact.type !== 'voided' || at < span.to),
        }));
        expect(await numbersOf(factsAt({ ...punctual, leads: whole }, span.to), span)).toEqual(
          await numbersOf(factsAt(then, span.to), span),
        );
      }),
      RUNS,
    );
  });
});
