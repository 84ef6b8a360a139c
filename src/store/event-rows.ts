import type { Selectable } from 'kysely';
import { leadId, memberId, stageId } from '../domain/ids.ts';
import type { LeadEvent, LeadFact } from '../domain/lead-event.ts';
import type { EventDraft } from '../usecases/ports.ts';
import type { LeadEventTable } from './schema/tables.ts';

export type EventRow = Selectable<LeadEventTable>;
export type EventValues = Omit<EventRow, 'id'>;

export function eventOfRow(row: EventRow): LeadEvent {
  return {
    id: row.id,
    lead: leadId(row.lead_id),
    at: row.at,
    recordedAt: row.recorded_at,
    actor: memberId(row.actor),
    change: row.change_id ?? row.id,
    fact: factOfRow(row),
  };
}

export function rowOfEvent(lead: number, draft: EventDraft, recordedAt: number, changeId: number | null): EventValues {
  const { type, ...rest } = draft.fact;
  const { from, to, kind, reason, target, ...data } = rest as Record<string, unknown>;
  return {
    lead_id: lead,
    type,
    at: draft.at,
    recorded_at: recordedAt,
    actor: draft.actor,
    change_id: changeId,
    from_stage: (from as string | undefined) ?? null,
    to_stage: (to as string | undefined) ?? null,
    kind: (kind as EventRow['kind'] | undefined) ?? null,
    reason: (reason as string | undefined) ?? null,
    target_id: (target as number | undefined) ?? null,
    data: hasKeys(data) ? JSON.stringify(data) : null,
  };
}

function hasKeys(data: object): boolean {
  for (const _ in data) return true;
  return false;
}

/** The inverse of {@link rowOfEvent}: the columns and the JSON together make the fact again. */
function factOfRow(row: EventRow): LeadFact {
  const fact = {
    type: row.type,
    ...(row.from_stage !== null && { from: stageId(row.from_stage) }),
    ...(row.to_stage !== null && { to: stageId(row.to_stage) }),
    ...(row.kind !== null && { kind: row.kind }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.target_id !== null && { target: row.target_id }),
    ...(row.data !== null && (JSON.parse(row.data) as object)),
  };
  // What this room wrote is believed; the round trip is a test.
  return fact as LeadFact;
}
