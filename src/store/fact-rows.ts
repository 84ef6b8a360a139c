import type { Selectable } from 'kysely';
import { memberId, stageId } from '../domain/ids.ts';
import type { Decision, Handover, Lead, Visit } from '../domain/lead.ts';
import type { DecisionTable, HandoverTable, VisitTable } from './schema/tables.ts';

/** The rows that follow from a lead's events, and back. The source is the lead's; it never changes. */
export type VisitRow = Selectable<VisitTable>;
export type DecisionRow = Selectable<DecisionTable>;
export type HandoverRow = Selectable<HandoverTable>;

export const VISIT_COLUMNS = [
  'lead_id',
  'no',
  'stage',
  'entered_at',
  'how',
  'from_stage',
  'owner',
  'recorded_at',
  'left_at',
  'exit',
  'exit_owner',
  'source',
] as const satisfies readonly (keyof VisitRow)[];
export const DECISION_COLUMNS = [
  'lead_id',
  'stage',
  'reached_at',
  'outcome',
  'decided_at',
  'owner',
  'source',
] as const satisfies readonly (keyof DecisionRow)[];
export const HANDOVER_COLUMNS = [
  'lead_id',
  'no',
  'stage',
  'at',
  'from_owner',
  'to_owner',
  'source',
] as const satisfies readonly (keyof HandoverRow)[];

type Owner = Pick<Lead, 'id' | 'source'>;

export function rowOfVisit({ id, source }: Owner, visit: Visit): VisitRow {
  return {
    lead_id: id,
    no: visit.no,
    stage: visit.stage,
    entered_at: visit.enteredAt,
    how: visit.how,
    from_stage: visit.from,
    owner: visit.owner,
    recorded_at: visit.recordedAt,
    left_at: visit.leftAt,
    exit: visit.exit,
    exit_owner: visit.exitOwner,
    source,
  };
}

export function visitOfRow(row: VisitRow): Visit {
  return {
    no: row.no,
    stage: stageId(row.stage),
    enteredAt: row.entered_at,
    how: row.how,
    from: row.from_stage === null ? null : stageId(row.from_stage),
    owner: memberId(row.owner),
    recordedAt: row.recorded_at,
    leftAt: row.left_at,
    exit: row.exit,
    exitOwner: row.exit_owner === null ? null : memberId(row.exit_owner),
  };
}

export function rowOfDecision({ id, source }: Owner, decision: Decision): DecisionRow {
  return {
    lead_id: id,
    stage: decision.stage,
    reached_at: decision.reachedAt,
    outcome: decision.outcome,
    decided_at: decision.decidedAt,
    owner: decision.owner,
    source,
  };
}

export function decisionOfRow(row: DecisionRow): Decision {
  return {
    stage: stageId(row.stage),
    reachedAt: row.reached_at,
    outcome: row.outcome,
    decidedAt: row.decided_at,
    owner: row.owner === null ? null : memberId(row.owner),
  };
}

export function rowOfHandover({ id, source }: Owner, no: number, handover: Handover): HandoverRow {
  const { stage, at, from, to } = handover;
  return { lead_id: id, no, stage, at, from_owner: from, to_owner: to, source };
}

export function handoverOfRow(row: HandoverRow): Handover {
  return {
    stage: stageId(row.stage),
    at: row.at,
    from: memberId(row.from_owner),
    to: memberId(row.to_owner),
  };
}
