import type { DiagnosisInput } from '../../src/analytics/diagnosis/input.ts';
import type { DecisionCount, EntryCount, Loss, OpenLead } from '../../src/analytics/facts.ts';
import { shrunkRates } from '../../src/analytics/shrunk-rates.ts';
import { leadId, memberId, stageId } from '../../src/domain/ids.ts';
import { instant } from './instant.ts';
import { seedPipeline, seedStages } from './seed.ts';

/** Rows of facts for what an analytic of the outlook is asked, each with what does not matter filled in. */

export function openLead(id: number, stage: string, fields: Partial<OpenLead> = {}): OpenLead {
  return {
    id: leadId(id),
    name: `L${id}`,
    owner: memberId('zhang'),
    source: '官网',
    amountFen: 1_000_000,
    stage: stageId(stage),
    entryStage: stageId('lead'),
    highStage: stageId(stage),
    createdAt: instant('06-01'),
    enteredAt: instant('06-01') + id,
    touchedAt: null,
    nextOn: null,
    nextText: '',
    snoozedUntil: null,
    snoozes: 0,
    ...fields,
  };
}

export function loss(id: number, highStage: string, fields: Partial<Loss> = {}): Loss {
  return {
    lead: leadId(id),
    name: `L${id}`,
    kind: 'lost',
    at: instant('06-20') + id,
    owner: memberId('zhang'),
    source: '官网',
    amountFen: 1_000_000,
    stage: stageId(highStage),
    highStage: stageId(highStage),
    highSince: instant('06-10'),
    reason: 'price',
    touches: 3,
    ...fields,
  };
}

/** `advanced` of `decided` in a stage, the rest lost; of one owner and source. */
export function decisionsAt(
  stage: string,
  advanced: number,
  decided: number,
  { owner = 'zhang', source = '官网' }: { readonly owner?: string; readonly source?: string } = {},
): readonly DecisionCount[] {
  const row = { stage: stageId(stage), owner: memberId(owner), source };
  return [
    { ...row, outcome: 'advanced', count: advanced },
    { ...row, outcome: 'lost', count: decided - advanced },
  ];
}

export function entered(stage: string, how: EntryCount['how'], count: number, from: string | null = null): EntryCount {
  const row = { stage: stageId(stage), from: from === null ? null : stageId(from), owner: memberId('zhang') };
  return { ...row, how, source: '官网', count };
}

/** A team about which nothing is known but what is given; as many new leads as ever come in. */
export function diagnosisInput(given: Partial<DiagnosisInput> = {}): DiagnosisInput {
  return {
    pipeline: seedPipeline,
    historyDays: 400,
    decisions: [],
    earlierDecisions: [],
    cohorts: [],
    entries: [entered('lead', 'created', 130)],
    losses: [],
    recentEntries: [entered('lead', 'created', 40)],
    recentExits: [],
    recentWorkdays: 20,
    leads: [],
    stale: new Set(),
    rates: shrunkRates([], seedPipeline),
    exampleRates: new Map(
      seedStages.flatMap(({ id, expectedRate }) => (expectedRate === null ? [] : [[id, expectedRate]])),
    ),
    qualityScore: 90,
    checklists: { moves: 0, empty: 0 },
    previous: [],
    ...given,
  };
}
