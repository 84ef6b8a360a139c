import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analytics/diagnosis/diagnose.ts';
import type { DiagnosisInput } from '../../src/analytics/diagnosis/input.ts';
import { targetRateOf } from '../../src/analytics/diagnosis/target-rate.ts';
import { type HopRun, lookAt, smallestConvicting, verdictAfter } from '../../src/analytics/diagnosis/verdict.ts';
import { memberId, stageId } from '../../src/domain/ids.ts';
import { decisionsAt, diagnosisInput, entered, loss, openLead } from '../support/outlook.ts';
import { seedPipeline as pipeline, seedStage } from '../support/seed.ts';

const range = (length: number) => Array.from({ length }, (_, at) => at + 1);
const li = memberId('li');

describe('the smallest sample that can convict', () => {
  it.each([
    [0.5, 3],
    [0.4, 5],
    [0.25, 9],
    [0.2, 11],
    [0.1, 25],
  ])('at a target of %d is %d', (target, n) => {
    expect(smallestConvicting(target)).toBe(n);
    // One below it not even no success at all would do.
    expect(lookAt(0, Math.max(8, n), target).convicts).toBe(true);
    if (n > 8) expect(lookAt(0, n - 1, target).convicts).toBe(false);
  });
});

describe('one run’s look at a transition', () => {
  it.each([
    [5, 40, 0.25, 23.5, true],
    [6, 40, 0.25, 26.5, false],
    [1, 20, 0.2, 19.6, true],
    [2, 20, 0.2, 26.2, false],
  ])('of %d of %d against %d reaches up to %d %%, and convicts: %s', (k, n, target, upper, convicts) => {
    const look = lookAt(k, n, target);
    expect(Math.round((look.interval?.high ?? 0) * 1000) / 10).toBe(upper);
    expect(look).toMatchObject({ convicts, verdict: 'suspected' });
  });

  it('is none below 8 decisions, and healthy from 0.8 of the target on', () => {
    expect(lookAt(0, 7, 0.5)).toMatchObject({ verdict: 'too_few', convicts: false });
    expect(lookAt(2, 10, 0.25).verdict).toBe('healthy');
    expect(lookAt(8, 25, 0.4).verdict).toBe('healthy');
    expect(lookAt(19, 100, 0.25)).toMatchObject({ verdict: 'suspected', convicts: false });
  });
});

describe('a verdict over the weeks', () => {
  const bad = lookAt(5, 40, 0.25);
  const good = lookAt(10, 40, 0.25);
  /** The verdicts of one week after the other. */
  const weeks = (...looks: readonly (typeof bad)[]) => {
    let previous: HopRun | undefined;
    return looks.map((look) => {
      const verdict = verdictAfter(look, previous);
      previous = { key: 'x', convicts: look.convicts, verdict };
      return verdict;
    });
  };

  it('is confirmed by two runs in a row, and cleared by two without', () => {
    expect(weeks(bad, bad, good, good)).toEqual(['suspected', 'confirmed', 'confirmed', 'healthy']);
    expect(weeks(bad, good, bad)).toEqual(['suspected', 'healthy', 'suspected']);
    expect(weeks(bad, bad, good, bad, good, good)).toEqual([
      'suspected',
      'confirmed',
      'confirmed',
      'confirmed',
      'confirmed',
      'healthy',
    ]);
  });
});

describe('a target rate', () => {
  const examples = new Map([[stageId('interest'), 0.25]]);
  const of = (expectedRate: number | null, advanced: number, decided: number) =>
    targetRateOf(
      { ...seedStage('interest'), expectedRate },
      decisionsAt('interest', advanced, decided),
      examples,
      pipeline,
    );

  it('is the configured one, else the team’s own history, else the example', () => {
    expect(of(0.3, 20, 40)).toEqual({ rate: 0.3, origin: 'configured' });
    expect(of(0.25, 20, 40)).toEqual({ rate: 0.5, origin: 'history' });
    expect(of(0.25, 20, 29)).toEqual({ rate: 0.25, origin: 'example' });
    expect(of(null, 0, 40)).toEqual({ rate: 0.25, origin: 'example' });
    expect(targetRateOf({ ...seedStage('opp'), expectedRate: null }, [], examples, pipeline)).toBeUndefined();
  });
});

