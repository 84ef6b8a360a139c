import { describe, expect, it } from 'vitest';
import type { Decision, Lead, Visit } from '../../src/domain/lead.ts';
import { project } from '../../src/domain/projection.ts';
import { decisionLine, visitLine } from '../support/fact-lines.ts';
import { seedPipeline } from '../support/seed.ts';
import { JUNE, WORKED_EXAMPLE, workedEvents } from '../support/worked-example.ts';

const DAY_MS = 86_400_000;

interface Fact<T> {
  readonly lead: Lead;
  readonly fact: T;
}

const projections = workedEvents().map((events) => {
  const projection = project(events, seedPipeline);
  if (!projection) throw new Error('every lead of the example exists');
  return projection;
});
const leads = projections.map(({ lead }) => lead);
const visits: Fact<Visit>[] = projections.flatMap(({ lead, visits }) => visits.map((fact) => ({ lead, fact })));
const decisions: Fact<Decision>[] = projections.flatMap(({ lead, decisions }) =>
  decisions.map((fact) => ({ lead, fact })),
);

const inJune = (at: number | null) => at !== null && at >= JUNE.from && at < JUNE.to;

function names<T>(facts: readonly Fact<T>[], holds: (fact: T, lead: Lead) => boolean): string[] {
  return facts.filter(({ fact, lead }) => holds(fact, lead)).map(({ lead }) => lead.name);
}

/** `advanced/decided` of the decisions dated in June. */
function c1(stage: string, holds: (decision: Decision, lead: Lead) => boolean = () => true): string {
  const decided = decisions.filter(
    ({ fact, lead }) => fact.stage === stage && inJune(fact.decidedAt) && holds(fact, lead),
  );
  return `${decided.filter(({ fact }) => fact.outcome === 'advanced').length}/${decided.length}`;
}

