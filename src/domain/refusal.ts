import type { LeadId } from './ids.ts';
import type { CloseKind } from './lead-event.ts';
import type { Month } from './month.ts';
import type { LocalDay } from './period.ts';

/** A lead as a refusal may name it, to anybody. */
export interface LeadName {
  readonly id: LeadId;
  readonly name: string;
}

/** Why something asked for cannot be done. The words for each are chosen in `texts/refusals.ts`. */
export type RefusalReason =
  | { readonly code: 'join_closed' }
  | { readonly code: 'not_allowed'; readonly command: string; readonly isForManagers: boolean }
  | { readonly code: 'not_owner'; readonly lead: LeadName; readonly owner: string }
  | { readonly code: 'lead_gone'; readonly id: number }
  | { readonly code: 'already_in_stage'; readonly lead: LeadName; readonly stage: string }
  | { readonly code: 'no_next_stage'; readonly lead: LeadName; readonly stage: string }
  | { readonly code: 'closed'; readonly lead: LeadName; readonly kind: CloseKind }
  | { readonly code: 'not_closed'; readonly lead: LeadName; readonly stage: string }
  | { readonly code: 'not_forward'; readonly lead: LeadName; readonly stage: string; readonly to: string }
  | { readonly code: 'not_backward'; readonly lead: LeadName; readonly stage: string; readonly to: string }
  | { readonly code: 'stage_is_won'; readonly lead: LeadName }
  | { readonly code: 'date_in_future'; readonly on: LocalDay }
  | { readonly code: 'date_before_last_move'; readonly on: LocalDay; readonly last: LocalDay }
  | { readonly code: 'date_in_past'; readonly on: LocalDay }
  | { readonly code: 'date_too_far'; readonly on: LocalDay; readonly maxDays: number }
  | { readonly code: 'next_step_on_closed'; readonly lead: LeadName; readonly kind: CloseKind }
  | { readonly code: 'bad_amount' }
  | { readonly code: 'text_too_long'; readonly what: 'name' | 'text'; readonly max: number }
  | { readonly code: 'name_empty' }
  /** The words given are what is there already. */
  | { readonly code: 'nothing_changed'; readonly lead: LeadName }
  /** No field was named. */
  | { readonly code: 'nothing_to_edit'; readonly lead: LeadName }
  | { readonly code: 'not_editable'; readonly lead: LeadName; readonly field: 'source' | 'stage' | 'owner' }
  | { readonly code: 'already_owner'; readonly lead: LeadName; readonly owner: string }
  | { readonly code: 'snoozed_enough'; readonly lead: LeadName; readonly times: number }
  | { readonly code: 'merge_same'; readonly lead: LeadName }
  | { readonly code: 'merge_into_closed'; readonly lead: LeadName; readonly into: LeadName; readonly kind: CloseKind }
  | { readonly code: 'nothing_to_undo' }
  | { readonly code: 'undo_expired'; readonly lead: LeadName; readonly minutes: number }
  | { readonly code: 'undo_superseded'; readonly lead: LeadName; readonly by: string }
  | { readonly code: 'undo_not_yours'; readonly lead: LeadName; readonly by: string }
  | { readonly code: 'last_admin' }
  | { readonly code: 'member_has_leads'; readonly name: string }
  | { readonly code: 'member_left'; readonly name: string }
  /** Nobody hands over to themselves. */
  | { readonly code: 'handover_same'; readonly name: string }
  | { readonly code: 'member_linked'; readonly name: string; readonly userid: string }
  | { readonly code: 'group_unknown'; readonly group: string }
  | { readonly code: 'group_has_channel'; readonly group: string }
  | { readonly code: 'webhook_unknown'; readonly webhook: string; readonly known: readonly string[] }
  | { readonly code: 'team_exists'; readonly team: string }
  | { readonly code: 'team_unknown'; readonly team: string }
  | { readonly code: 'team_not_empty'; readonly team: string; readonly members: number }
  | { readonly code: 'numbers_not_yours'; readonly role: 'rep' | 'manager' }
  | { readonly code: 'team_numbers_only' }
  | { readonly code: 'period_in_future'; readonly from: LocalDay }
  | { readonly code: 'period_over'; readonly to: LocalDay }
  | { readonly code: 'month_over'; readonly month: Month }
  | { readonly code: 'one_week_only' }
  | { readonly code: 'too_many_wins'; readonly max: number }
  | { readonly code: 'not_a_hop'; readonly from: string; readonly to: string; readonly next: string }
  | { readonly code: 'calendar_not_set'; readonly on: LocalDay }
  | { readonly code: 'schedule_unknown'; readonly id: number }
  | { readonly code: 'schedule_too_often' }
  | { readonly code: 'group_external' | 'group_unreachable'; readonly group: string }
  | { readonly code: 'substitute_is_you' }
  | { readonly code: 'days_reversed'; readonly from: LocalDay; readonly to: LocalDay }
  | { readonly code: 'stage_unknown'; readonly typed: string; readonly stages: readonly string[] }
  | { readonly code: 'bad_label'; readonly label: string; readonly max: number }
  | { readonly code: 'stage_name_taken'; readonly name: string; readonly stage: string }
  | { readonly code: 'won_stage_fixed'; readonly stage: string }
  | { readonly code: 'stage_not_before_won'; readonly stage: string }
  | { readonly code: 'stage_into_itself'; readonly stage: string }
  | { readonly code: 'stages_too_many'; readonly max: number }
  | { readonly code: 'checklist_too_long'; readonly max: number }
  | { readonly code: 'reason_unknown'; readonly typed: string; readonly reasons: readonly string[] }
  | { readonly code: 'reason_exists'; readonly reason: string }
  | { readonly code: 'reasons_too_many'; readonly max: number }
  | { readonly code: 'last_reason'; readonly reason: string }
  | {
      readonly code: 'checklist_required';
      readonly lead: LeadName;
      readonly stage: string;
      readonly questions: readonly string[];
    }
  | { readonly code: 'nothing_to_answer'; readonly lead: LeadName }
  | { readonly code: 'days_too_many'; readonly days: number; readonly max: number };

/** Thrown by use-cases for what is understood but cannot be done. Nothing was changed. */
export class Refusal extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`refused: ${reason.code}`);
    this.name = 'Refusal';
    this.reason = reason;
  }
}