/** The run before, in which the same decisions convicted. */
const twice = (input: DiagnosisInput) => diagnose({ ...input, previous: diagnose(input).runs });

describe('the middle broken', () => {
  const failed = range(35).map((id) =>
    loss(id, 'interest', { touches: id <= 20 ? 1 : 4, owner: id % 2 === 0 ? li : memberId('zhang') }),
  );
  const broken = diagnosisInput({
    decisions: [...decisionsAt('lead', 40, 80), ...decisionsAt('interest', 5, 40)],
    losses: failed,
    leads: [openLead(90, 'interest', { owner: li }), openLead(91, 'interest')],
    stale: new Set([openLead(90, 'interest').id]),
    cohorts: [{ stage: stageId('interest'), owner: li, source: '', outcome: 'lost', count: 91, withinHorizon: 0 }],
  });

  it('is suspected at first, confirmed a week later, with leads and a step for each owner', () => {
    expect(diagnose(broken).findings.map(({ disease, verdict }) => [disease, verdict])).toEqual([
      ['broken', 'suspected'],
    ]);
    const [finding] = twice(broken).findings;
    expect(finding).toMatchObject({
      disease: 'broken',
      stage: 'interest',
      verdict: 'confirmed',
      advanced: 5,
      decided: 40,
      target: { rate: 0.25, origin: 'example' },
      evidence: { failed: 35, barelyTouched: 20, causes: ['no_follow_up'] },
    });
    // Who stands still first, then the latest failures.
    expect(finding?.named.map(({ name }) => name)).toEqual(['L90', 'L35', 'L34', 'L33', 'L32']);
    expect(finding?.steps).toEqual([
      { owner: 'li', step: 'follow_up', leads: [90, 34, 32] },
      { owner: 'zhang', step: 'follow_up', leads: [35, 33] },
    ]);
  });

  it('costs its entrants a month times what is missing times what would have become of them', () => {
    // 91 entrants in 91 days are 30.4 a month; 25 % − 12.5 %; from the next stage 50 % × 20 %.
    expect(diagnose(broken).findings[0]?.lostWins).toBeCloseTo(30.4375 * 0.125 * 0.1, 9);
  });

  it('is not found when few new leads come in, or when the leads are bad from the start', () => {
    expect(diagnose({ ...broken, recentEntries: [entered('lead', 'created', 31)] }).findings).toEqual([]);
    expect(diagnose({ ...broken, recentEntries: [entered('lead', 'created', 32)] }).findings).toHaveLength(1);
    const badSource = {
      ...broken,
      decisions: [...decisionsAt('lead', 5, 80), ...decisionsAt('interest', 5, 40)],
      losses: [...failed, loss(70, 'lead')],
    };
    expect(
      diagnose(badSource)
        .findings.map(({ disease }) => disease)
        .sort(),
    ).toContain('broken');
    expect(twice(badSource).findings.map(({ disease }) => disease)).toEqual(['source', 'source']);
  });

  it('is not found without leads to name', () => {
    expect(twice({ ...broken, losses: [], leads: [], stale: new Set() }).findings).toEqual([]);
  });

  it('is a muddle when the records are poor, and a matter of standards when the reps differ', () => {
    const causesOf = (given: Partial<DiagnosisInput>) => {
      const evidence = diagnose({ ...broken, losses: failed.map((one) => ({ ...one, touches: 9 })), ...given })
        .findings[0]?.evidence;
      return evidence?.kind === 'broken' ? evidence.causes : undefined;
    };
    expect(causesOf({})).toEqual([]);
    expect(causesOf({ qualityScore: 69 })).toEqual(['muddle']);
    const jumps = [
      entered('lead', 'created', 130),
      entered('interest', 'forward', 17, 'lead'),
      entered('opp', 'forward', 3, 'lead'),
    ];
    expect(causesOf({ entries: jumps })).toEqual(['muddle']);
    expect(causesOf({ checklists: { moves: 10, empty: 3 } })).toEqual(['no_standard']);
    expect(causesOf({ checklists: { moves: 7, empty: 7 } })).toEqual([]);
    const differing = [
      ...decisionsAt('lead', 40, 80),
      ...decisionsAt('interest', 5, 10),
      ...decisionsAt('interest', 0, 30, { owner: 'li' }),
    ];
    expect(causesOf({ decisions: differing })).toEqual(['no_standard']);
    const three = [...differing, ...decisionsAt('interest', 1, 10, { owner: 'wang' })];
    expect(causesOf({ decisions: three })).toEqual(['no_standard']);
  });
});

