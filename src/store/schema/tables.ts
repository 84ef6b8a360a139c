import type { Generated } from 'kysely';
import type { AuditAction } from '../../domain/audit-action.ts';
import type { CardCopyTable, CardTable, ChatGroupTable, GroupAddressTable, PersonChannelTable } from './chat-tables.ts';
import type { ConversationTable } from './conversation-table.ts';
import type { AbsenceTable, ReportSnapshotTable, ScheduleTable, SlotTable } from './schedule-tables.ts';
import type { ChatTaskTable, KeptTableTable } from './task-tables.ts';

/** Every table, as both engines store it: instants UTC ms, days `YYYY-MM-DD`, amounts fen, lists as JSON text. */
export interface Tables {
  stage: StageTable;
  reason: ReasonTable;
  calendar_override: CalendarOverrideTable;
  team: TeamTable;
  member: MemberTable;
  member_lookup: MemberLookupTable;
  lead: LeadTable;
  lead_event: LeadEventTable;
  visit: VisitTable;
  decision: DecisionTable;
  handover: HandoverTable;
  facts_version: { version: number };
  packed_day: PackedDayTable;
  conversation: ConversationTable;
  inbound: InboundTable;
  answered: AnsweredTable;
  outbox: OutboxTable;
  audit: AuditTable;
  forecast_record: ForecastRecordTable;
  target: TargetTable;
  quota_base: QuotaBaseTable;
  diagnosis_run: DiagnosisRunTable;
  chat_group: ChatGroupTable;
  group_address: GroupAddressTable;
  person_channel: PersonChannelTable;
  card: CardTable;
  card_copy: CardCopyTable;
  schedule: ScheduleTable;
  schedule_check: { one: number; checked_until: number };
  slot: SlotTable;
  report_snapshot: ReportSnapshotTable;
  absence: AbsenceTable;
  import_mapping: ImportMappingTable;
  chat_task: ChatTaskTable;
  kept_table: KeptTableTable;
}

export interface StageTable {
  id: string;
  name: string;
  aliases: string;
  ord: number;
  kind: 'open' | 'won';
  definition: string;
  checklist: string;
  checklist_hard: Generated<number>;
  idle_limit: number | null;
  stay_limit: number | null;
  expected_rate: number | null;
  layer: 'top' | 'middle' | 'bottom' | null;
  next_step: string;
  qualified: number;
  archived_into: string | null;
}

export interface ReasonTable {
  kind: 'lost' | 'invalid';
  code: string;
  name: string;
  ord: number;
  archived: Generated<number>;
}

export interface CalendarOverrideTable {
  day: string;
  kind: 'workday' | 'holiday';
  note: string;
  by: string;
  at: number;
}

export interface TeamTable {
  name: string;
}

export interface MemberTable {
  id: string;
  userid: string | null;
  name: string;
  role: 'rep' | 'manager' | 'admin';
  team: string | null;
  created_at: number;
  left_at: number | null;
}

export interface MemberLookupTable {
  member: string;
  due_at: number;
  /** 1 when an administrator or an import gave the name, which is then not the platform's to change. */
  keeps_name: number;
}

/** Projection of a lead's events: its row can be made anew from them at any time. */
export interface LeadTable {
  id: Generated<number>;
  name: string;
  /** What names are searched by; see search-keys.ts. */
  name_norm: string;
  name_pinyin: string;
  name_initials: string;
  source: string;
  first_owner: string;
  owner: string;
  amount_fen: number | null;
  contact: string;
  phone: string;
  phone_norm: string;
  note: string;
  state: 'open' | 'won' | 'lost' | 'invalid' | 'merged' | 'void';
  stage: string;
  entry_stage: string;
  high_stage: string;
  created_at: number;
  entered_at: number;
  touched_at: number | null;
  next_on: string | null;
  next_text: string;
  snoozed_until: string | null;
  snoozes: number;
  closed_at: number | null;
  closed_owner: string | null;
  reason: string | null;
  recall_on: string | null;
  merged_into: number | null;
  visit_no: number;
  last_event_id: number;
  last_event_at: number;
}

/** Append-only: the only truth about leads. */
export interface LeadEventTable {
  id: Generated<number>;
  lead_id: number;
  type: string;
  at: number;
  recorded_at: number;
  actor: string;
  /** First event of the same change; null for that one itself. */
  change_id: number | null;
  from_stage: string | null;
  to_stage: string | null;
  kind: 'won' | 'lost' | 'invalid' | null;
  reason: string | null;
  target_id: number | null;
  /** JSON of the fields only this type has. */
  data: string | null;
}

export interface VisitTable {
  lead_id: number;
  no: number;
  stage: string;
  entered_at: number;
  how: 'created' | 'forward' | 'backward' | 'reopened';
  from_stage: string | null;
  owner: string;
  recorded_at: number;
  left_at: number | null;
  exit: 'forward' | 'backward' | 'won' | 'lost' | 'invalid' | null;
  exit_owner: string | null;
  /** The lead's, kept here so that counting needs no other table. */
  source: string;
}

export interface DecisionTable {
  lead_id: number;
  stage: string;
  reached_at: number;
  outcome: 'open' | 'advanced' | 'lost' | 'invalid';
  decided_at: number | null;
  owner: string | null;
  source: string;
}

/** An open lead that changed hands; `no` counts the hands of one lead. */
export interface HandoverTable {
  lead_id: number;
  no: number;
  stage: string;
  at: number;
  from_owner: string;
  to_owner: string;
  source: string;
}

/** One kind of facts of one day (UTC, counted since 1970) as columns; null when they have changed since. */
export interface PackedDayTable {
  kind: 'decisions' | 'entries' | 'exits';
  day: number;
  /** Names the block by what is in it; null like `columns` while the day is not packed. */
  stamp: string | null;
  columns: Uint8Array | null;
}

/** Inbound ledger: one row per message handled, with the answer it got. */
export interface InboundTable {
  key: string;
  at: number;
  answer: string;
}

/** Messages of the ledger whose answers were given: one row for those of a moment. */
export interface AnsweredTable {
  id: Generated<number>;
  at: number;
  /** JSON: their keys. */
  keys: string;
}

export interface OutboxTable {
  id: Generated<number>;
  key: string;
  channel: string;
  recipient: string;
  body: string;
  request: string | null;
  /** `nothing`: when its time came there was nothing left to say. */
  state: 'due' | 'sent' | 'failed' | 'nothing';
  not_before: number;
  lease_until: number;
  attempts: number;
  last_error: string | null;
  created_at: number;
  done_at: number | null;
}

export interface AuditTable {
  id: Generated<number>;
  at: number;
  actor: string;
  action: AuditAction;
  lead_id: number | null;
  subject: string | null;
}

/** One for each month and whose numbers it is about; the first of a month stays. */
export interface ForecastRecordTable {
  who: string;
  month: string;
  weighted_fen: number;
  /** The part of it expected to close in the month itself. */
  due_fen: number;
  at: number;
}

export interface TargetTable {
  who: string;
  month: string;
  wins: number | null;
  amount_fen: number | null;
  by: string;
  at: number;
}

export interface QuotaBaseTable {
  who: string;
  base: number;
  by: string;
  at: number;
}

export interface DiagnosisRunTable {
  who: string;
  at: number;
  /** JSON of how each transition looked. */
  runs: string;
}

export interface ImportMappingTable {
  /** Hash of the table's header. */
  header: string;
  /** The mapping's JSON. */
  mapping: string;
  at: number;
}
