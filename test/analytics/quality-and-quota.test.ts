import { describe, expect, it } from 'vitest';
import type { Credit, OpenLead } from '../../src/analytics/facts.ts';
import { type QualityInput, quality } from '../../src/analytics/quality.ts';
import { quotaOfWeek, weeklyQuota } from '../../src/analytics/quota.ts';
import { leadId, memberId, stageId } from '../../src/domain/ids.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import { createWorkCalendar } from '../../src/domain/work-calendar.ts';
import { publishedCalendar } from '../../src/published-calendar.ts';
import { instant } from '../support/instant.ts';
import { entered, loss, openLead } from '../support/outlook.ts';
import { seedPipeline as pipeline, seedStage } from '../support/seed.ts';

const calendar = createWorkCalendar({ ...publishedCalendar(), overrides: [] });
const zhang = memberId('zhang');

describe('the data-quality score', () => {
  const late = (on: string, recorded: string) => ({
    owner: zhang,
    source: '',
    at: instant(on),
    recordedAt: instant(recorded),
  });
  const reason = (code: string | null, count: number) =>
    ({ kind: 'lost', highStage: stageId('opp'), reason: code, owner: zhang, source: '', count, amountFen: 0 }) as const;
  const ten = Array.from({ length: 10 }, (_, at) => openLead(at + 1, at < 5 ? 'lead' : 'opp'));
  const empty: QualityInput = {
    leads: ten,
    idle: new Set(),
    lossCounts: [],
    wins: [],
    losses: [],
    entries: [],
    lateMoves: [],
    beforeDigests: [],
    movesBeforeDigests: 0,
    pipeline,
    calendar,
    timeZone: 'Asia/Shanghai',
  };

  it('weighs its five parts', () => {
    const found = quality({
      ...empty,
      idle: new Set([leadId(1), leadId(2)]),
      lossCounts: [reason('price', 3), reason('other', 1)],
      entries: [
        entered('lead', 'created', 9),
        entered('interest', 'forward', 8, 'lead'),
        entered('opp', 'forward', 1, 'lead'),
        entered('interest', 'backward', 1, 'opp'),
      ],
      // Friday to Tuesday is two workdays; Friday to Monday one, however many days lie between.
      lateMoves: [late('06-05 16:00', '06-09 10:00'), late('06-05 16:00', '06-08 10:00')],
      beforeDigests: [{ from: instant('06-09 09:00'), to: instant('06-09 11:00') }],
      movesBeforeDigests: 2,
    });
    expect(found.parts.fresh).toBe(0.8);
    // Five with all they need, five of three fields without a next step.
    expect(found.parts.complete).toBeCloseTo((5 + 5 * (2 / 3)) / 10, 12);
    expect(found.parts.reason).toBe(0.75);
    expect(found.parts.path).toBe(0.8);
    // One late and two before the digest, the late one being one of these.
    expect(found.parts.timely).toBe(0.8);
    expect(found.score).toBe(80);
    expect(found.isLow).toBe(false);
    expect(found.redFlags).toEqual({ backDated: 1, closedSameDay: 0 });
  });

  it('leaves out the parts there is nothing to judge by', () => {
    const found = quality({
      ...empty,
      idle: new Set([leadId(1)]),
      leads: ten.slice(0, 6).map((lead) => ({ ...lead, stage: stageId('lead') })),
    });
    expect(found.parts).toMatchObject({ complete: 1, reason: null, path: null, timely: null });
    expect(found.score).toBe(91);
  });

  it('is low below 70, and needs five open leads', () => {
    const idle = new Set(ten.map(({ id }) => id));
    expect(quality({ ...empty, idle })).toMatchObject({ score: 38, isLow: true });
    expect(quality({ ...empty, idle, leads: ten.slice(0, 4) })).toMatchObject({ score: null, isLow: false });
  });

  it('flags what was created and closed on one day', () => {
    const win = {
      lead: leadId(1),
      name: '',
      owner: zhang,
      source: '',
      amountFen: null,
      entryStage: stageId('lead'),
      reachedAt: {},
    };
    const found = quality({
      ...empty,
      wins: [
        { ...win, createdAt: instant('06-05 00:00'), at: instant('06-05 23:59') },
        { ...win, createdAt: instant('06-05 23:59'), at: instant('06-06 00:00') },
      ],
      losses: [
        loss(1, 'lead', { highSince: instant('06-05 09:00'), at: instant('06-05 18:00') }),
        loss(2, 'opp', { highSince: instant('06-05 09:00'), at: instant('06-05 18:00') }),
      ],
    });
    expect(found.redFlags.closedSameDay).toBe(2);
  });
});

describe('the weekly quota', () => {
  it.each([
    [10, 5, 10],
    [10, 4, 8],
    [10, 6, 12],
    [10, 0, 0],
    [5, 3, 3],
    [3, 4, 2],
    [1, 2, 0],
    [1, 3, 1],
    [5, 5, 5],
  ])('of %d asks in a week of %d workdays for %d', (base, workdays, quota) => {
    expect(quotaOfWeek(base, workdays)).toBe(quota);
  });

  const credit = (lead: number, stage: string, owner = 'zhang'): Credit => ({
    lead: leadId(lead),
    name: `L${lead}`,
    stage: stageId(stage),
    owner: memberId(owner),
    at: instant('06-09') + lead,
  });
  const rows = (credits: readonly Credit[], leads: readonly OpenLead[] = []) =>
    weeklyQuota({
      credits,
      leads,
      owners: [zhang],
      from: seedStage('opp'),
      baseOf: () => 10,
      week: '2026-06-10' as LocalDay,
      pipeline,
      calendar,
    });

  it('lists everybody asked about, and whoever else earned', () => {
    expect(rows([credit(1, 'quote', 'gone')]).map(({ owner, credits }) => [owner, credits.length])).toEqual([
      ['zhang', 0],
      ['gone', 1],
    ]);
  });

  it('gives a lead one credit a week, for the highest stage', () => {
    const [row] = rows([credit(1, 'quote'), credit(1, 'won'), credit(2, 'quote')]);
    expect(row?.credits.map(({ lead, stage }) => [lead, stage])).toEqual([
      [1, 'won'],
      [2, 'quote'],
    ]);
  });

  it('has the leads that are closest to moving: a step due this week, the highest stage, the longest in it', () => {
    const leads = [
      openLead(1, 'opp'),
      openLead(2, 'quote'),
      openLead(3, 'quote', { enteredAt: instant('05-01') }),
      openLead(4, 'opp', { nextOn: '2026-06-14' as LocalDay }),
      openLead(5, 'quote', { nextOn: '2026-06-15' as LocalDay, enteredAt: instant('06-02') }),
      openLead(6, 'interest', { nextOn: '2026-06-11' as LocalDay }),
      openLead(7, 'opp', { highStage: stageId('quote'), nextOn: '2026-06-11' as LocalDay }),
      openLead(8, 'quote', { nextOn: '2026-06-11' as LocalDay }),
      openLead(9, 'quote', { owner: memberId('li'), nextOn: '2026-06-11' as LocalDay }),
    ];
    // 6 would earn nothing by its next move, 7 has been there before, 8 earned this week, 9 is not theirs.
    expect(rows([credit(8, 'quote')], leads)[0]?.closest.map(({ id }) => id)).toEqual([4, 3, 2]);
  });
});
