import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadId } from '../../src/domain/ids.ts';
import type { Lead } from '../../src/domain/lead.ts';
import type { LeadEvent } from '../../src/domain/lead-event.ts';
import { liveEvents } from '../../src/domain/merge.ts';
import { project } from '../../src/domain/projection.ts';
import { decisionLine, visitLine } from '../support/fact-lines.ts';
import { closed, created, eventsOf, happened, moved, type Step, transferred } from '../support/history.ts';
import { instant } from '../support/instant.ts';
import { SEED } from '../support/property-seed.ts';
import { AFTERMATH, histories } from '../support/random-history.ts';
import { seedPipeline } from '../support/seed.ts';

const RUNS = { seed: SEED, numRuns: 1000 };

/** Lead 1 with the life `own`, into which lead 2 with the life `other` was merged on `mergedOn`. */
function merged(own: readonly Step[], other: readonly Step[], mergedOn: string) {
  return project(
    {
      events: eventsOf(own, 1, 1),
      absorbed: [{ at: instant(mergedOn), history: { events: eventsOf(other, 2, 100), absorbed: [] } }],
    },
    seedPipeline,
  );
}

describe('a lead into which another was merged', () => {
  it('keeps the earlier creation, and of two stays at one time the one in the higher stage', () => {
    const life = merged(
      [created('06-05', 'lead', { name: 'Acme', owner: 'li' }), moved('06-10', 'lead', 'interest')],
      [
        created('06-01', 'lead', { name: 'ACME', owner: 'zhang', source: 'fair' }),
        moved('06-03', 'lead', 'interest'),
        moved('06-08', 'interest', 'opp'),
      ],
      '06-20',
    );
    expect(life?.visits.map(visitLine)).toEqual([
      'lead 06-01..06-03 created>forward',
      'interest 06-03..06-08 forward>forward',
      'opp 06-08.. forward>',
    ]);
    expect(life?.decisions.map(decisionLine)).toEqual([
      'lead 06-01 advanced 06-03 zhang',
      'interest 06-03 advanced 06-08 li',
      'opp 06-08 open',
    ]);
    expect(life?.lead).toMatchObject({ id: 1, name: 'Acme', owner: 'li', source: 'fair', stage: 'opp', state: 'open' });
  });

  it('goes its own way after the merge, whatever stage the other stood in', () => {
    const life = merged(
      [created('06-05', 'lead'), moved('06-25', 'opp', 'interest')],
      [created('06-01', 'lead'), moved('06-08', 'lead', 'opp')],
      '06-20',
    );
    expect(life?.visits.map(visitLine)).toEqual([
      'lead 06-01..06-08 created>forward',
      'opp 06-08..06-25 forward>backward',
      'interest 06-25.. backward>',
    ]);
  });

  it('stays won when an open one is merged into it', () => {
    const life = merged(
      [created('06-01', 'quote'), closed('06-10', 'quote', 'won')],
      [created('06-05', 'lead'), moved('06-12', 'lead', 'interest')],
      '06-20',
    );
    expect(life?.lead.state).toBe('won');
    expect(life?.decisions.find(({ stage }) => stage === 'quote')?.outcome).toBe('advanced');
  });

  it('is open when a lost one is merged into it', () => {
    const life = merged(
      [created('06-15', 'lead')],
      [created('06-01', 'lead'), moved('06-03', 'lead', 'interest'), closed('06-10', 'interest', 'lost', 'price')],
      '06-20',
    );
    expect(life?.lead).toMatchObject({ state: 'open', stage: 'lead', highStage: 'interest' });
    expect(life?.visits.map(visitLine)).toEqual([
      'lead 06-01..06-03 created>forward',
      'interest 06-03..06-10 forward>lost',
      'lead 06-15.. reopened>',
    ]);
  });

  it('counts what people did with either, and what was taken back of neither', () => {
    const life = merged(
      [created('06-05', 'lead'), transferred('06-07', 'li')],
      [created('06-01', 'lead'), happened('06-09', { type: 'touched', text: 'call' })],
      '06-20',
    );
    expect(life?.lead).toMatchObject({ owner: 'li', touchedAt: instant('06-09') });
  });
});

describe('any two lives merged', () => {
  const pair = fc.tuple(histories(seedPipeline), histories(seedPipeline), fc.double({ min: 0, max: 1, noNaN: true }));
  const other = (events: readonly LeadEvent[]) =>
    events.map((event): LeadEvent => {
      const fact = event.fact.type === 'voided' ? { ...event.fact, target: event.fact.target + 1000 } : event.fact;
      return { ...event, id: event.id + 1000, change: event.change + 1000, lead: leadId(2), fact };
    });

  it('have stays that follow one another without overlap, from the earlier creation on', () => {
    fc.assert(
      fc.property(pair, ([own, twin, when]) => {
        const [mine, theirs] = [liveEvents(own), liveEvents(other(twin))];
        if (mine.length === 0 || theirs.length === 0) return;
        const latest = Math.max(...mine.map(({ at }) => at), ...theirs.map(({ at }) => at));
        const at = Math.floor(latest + (AFTERMATH - latest) * when);
        const life = project(
          { events: own, absorbed: [{ at, history: { events: other(twin), absorbed: [] } }] },
          seedPipeline,
        );
        const visits = life?.visits ?? [];
        const starts = [mine[0], theirs[0]].map((event) => event?.at ?? 0);
        expect(visits[0]?.enteredAt).toBe(Math.min(...starts));
        for (const [n, visit] of visits.entries()) {
          expect(visit.leftAt ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(visit.enteredAt);
          expect(visits[n + 1]?.enteredAt ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(visit.leftAt ?? 0);
        }
      }),
      RUNS,
    );
  });

  it('reach at least as far as each did alone, and stand where the surviving one or the higher one does', () => {
    fc.assert(
      fc.property(pair, ([own, twin]) => {
        const alone = [project(own, seedPipeline), project(other(twin), seedPipeline)];
        if (!alone[0] || !alone[1]) return;
        const history = { events: other(twin), absorbed: [] };
        const life = project({ events: own, absorbed: [{ at: AFTERMATH, history }] }, seedPipeline);
        const ord = (lead: Lead) => seedPipeline.stage(lead.highStage).ord;
        const [mine, theirs] = [alone[0].lead, alone[1].lead];
        expect(ord(life?.lead as Lead)).toBeGreaterThanOrEqual(Math.max(ord(mine), ord(theirs)));
        if (mine.state !== 'open') expect(life?.lead.state).toBe(mine.state);
        else expect(life?.lead.state).toBe('open');
      }),
      RUNS,
    );
  });
});