describe('the source check', () => {
  const losses = range(6).map((id) =>
    loss(id, 'lead', {
      kind: 'invalid',
      reason: id < 5 ? 'dead_number' : 'other',
      touches: id < 4 ? 0 : 2,
      source: '展会',
    }),
  );
  const input = diagnosisInput({
    decisions: [
      ...decisionsAt('lead', 20, 40),
      { stage: stageId('lead'), owner: li, source: '展会', outcome: 'invalid', count: 20 },
      ...decisionsAt('lead', 1, 2, { source: '展会' }),
    ],
    losses,
  });

  it('looks at each source with 20 decisions by itself', () => {
    const { findings } = twice(input);
    expect(findings.map(({ source, verdict, advanced, decided }) => [source, verdict, advanced, decided])).toEqual([
      ['展会', 'confirmed', 1, 22],
    ]);
    expect(findings[0]?.evidence).toEqual({
      kind: 'source',
      bySource: [
        { source: '展会', decided: 22, invalid: 20 },
        { source: '官网', decided: 40, invalid: 0 },
      ],
      reasons: [
        expect.objectContaining({ reason: 'dead_number', count: 4, amountFen: 4_000_000 }),
        expect.objectContaining({ reason: 'other', count: 2 }),
      ],
      untouched: 3,
      closed: 6,
    });
    expect(findings[0]?.steps).toEqual([{ owner: 'zhang', step: 'contact_first', leads: [6, 5, 4, 3, 2] }]);
  });
});

describe('a bulge', () => {
  const open = range(24).map((id) => openLead(id, 'opp', { owner: id <= 5 ? li : memberId('zhang') }));
  const stale = (count: number) => new Set(open.slice(0, count).map(({ id }) => id));
  const full = diagnosisInput({
    leads: open,
    stale: stale(14),
    recentEntries: [entered('opp', 'forward', 16, 'interest')],
    recentExits: [{ stage: stageId('opp'), exit: 'forward', owner: li, source: '', count: 8 }],
  });

  it('is twice what four a week leave in a stage of three weeks, by Little’s law, and surely stale', () => {
    const [finding] = diagnose(full).findings;
    expect(finding).toMatchObject({
      disease: 'bulge',
      stage: 'opp',
      verdict: 'confirmed',
      evidence: { open: 24, weeklyEntries: 4, index: 2, stale: 14, withoutNextStep: 24, weeklyAdvances: 2 },
    });
    const evidence = finding?.evidence;
    expect(evidence?.kind === 'bulge' && Math.round(evidence.staleInterval.low * 1000) / 10).toBe(41.8);
    expect(evidence?.kind === 'bulge' && evidence.staleByOwner).toEqual([
      { owner: 'zhang', stale: 9 },
      { owner: 'li', stale: 5 },
    ]);
    expect(finding?.named.map(({ name }) => name)).toEqual(['L1', 'L2', 'L3', 'L4', 'L5']);
    expect(finding?.steps).toEqual([{ owner: 'li', step: 'plan_next_step', leads: [1, 2, 3, 4, 5] }]);
  });

  it('is only suspected when the stock is high but moves, or stands still but is not high', () => {
    expect(diagnose({ ...full, stale: stale(2) }).findings[0]?.verdict).toBe('suspected');
    const inflow = (count: number) => [entered('opp', 'forward', count, 'interest')];
    expect(diagnose({ ...full, recentEntries: inflow(40) }).findings[0]?.verdict).toBe('suspected');
    expect(diagnose({ ...full, recentEntries: inflow(40), stale: stale(11) }).findings).toEqual([]);
  });

  it('counts inflow by working weeks, so that a holiday does not look like one', () => {
    const holiday = diagnose({ ...full, recentWorkdays: 10 }).findings[0]?.evidence;
    expect(holiday?.kind === 'bulge' && [holiday.weeklyEntries, holiday.index]).toEqual([8, 1]);
    const nothingIn = diagnose({ ...full, recentEntries: [] }).findings[0];
    expect(nothingIn?.evidence).toMatchObject({ weeklyEntries: 0, index: null });
  });

  it('takes 8 leads, and no last stage', () => {
    expect(diagnose({ ...full, leads: open.slice(0, 7) }).findings).toEqual([]);
    expect(diagnose({ ...full, leads: open.map((lead) => ({ ...lead, stage: stageId('quote') })) }).findings).toEqual(
      [],
    );
  });
});

