import { describe, expect, it, test } from 'vitest';
import { leadId, memberId, stageId } from '../../src/domain/ids.ts';
import type { Lead } from '../../src/domain/lead.ts';
import type { LeadEvent } from '../../src/domain/lead-event.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import { appliesOnTop, project } from '../../src/domain/projection.ts';
import { Pipeline } from '../../src/domain/stage.ts';
import { step } from '../../src/domain/step.ts';
import { decisionLine, visitLine } from '../support/fact-lines.ts';
import { HAND_HISTORIES } from '../support/hand-histories.ts';
import { by, created, eventsOf, happened, moved, reopened, type Step, undone, wonFor } from '../support/history.ts';
import { instant } from '../support/instant.ts';
import { seedPipeline, seedStages } from '../support/seed.ts';

function leadAfter(...steps: readonly Step[]): Lead {
  const projection = project(eventsOf(steps), seedPipeline);
  if (!projection) throw new Error('nothing is left of this lead');
  return projection.lead;
}

const day = (text: string) => `2026-${text}` as LocalDay;

describe('a history worked out by hand', () => {
  const titled = HAND_HISTORIES.map((history) => [history.title, history] as const);

  it.each(titled)('%s', (_, { steps, state, stage, visits, decisions }) => {
    const projection = project(eventsOf(steps), seedPipeline);
    expect({
      state: projection?.lead.state ?? 'void',
      stage: projection?.lead.stage ?? stage,
      visits: projection?.visits.map(visitLine) ?? [],
      decisions: projection?.decisions.map(decisionLine) ?? [],
    }).toEqual({ state, stage, visits, decisions });
  });

  it.each(titled)('%s, whatever order its events are read in', (_, { steps }) => {
    const events = eventsOf(steps);
    expect(project([...events].reverse(), seedPipeline)).toEqual(project(events, seedPipeline));
  });
});

describe('the lead row', () => {
  it('starts with what was said at creation and remembers its source, first owner and first stage', () => {
    const lead = leadAfter(
      created('06-01', 'interest', {
        name: 'Acme',
        owner: 'li',
        source: '官网',
        amountFen: 500,
        contact: 'Ms Wu',
        phone: '138 0013 8000',
      }),
      happened('06-02', { type: 'owner_changed', owner: memberId('wang') }),
      moved('06-03', 'interest', 'opp'),
    );
    expect(lead).toMatchObject({
      name: 'Acme',
      source: '官网',
      firstOwner: 'li',
      owner: 'wang',
      amountFen: 500,
      contact: 'Ms Wu',
      phone: '138 0013 8000',
      note: '',
      entryStage: 'interest',
      stage: 'opp',
      highStage: 'opp',
      createdAt: instant('06-01'),
      enteredAt: instant('06-03'),
      visitNo: 2,
      lastEventId: 3,
      lastEventAt: instant('06-03'),
    });
  });

  it('has no source, amount, contact, phone or note unless somebody said so', () => {
    expect(leadAfter(created('06-01', 'lead'))).toMatchObject({
      source: '',
      amountFen: null,
      contact: '',
      phone: '',
      note: '',
    });
  });

  it('keeps the stage it was closed in, the reason and the day to call back', () => {
    const lead = leadAfter(
      created('06-01', 'lead'),
      happened('06-02', { type: 'next_step_set', on: day('06-09') }),
      happened('06-04', {
        type: 'closed',
        from: stageId('lead'),
        kind: 'lost',
        reason: 'not_now',
        recallOn: day('09-01'),
      }),
    );
    expect(lead).toMatchObject({
      state: 'lost',
      stage: 'lead',
      closedAt: instant('06-04'),
      reason: 'not_now',
      recallOn: '2026-09-01',
      nextOn: null,
      nextText: '',
    });
  });

  it('forgets close, reason and call-back day when it is opened again', () => {
    const lead = leadAfter(
      created('06-01', 'lead'),
      happened('06-02', {
        type: 'closed',
        from: stageId('lead'),
        kind: 'lost',
        reason: 'not_now',
        recallOn: day('09-01'),
      }),
      reopened('06-05', 'interest'),
    );
    expect(lead).toMatchObject({
      state: 'open',
      stage: 'interest',
      closedAt: null,
      reason: null,
      recallOn: null,
      enteredAt: instant('06-05'),
    });
  });

  it('goes back to its old amount when a win is taken back', () => {
    const lead = leadAfter(
      created('06-01', 'lead', { amountFen: 100 }),
      wonFor('06-02', 'lead', 999),
      undone('06-02 10:01'),
    );
    expect(lead).toMatchObject({ state: 'open', amountFen: 100 });
  });

  it('changes only the fields an edit names', () => {
    const lead = leadAfter(
      created('06-01', 'lead', { name: 'Acme', contact: 'Ms Wu', phone: '1' }),
      happened('06-02', { type: 'edited', phone: '2' }),
      happened('06-03', { type: 'edited', name: 'Acme Asia' }),
    );
    expect(lead).toMatchObject({ name: 'Acme Asia', contact: 'Ms Wu', phone: '2', source: '' });
  });

  it('replaces the next step, which ends a snooze, and counts snoozes', () => {
    const lead = leadAfter(
      created('06-01', 'lead'),
      happened('06-02', { type: 'snoozed', until: day('06-05') }),
      happened('06-05', { type: 'snoozed', until: day('06-08') }),
      happened('06-06', { type: 'next_step_set', on: day('06-09'), text: 'demo' }),
      happened('06-07', { type: 'next_step_set', on: day('06-10') }),
    );
    expect(lead).toMatchObject({ snoozes: 2, snoozedUntil: null, nextOn: '2026-06-10', nextText: '' });
  });
});