describe('the worked example', () => {
  it('has ten leads with their own names', () => {
    expect(WORKED_EXAMPLE.map(({ name }) => name)).toEqual(leads.map(({ name }) => name));
    expect(leads).toHaveLength(10);
  });

  it('stands on 1 July as the snapshot says', () => {
    const standing = (state: Lead['state'], stage?: string) =>
      leads.filter((lead) => lead.state === state && (stage === undefined || lead.stage === stage)).map((l) => l.name);
    expect({
      lead: standing('open', 'lead'),
      interest: standing('open', 'interest'),
      opp: standing('open', 'opp'),
      quote: standing('open', 'quote'),
      won: standing('won'),
      lost: standing('lost'),
      invalid: standing('invalid'),
    }).toEqual({
      lead: [],
      interest: ['L06'],
      opp: ['L03', 'L05'],
      quote: ['L09'],
      won: ['L01', 'L07'],
      lost: ['L02', 'L08', 'L10'],
      invalid: ['L04'],
    });
  });

  it('counts one open lead on 1 June, L10 in interest', () => {
    expect(
      names(visits, ({ enteredAt, leftAt }) => enteredAt < JUNE.from && (leftAt === null || leftAt >= JUNE.from)),
    ).toEqual(['L10']);
  });

  it.each([
    [
      'lead',
      { open: 0, created: 8, forward: 0, backward: 0, reopened: 0 },
      { forward: 7, won: 0, lost: 0, invalid: 1, backward: 0 },
      0,
    ],
    [
      'interest',
      { open: 1, created: 0, forward: 6, backward: 1, reopened: 1 },
      { forward: 6, won: 0, lost: 2, invalid: 0, backward: 0 },
      1,
    ],
    [
      'opp',
      { open: 0, created: 1, forward: 7, backward: 0, reopened: 0 },
      { forward: 5, won: 0, lost: 0, invalid: 0, backward: 1 },
      2,
    ],
    [
      'quote',
      { open: 0, created: 0, forward: 5, backward: 0, reopened: 0 },
      { forward: 0, won: 2, lost: 2, invalid: 0, backward: 0 },
      1,
    ],
  ])('flows through %s in June as its row says', (stage, into, out, openAtEnd) => {
    const here = visits.map(({ fact }) => fact).filter((visit) => visit.stage === stage);
    const openAt = (at: number) =>
      here.filter(({ enteredAt, leftAt }) => enteredAt < at && (leftAt === null || leftAt >= at)).length;
    const entered = (how: Visit['how']) => here.filter((visit) => visit.how === how && inJune(visit.enteredAt)).length;
    const left = (exit: Visit['exit']) => here.filter((visit) => visit.exit === exit && inJune(visit.leftAt)).length;
    expect({
      open: openAt(JUNE.from),
      created: entered('created'),
      forward: entered('forward'),
      backward: entered('backward'),
      reopened: entered('reopened'),
    }).toEqual(into);
    expect({
      forward: left('forward'),
      won: left('won'),
      lost: left('lost'),
      invalid: left('invalid'),
      backward: left('backward'),
    }).toEqual(out);
    expect(openAt(JUNE.to)).toBe(openAtEnd);
  });

  it('decides each hop once per lead (C1, gross)', () => {
    expect(['lead', 'interest', 'opp', 'quote'].map((stage) => c1(stage))).toEqual(['7/8', '6/7', '5/5', '2/4']);
  });

  it.each([
    ['官网', ['4/4', '3/4', '3/3', '1/3']],
    ['展会', ['3/4', '3/3', '1/1', '0/0']],
    ['转介绍', ['0/0', '0/0', '1/1', '1/1']],
  ])('splits the hops by source: %s', (source, row) => {
    expect(['lead', 'interest', 'opp', 'quote'].map((stage) => c1(stage, (_, lead) => lead.source === source))).toEqual(
      row,
    );
  });

  it.each([
    ['zhang', ['4/4', '3/3', '3/3', '2/3']],
    ['li', ['3/4', '3/4', '2/2', '0/1']],
  ])('credits each decision to the owner of that moment: %s', (owner, row) => {
    expect(['lead', 'interest', 'opp', 'quote'].map((stage) => c1(stage, (fact) => fact.owner === owner))).toEqual(row);
  });

  it('knows who advanced, failed and is undecided in interest', () => {
    const inInterest = (outcome: Decision['outcome']) =>
      names(decisions, (fact) => fact.stage === 'interest' && fact.outcome === outcome);
    expect(inInterest('advanced')).toEqual(['L01', 'L02', 'L03', 'L05', 'L09', 'L10']);
    expect(inInterest('lost')).toEqual(['L08']);
    expect(inInterest('invalid')).toEqual([]);
    expect(inInterest('open')).toEqual(['L06']);
  });

  it('reached cohorts as C2 counts them', () => {
    const cohort = (stage: string) => names(decisions, (fact) => fact.stage === stage && inJune(fact.reachedAt)).length;
    expect(['lead', 'interest', 'opp', 'quote'].map(cohort)).toEqual([8, 7, 7, 5]);
  });

  it.each([
    ['lead', [1, 2, 2, 2, 3, 4, 6, 6]],
    ['interest', [5, 7, 8, 12, 12, 16]],
    ['opp', [4, 4, 5, 5, 6]],
    ['quote', [6, 10, 14, 22]],
  ])('stayed in %s as long as its row says', (stage, days) => {
    const stays = leads.flatMap((lead) => {
      const own = visits.filter(({ lead: { id }, fact }) => id === lead.id && fact.stage === stage);
      const lastExit = Math.max(...own.map(({ fact }) => fact.leftAt ?? Number.POSITIVE_INFINITY));
      if (own.length === 0 || !inJune(lastExit)) return [];
      return [own.reduce((sum, { fact }) => sum + ((fact.leftAt ?? 0) - fact.enteredAt) / DAY_MS, 0)];
    });
    expect(stays.sort((a, b) => a - b)).toEqual(days);
  });

  it('tells the story of L03 and L05, the two that came back', () => {
    expect(projections[2]?.visits.map(visitLine)).toEqual([
      'lead 06-02..06-04 created>forward',
      'interest 06-04..06-11 forward>forward',
      'opp 06-11..06-16 forward>backward',
      'interest 06-16..06-25 backward>forward',
      'opp 06-25.. forward>',
    ]);
    expect(projections[2]?.decisions.map(decisionLine)).toEqual([
      'lead 06-02 advanced 06-04 zhang',
      'interest 06-04 advanced 06-11 zhang',
      'opp 06-11 open',
    ]);
    expect(projections[4]?.decisions.map(decisionLine)).toEqual([
      'lead 06-03 advanced 06-09 li',
      'interest 06-09 advanced 06-26 li',
      'opp 06-26 open',
    ]);
  });

  it('as of 19 June had four advanced and two lost in interest, as that day showed (I10)', () => {
    const asOf = Date.parse('2026-06-19T00:00:00+08:00');
    const outcomes = workedEvents().flatMap((events) => {
      const then = project(
        events.filter(({ at }) => at < asOf),
        seedPipeline,
      );
      return (then?.decisions ?? []).filter(({ stage, decidedAt }) => stage === 'interest' && inJune(decidedAt));
    });
    expect(outcomes.filter(({ outcome }) => outcome === 'advanced')).toHaveLength(4);
    expect(outcomes.filter(({ outcome }) => outcome === 'lost')).toHaveLength(2);
  });
});