describe('the bottom fallen in', () => {
  const losses = range(3).map((id) => loss(id, 'quote', { reason: id === 1 ? 'competitor' : 'price' }));
  const input = diagnosisInput({
    decisions: decisionsAt('quote', 1, 20),
    losses,
    leads: [
      openLead(50, 'quote'),
      openLead(51, 'quote', { amountFen: 9_000_000, owner: li }),
      openLead(52, 'quote', { amountFen: null }),
    ],
    cohorts: [{ stage: stageId('quote'), owner: li, source: '', outcome: 'lost', count: 91, withinHorizon: 0 }],
  });

  it('names the losses and what is at stake, for the manager to step in', () => {
    const [finding] = twice(input).findings;
    expect(finding).toMatchObject({
      disease: 'collapse',
      stage: 'quote',
      verdict: 'confirmed',
      advanced: 1,
      decided: 20,
    });
    expect(finding?.named.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'L3 lost',
      'L2 lost',
      'L1 lost',
      'L51 open',
      'L50 open',
    ]);
    expect(finding?.steps.map(({ owner, step }) => [owner, step])).toEqual([
      ['zhang', 'manager_steps_in'],
      ['li', 'manager_steps_in'],
    ]);
    const evidence = finding?.evidence;
    expect(evidence?.kind === 'collapse' && evidence.reasons.map(({ reason, count }) => [reason, count])).toEqual([
      ['price', 2],
      ['competitor', 1],
    ]);
    expect(evidence?.kind === 'collapse' && evidence.atStake.map(({ name }) => name)).toEqual(['L51', 'L50']);
    expect(evidence?.kind === 'collapse' && evidence.medianDaysToLoss).toBeCloseTo(10, 5);
    expect(finding?.lostWins).toBeCloseTo(30.4375 * (0.2 - 0.05), 9);
  });

  it('names no lead twice', () => {
    const four = range(4).map((id) => loss(id, 'quote'));
    const [finding] = diagnose({ ...input, losses: four, leads: [] }).findings;
    expect(finding?.named.map(({ name }) => name)).toEqual(['L4', 'L3', 'L2', 'L1']);
  });

  it('costs nothing any more in the run after it was confirmed, if the rate is above the target again', () => {
    const confirmed = diagnose({ ...input, previous: diagnose(input).runs });
    const better = diagnose({ ...input, decisions: decisionsAt('quote', 10, 20), previous: confirmed.runs });
    expect(better.findings).toMatchObject([{ verdict: 'confirmed', advanced: 10, lostWins: 0 }]);
    const cleared = diagnose({ ...input, decisions: decisionsAt('quote', 10, 20), previous: better.runs });
    expect(cleared.findings).toEqual([]);
  });

  it('takes three losses', () => {
    expect(twice({ ...input, losses: losses.slice(1) }).findings).toEqual([]);
  });
});

describe('several at once', () => {
  it('come in the order of the wins they cost', () => {
    const cohort = (stage: string, count: number) =>
      ({ stage: stageId(stage), owner: li, source: '', outcome: 'lost', count, withinHorizon: 0 }) as const;
    const input = diagnosisInput({
      decisions: [...decisionsAt('lead', 40, 80), ...decisionsAt('interest', 5, 40), ...decisionsAt('quote', 1, 20)],
      losses: [...range(4).map((id) => loss(id, 'interest')), ...range(4).map((id) => loss(id + 10, 'quote'))],
    });
    const order = (interest: number, quote: number) =>
      diagnose({ ...input, cohorts: [cohort('interest', interest), cohort('quote', quote)] }).findings.map(
        (f) => f.disease,
      );
    expect(order(10, 100)).toEqual(['collapse', 'broken']);
    expect(order(2000, 10)).toEqual(['broken', 'collapse']);
  });

  it('are none before four weeks of history', () => {
    const young = diagnose(
      diagnosisInput({
        historyDays: 27,
        decisions: decisionsAt('quote', 0, 40),
        losses: range(9).map((id) => loss(id, 'quote')),
      }),
    );
    expect(young).toEqual({ findings: [], noVerdicts: [], tooYoung: true, runs: [] });
  });
});
