import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { c1, c1Net, c1Pessimistic, cohortConversion, conversion } from '../../src/analytics/conversion.ts';
import type { Facts, OpenLead } from '../../src/analytics/facts.ts';
import { factsOf } from '../../src/analytics/facts-of.ts';
import { flows, movements } from '../../src/analytics/flows.ts';
import { rateOf, sum, wilson } from '../../src/analytics/rates.ts';
import { snapshot } from '../../src/analytics/snapshot.ts';
import { byOwner, bySource, type SplitRow, staleByHighStage } from '../../src/analytics/splits.ts';
import { stalenessOf } from '../../src/analytics/stale.ts';
import { timeInStage } from '../../src/analytics/time-in-stage.ts';
import { winRate } from '../../src/analytics/win-rate.ts';
import { memberId } from '../../src/domain/ids.ts';
import type { LeadEvent } from '../../src/domain/lead-event.ts';
import { Pipeline } from '../../src/domain/stage.ts';
import { plainCalendar } from '../support/plain-calendar.ts';
import { SEED } from '../support/property-seed.ts';
import { type Company, companies, livesOfCompany, spans } from '../support/random-company.ts';
import { AFTERMATH } from '../support/random-history.ts';
import { seedPipeline } from '../support/seed.ts';

const RUNS = { seed: SEED, numRuns: 1000 };
const pipeline = seedPipeline;
const TIME_ZONE = 'Asia/Shanghai';
const calendar = plainCalendar('2026-06-19', '2026-10-01');
const company = companies(pipeline);
const OWNERS = ['zhang', 'li', 'wang'].map(memberId);

function factsAt(of: Company, asOf: number, scope: Parameters<typeof factsOf>[1]['scope'] = {}): Facts {
  return factsOf(livesOfCompany(of, asOf, pipeline), { asOf, scope, pipeline });
}

function staleAt(asOf: number) {
  return (lead: OpenLead) => stalenessOf(lead, { asOf, pipeline, calendar, timeZone: TIME_ZONE }).causes.length > 0;
}

async function flowsOf(facts: Facts, span: { from: number; to: number }, owners?: ReadonlySet<(typeof OWNERS)[0]>) {
  const open = await facts.openLeads();
  const end = snapshot(open, { asOf: facts.asOf, pipeline, isStale: () => false });
  const june = {
    entries: await facts.entries(span),
    exits: await facts.exits(span),
    handovers: await facts.handovers(span),
  };
  return {
    table: flows(june, new Map(end.map(({ stage, open: n }) => [stage.id, n])), { pipeline, owners }),
    moved: movements(june, pipeline),
  };
}

/** Everything about stages a report would show of a window that ends now. */
async function numbersOf(facts: Facts, span: { from: number; to: number }) {
  const open = await facts.openLeads();
  const isStale = staleAt(facts.asOf);
  const decisions = await facts.decisions(span);
  return {
    flows: (await flowsOf(facts, span)).table,
    c1: conversion(decisions, staleByHighStage(open.filter(isStale)), pipeline),
    c2: cohortConversion(await facts.cohorts(span, {}), pipeline),
    presence: sum((await facts.presence(span)).map(({ present }) => present)),
    stays: timeInStage(await facts.stays(span), open, { asOf: facts.asOf, pipeline }),
    wins: winRate(decisions, pipeline),
    closed: await facts.closed(),
    reopened: await facts.reopened(span),
    lost: sum((await facts.lossCounts(span)).map(({ count }) => count)),
  };
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

  it('what is done and taken back at once leaves every number as it was, as do owners, amounts and names (I7)', async () => {
    await fc.assert(
      fc.asyncProperty(company, spans, async (of, span) => {
        const plain: Company = {
          ...of,
          leads: of.leads.map(({ id, events }) => ({
            id,
            events: events.map((event): LeadEvent => {
              const isLabel = ['owner_changed', 'amount_changed', 'edited'].includes(event.fact.type);
              return isLabel ? { ...event, fact: { type: 'snoozed', until: '2026-01-01' as never } } : event;
            }),
          })),
        };
        const undone: Company = {
          ...of,
          leads: of.leads.map(({ id, events }, at) => {
            const last = events.at(-1);
            if (at > 0 || !last) return { id, events };
            const base = { lead: id, actor: last.actor, at: last.at, recordedAt: last.recordedAt, change: 0 };
            const moved = {
              ...base,
              id: 9001,
              fact: { type: 'closed', from: pipeline.entry.id, kind: 'won' } as const,
            };
            return {
              id,
              events: [...events, moved, { ...base, id: 9002, fact: { type: 'voided', target: 9001 } as const }],
            };
          }),
        };
        const before = await numbersOf(factsAt(of, span.to), span);
        expect(await numbersOf(factsAt(undone, span.to), span)).toEqual(before);
        const { flows: table, c1: hops, c2, closed, reopened } = before;
        expect(await numbersOf(factsAt(plain, span.to), span)).toMatchObject({
          flows: table.map(({ handed: _, ...flow }) => flow),
          c1: hops.map(({ stale: _, ...hop }) => hop),
          c2,
          closed,
          reopened,
        });
      }),
      RUNS,
    );
  });

  it('other names for the same stages change nothing (I8)', async () => {
    const renamed = new Pipeline(
      pipeline.stages
        .map((stage) => ({ ...stage, name: `${stage.name}（新）`, aliases: [], definition: '' }))
        .reverse(),
    );
    await fc.assert(
      fc.asyncProperty(company, spans, async (of, span) => {
        const strip = (rows: readonly { readonly stage: unknown }[]) => rows.map(({ stage: _, ...rest }) => rest);
        const decisions = await factsAt(of, span.to).decisions(span);
        const again = factsOf(livesOfCompany(of, span.to, renamed), { asOf: span.to, scope: {}, pipeline: renamed });
        expect(await again.decisions(span)).toEqual(decisions);
        expect(strip(conversion(await again.decisions(span), {}, renamed))).toEqual(
          strip(conversion(decisions, {}, pipeline)),
        );
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
