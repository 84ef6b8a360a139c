import type { Selectable } from 'kysely';
import { leadId, memberId, stageId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import { normalisePhone } from '../domain/name.ts';
import type { LocalDay } from '../domain/period.ts';
import type { LeadTable } from './schema/tables.ts';
import type { SearchKeys } from './search/search-keys.ts';

export type LeadRow = Selectable<LeadTable>;
/** A row as it is written: without the id the database gives. */
export type LeadValues = Omit<LeadRow, 'id'>;

export function leadOfRow(row: LeadRow): Lead {
  return {
    id: leadId(row.id),
    name: row.name,
    source: row.source,
    firstOwner: memberId(row.first_owner),
    owner: memberId(row.owner),
    amountFen: row.amount_fen,
    contact: row.contact,
    phone: row.phone,
    note: row.note,
    state: row.state,
    stage: stageId(row.stage),
    entryStage: stageId(row.entry_stage),
    highStage: stageId(row.high_stage),
    createdAt: row.created_at,
    enteredAt: row.entered_at,
    touchedAt: row.touched_at,
    nextOn: row.next_on as LocalDay | null,
    nextText: row.next_text,
    snoozedUntil: row.snoozed_until as LocalDay | null,
    snoozes: row.snoozes,
    closedAt: row.closed_at,
    closedOwner: row.closed_owner === null ? null : memberId(row.closed_owner),
    reason: row.reason,
    recallOn: row.recall_on as LocalDay | null,
    mergedInto: row.merged_into === null ? null : leadId(row.merged_into),
    visitNo: row.visit_no,
    lastEventId: row.last_event_id,
    lastEventAt: row.last_event_at,
  };
}

export function rowOfLead(lead: Lead, keysOf: SearchKeys): LeadValues {
  const keys = keysOf(lead.name);
  return {
    name: lead.name,
    name_norm: keys.norm,
    name_pinyin: keys.pinyin,
    name_initials: keys.initials,
    source: lead.source,
    phone: lead.phone,
    phone_norm: normalisePhone(lead.phone),
    ...mutableColumns(lead),
    first_owner: lead.firstOwner,
    created_at: lead.createdAt,
  };
}

/** The columns that differ between two states of one lead; most changes touch few, and no index. */
export function changedColumns(before: Lead, after: Lead, keysOf: SearchKeys): Partial<LeadValues> {
  const full = before.name === after.name && before.phone === after.phone;
  const from: Readonly<Record<string, unknown>> = full ? mutableColumns(before) : rowOfLead(before, keysOf);
  const to: Readonly<Record<string, unknown>> = full ? mutableColumns(after) : rowOfLead(after, keysOf);
  return Object.fromEntries(Object.entries(to).filter(([column, value]) => from[column] !== value));
}

function mutableColumns(lead: Lead) {
  return {
    owner: lead.owner,
    amount_fen: lead.amountFen,
    contact: lead.contact,
    note: lead.note,
    state: lead.state,
    stage: lead.stage,
    entry_stage: lead.entryStage,
    high_stage: lead.highStage,
    entered_at: lead.enteredAt,
    touched_at: lead.touchedAt,
    next_on: lead.nextOn,
    next_text: lead.nextText,
    snoozed_until: lead.snoozedUntil,
    snoozes: lead.snoozes,
    closed_at: lead.closedAt,
    closed_owner: lead.closedOwner,
    reason: lead.reason,
    recall_on: lead.recallOn,
    merged_into: lead.mergedInto,
    visit_no: lead.visitNo,
    last_event_id: lead.lastEventId,
    last_event_at: lead.lastEventAt,
  } satisfies Partial<LeadValues>;
}
