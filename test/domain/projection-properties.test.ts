import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberId } from '../../src/domain/ids.ts';
import type { Projection } from '../../src/domain/lead.ts';
import type { LeadEvent, LeadFact } from '../../src/domain/lead-event.ts';
import { appliesOnTop, project } from '../../src/domain/projection.ts';
import { step } from '../../src/domain/step.ts';
import { liveEvents, recordChange } from '../support/event-log.ts';
import { SEED } from '../support/property-seed.ts';
import { AFTERMATH, BIRTH, histories } from '../support/random-history.ts';
import { referenceFacts } from '../support/reference-projection.ts';
import { seedPipeline } from '../support/seed.ts';

const RUNS = { seed: SEED, numRuns: 1000 };
const history = histories(seedPipeline);
const instantOfLife = fc.integer({ min: BIRTH - 1000, max: AFTERMATH });

/** Where a lead stands as of `at`, or undefined when it does not exist yet or never did. */
function asOf(events: readonly LeadEvent[], at: number): Projection | undefined {
  return project(
    liveEvents(events).filter((event) => event.at < at),
    seedPipeline,
  );
}

describe('any legal history', () => {
  it('has the visits and decisions that the definitions give', () => {
    fc.assert(
      fc.property(history, (events) => {
        const projection = project(events, seedPipeline);
        const reference = referenceFacts(events, seedPipeline);
        const visits = (projection?.visits ?? []).map(({ no: _, ...visit }) => visit);
        expect({ visits, decisions: projection?.decisions ?? [] }).toEqual(reference);
      }),
      RUNS,
    );
  });

  it('satisfies stock + in − out = stock in every stage and window (I1)', () => {
    fc.assert(
      fc.property(history, instantOfLife, instantOfLife, (events, one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        const visits = project(events, seedPipeline)?.visits ?? [];
        for (const { id } of seedPipeline.open) {
          const stock = (at: number) => {
            const lead = asOf(events, at)?.lead;
            return lead?.state === 'open' && lead.stage === id ? 1 : 0;
          };
          const here = visits.filter(({ stage }) => stage === id);
          const entered = here.filter(({ enteredAt }) => enteredAt >= from && enteredAt < to).length;
          const left = here.filter(({ leftAt }) => leftAt !== null && leftAt >= from && leftAt < to).length;
          expect(stock(from) + entered - left).toBe(stock(to));
        }
      }),
      RUNS,
    );
  });

  it('leaves a lead open in exactly one stage or closed in exactly one way (I2)', () => {
    fc.assert(
      fc.property(history, (events) => {
        const projection = project(events, seedPipeline);
        if (!projection) return;
        const { lead, visits } = projection;
        const lasting = visits.filter(({ leftAt }) => leftAt === null);
        if (lead.state === 'open') {
          expect(lasting).toMatchObject([{ stage: lead.stage, no: lead.visitNo, enteredAt: lead.enteredAt }]);
          expect(lead.closedAt).toBeNull();
        } else {
          expect(['won', 'lost', 'invalid']).toContain(lead.state);
          expect(lasting).toEqual([]);
          expect(lead.closedAt).toBe(visits.at(-1)?.leftAt);
        }
      }),
      RUNS,
    );
  });

  it('has visits that never overlap and are numbered in order', () => {
    fc.assert(
      fc.property(history, (events) => {
        const visits = project(events, seedPipeline)?.visits ?? [];
        expect(visits.map(({ no }) => no)).toEqual(visits.map((_, at) => at + 1));
        visits.forEach((visit, at) => {
          const next = visits[at + 1];
          expect(visit.leftAt ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(visit.enteredAt);
          if (next) expect(next.enteredAt).toBeGreaterThanOrEqual(visit.leftAt ?? Number.POSITIVE_INFINITY);
        });
      }),
      RUNS,
    );
  });

  it('reaches stages without a gap from entry to high-water, never earlier than the one below (I3)', () => {
    fc.assert(
      fc.property(history, (events) => {
        const projection = project(events, seedPipeline);
        if (!projection) return;
        const { lead, decisions } = projection;
        const high = lead.state === 'won' ? seedPipeline.open.at(-1)?.id : lead.highStage;
        const ords = decisions.map(({ stage }) => seedPipeline.stage(stage).ord);
        const first = seedPipeline.stage(lead.entryStage).ord;
        const last = seedPipeline.stage(high ?? lead.highStage).ord;
        expect(ords).toEqual(Array.from({ length: last - first + 1 }, (_, at) => first + at));
        const times = decisions.map(({ reachedAt }) => reachedAt);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
      RUNS,
    );
  });

  it('decides each stage at most once: advanced below the high-water mark, one outcome at it (I4)', () => {
    fc.assert(
      fc.property(history, (events) => {
        const projection = project(events, seedPipeline);
        if (!projection) return;
        const { lead, decisions } = projection;
        expect(new Set(decisions.map(({ stage }) => stage)).size).toBe(decisions.length);
        const expected = { open: 'open', won: 'advanced', lost: 'lost', invalid: 'invalid' }[lead.state as 'open'];
        decisions.forEach((decision, at) => {
          const isLast = at === decisions.length - 1;
          expect(decision.outcome).toBe(isLast ? expected : 'advanced');
          expect(decision.decidedAt === null).toBe(decision.outcome === 'open');
          expect(decision.owner === null).toBe(decision.outcome === 'open');
        });
      }),
      RUNS,
    );
  });

  it('is unchanged by a change that is taken back at once (I7)', () => {
    fc.assert(
      fc.property(history, fc.nat(6), (events, choice) => {
        const before = project(events, seedPipeline);
        const creation = events[0];
        if (!before || !creation) return;
        const now = AFTERMATH;
        const from = before.lead.stage;
        const facts: LeadFact[] = [
          { type: 'moved', from, to: seedPipeline.open.at(-1)?.id ?? from },
          { type: 'moved', from, to: seedPipeline.entry.id },
          { type: 'closed', from, kind: 'won' },
          { type: 'closed', from, kind: 'lost', reason: 'other' },
          { type: 'reopened', to: seedPipeline.entry.id },
          { type: 'touched', text: 'x' },
          { type: 'owner_changed', owner: memberId('somebody') },
        ];
        const actor = creation.actor;
        const fact = facts[choice] as LeadFact;
        const changed = recordChange(events, creation.lead, [{ fact, actor, at: now }], now);
        const target = changed.at(-1)?.id ?? 0;
        const undo = { fact: { type: 'voided', target }, actor, at: now } as const;
        expect(project(recordChange(changed, creation.lead, [undo], now), seedPipeline)).toEqual(before);
      }),
      RUNS,
    );
  });

  it('has the same visits and outcomes whoever owns the lead and whatever it is called or worth (I7)', () => {
    fc.assert(
      fc.property(history, (events) => {
        const plain = events.map((event): LeadEvent => {
          const { type } = event.fact;
          const isLabel = type === 'owner_changed' || type === 'amount_changed' || type === 'edited';
          return isLabel ? { ...event, fact: { type: 'touched', text: '' } } : event;
        });
        const stageFacts = (projection: Projection | undefined) => ({
          visits: projection?.visits.map(({ owner: _, exitOwner: __, ...visit }) => visit),
          decisions: projection?.decisions.map(({ owner: _, ...decision }) => decision),
          state: projection?.lead.state,
        });
        expect(stageFacts(project(plain, seedPipeline))).toEqual(stageFacts(project(events, seedPipeline)));
      }),
      RUNS,
    );
  });

  it('comes out the same event by event as all at once, and whatever order it is read in', () => {
    fc.assert(
      fc.property(history, fc.integer(), (events, shuffle) => {
        const whole = project(events, seedPipeline);
        const shuffled = [...events].sort((a, b) => ((a.id * shuffle) % 7) - ((b.id * shuffle) % 7));
        expect(project(shuffled, seedPipeline)).toEqual(whole);
        let lead: Projection['lead'] | undefined;
        for (const [at, event] of events.entries()) {
          lead = appliesOnTop(lead, event)
            ? step(lead, event, seedPipeline).lead
            : project(events.slice(0, at + 1), seedPipeline)?.lead;
        }
        expect(lead).toEqual(whole?.lead);
      }),
      RUNS,
    );
  });
});