describe('the touch clock', () => {
  test.each([
    ['a follow-up by a person', happened('06-09', { type: 'touched', text: 'called' }), instant('06-09')],
    ['a follow-up by the system', by('system', happened('06-09', { type: 'touched', text: 'nudged' })), null],
    ['a follow-up from an import', by('import', happened('06-09', { type: 'touched', text: 'old' })), null],
    ['a move to where the lead is (N3)', moved('06-09', 'lead', 'lead'), instant('06-09')],
    ['the same from an import', by('import', moved('06-09', 'lead', 'lead')), null],
    ['a move', moved('06-09', 'lead', 'interest'), null],
    ['a change of owner', happened('06-09', { type: 'owner_changed', owner: memberId('li') }), null],
    ['an edit', happened('06-09', { type: 'edited', note: 'x' }), null],
    ['a snooze', happened('06-09', { type: 'snoozed', until: day('06-12') }), null],
  ])('%s', (_, change, touchedAt) => {
    expect(leadAfter(created('06-01', 'lead'), change).touchedAt).toBe(touchedAt);
  });

  it('is the latest of several follow-ups, also when an earlier one is written down later', () => {
    const touch = (on: string) => happened(on, { type: 'touched', text: on });
    expect(leadAfter(created('06-01', 'lead'), touch('06-09'), touch('06-05')).touchedAt).toBe(instant('06-09'));
  });
});

describe('archived stages', () => {
  const archived = new Pipeline([
    ...seedStages,
    ...(['demo', 'trial'] as const).map((id) => ({
      ...(seedStages[1] as (typeof seedStages)[number]),
      id: stageId(id),
      ord: 9,
      archivedInto: stageId(id === 'demo' ? 'trial' : 'opp'),
    })),
  ]);

  it('are read as what they were archived into, through several archivings', () => {
    const projection = project(
      eventsOf([created('06-01', 'lead'), moved('06-03', 'lead', 'demo'), moved('06-05', 'demo', 'quote')]),
      archived,
    );
    expect(projection?.visits.map(visitLine)).toEqual([
      'lead 06-01..06-03 created>forward',
      'opp 06-03..06-05 forward>forward',
      'quote 06-05.. forward>',
    ]);
    expect(projection?.decisions.map(({ stage }) => stage)).toEqual(['lead', 'interest', 'opp', 'quote']);
  });

  it('make a move between two stages that became one no move at all', () => {
    const projection = project(
      eventsOf([created('06-01', 'trial'), moved('06-03', 'trial', 'opp'), moved('06-05', 'opp', 'demo')]),
      archived,
    );
    expect(projection?.visits.map(visitLine)).toEqual(['opp 06-01.. created>']);
    expect(projection?.lead).toMatchObject({ entryStage: 'opp', stage: 'opp', touchedAt: instant('06-05') });
  });
});

describe('applying events one by one', () => {
  const [creation, move] = eventsOf([created('06-01', 'lead'), moved('06-03', 'lead', 'interest')]) as [
    LeadEvent,
    LeadEvent,
  ];
  const { lead } = step(undefined, creation, seedPipeline);

  it('works on top for what happened last, at the same instant too', () => {
    expect(appliesOnTop(undefined, creation)).toBe(true);
    expect(appliesOnTop(lead, move)).toBe(true);
    expect(appliesOnTop(lead, { ...move, at: creation.at })).toBe(true);
  });

  it('needs a rebuild for what happened before, was taken back, or merged', () => {
    expect(appliesOnTop(lead, { ...move, at: creation.at - 1 })).toBe(false);
    expect(appliesOnTop(lead, { ...move, fact: { type: 'voided', target: 1 } })).toBe(false);
    expect(appliesOnTop(lead, { ...move, fact: { type: 'merged_into', into: leadId(2) } })).toBe(false);
  });

  it('is a bug before the creation, for an unknown stage, or for a voided event', () => {
    expect(() => step(undefined, move, seedPipeline)).toThrow('before its lead was created');
    expect(() => step(lead, { ...move, fact: { type: 'voided', target: 1 } }, seedPipeline)).toThrow('never applied');
    const astray = { ...move, fact: { type: 'moved', from: stageId('lead'), to: stageId('nowhere') } } as const;
    expect(() => step(lead, astray, seedPipeline)).toThrow('unknown stage id: nowhere');
  });
});
