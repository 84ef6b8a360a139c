import type { LeadId, MemberId, StageId } from './ids.ts';
import type { LocalDay } from './period.ts';

export type CloseKind = 'won' | 'lost' | 'invalid';

/** What can happen to a lead. Amounts are fen; fields that do not apply are absent. */
export type LeadFact =
  | {
      readonly type: 'created';
      readonly to: StageId;
      readonly name: string;
      readonly owner: MemberId;
      readonly source?: string;
      readonly amountFen?: number;
      readonly contact?: string;
      readonly phone?: string;
      readonly note?: string;
    }
  | {
      readonly type: 'moved';
      readonly from: StageId;
      readonly to: StageId;
      readonly note?: string;
      readonly evidence?: Readonly<Record<string, string>>;
    }
  /** Answers to the checklist of the stage a move left, given after it: an event of the same change as the move. */
  | { readonly type: 'answered'; readonly evidence: Readonly<Record<string, string>> }
  | {
      readonly type: 'closed';
      readonly from: StageId;
      readonly kind: CloseKind;
      /** Code of a {@link Reason}; always there for lost and invalid. */
      readonly reason?: string;
      readonly note?: string;
      /** Day on which a lost lead wants to be looked at again. */
      readonly recallOn?: LocalDay;
    }
  | { readonly type: 'reopened'; readonly to: StageId; readonly note?: string }
  | { readonly type: 'owner_changed'; readonly owner: MemberId; readonly note?: string }
  | { readonly type: 'amount_changed'; readonly amountFen: number }
  | {
      readonly type: 'edited';
      readonly name?: string;
      readonly contact?: string;
      readonly phone?: string;
      readonly note?: string;
    }
  | { readonly type: 'touched'; readonly text: string }
  | { readonly type: 'next_step_set'; readonly on: LocalDay; readonly text?: string }
  | { readonly type: 'snoozed'; readonly until: LocalDay }
  | { readonly type: 'merged_into'; readonly into: LeadId }
  | { readonly type: 'voided'; readonly target: number };

/** One line of a lead's history. `at` is when it happened, `recordedAt` when we wrote it; both UTC ms. */
export interface LeadEvent {
  readonly id: number;
  readonly lead: LeadId;
  readonly at: number;
  readonly recordedAt: number;
  /** A member, or `system` / `import`. */
  readonly actor: MemberId;
  /** Id of the first event of the change this one belongs to: what one undo takes back together. */
  readonly change: number;
  readonly fact: LeadFact;
}

/** Actors that are not people: what they do is not a human touch. */
export const SYSTEM_ACTORS: ReadonlySet<string> = new Set(['system', 'import']);
