import type { LeadId, MemberId, StageId } from './ids.ts';
import type { CloseKind } from './lead-event.ts';
import type { LocalDay } from './period.ts';

/** Where a lead stands after its events: what the `lead` row holds. */
export interface Lead {
  readonly id: LeadId;
  readonly name: string;
  /** Kept from creation; empty when nobody said. */
  readonly source: string;
  readonly firstOwner: MemberId;
  readonly owner: MemberId;
  readonly amountFen: number | null;
  readonly contact: string;
  readonly phone: string;
  readonly note: string;
  /** `void`: its creation was taken back, so it never was. */
  readonly state: 'open' | CloseKind | 'merged' | 'void';
  /** Current stage; for a closed lead the stage it was closed in. */
  readonly stage: StageId;
  readonly entryStage: StageId;
  /** Highest stage really visited (metrics §3: high-water mark). */
  readonly highStage: StageId;
  readonly createdAt: number;
  /** Start of the current (or last) visit. */
  readonly enteredAt: number;
  /** Last follow-up by a person, null when there was none. */
  readonly touchedAt: number | null;
  readonly nextOn: LocalDay | null;
  readonly nextText: string;
  readonly snoozedUntil: LocalDay | null;
  readonly snoozes: number;
  readonly closedAt: number | null;
  /** Who owned it when it was closed; null while open. */
  readonly closedOwner: MemberId | null;
  readonly reason: string | null;
  readonly recallOn: LocalDay | null;
  readonly mergedInto: LeadId | null;
  readonly visitNo: number;
  readonly lastEventId: number;
  readonly lastEventAt: number;
}

/** One stay in an open stage, `[enteredAt, leftAt)`; `leftAt` null while it lasts (metrics §2 N5). */
export interface Visit {
  readonly no: number;
  readonly stage: StageId;
  readonly enteredAt: number;
  readonly how: 'created' | 'forward' | 'backward' | 'reopened';
  /** The stage it was moved from; null for one created or opened again. */
  readonly from: StageId | null;
  /** Who owned the lead when the stay began. */
  readonly owner: MemberId;
  /** When its beginning was written down; later than `enteredAt` for a back-dated entry. */
  readonly recordedAt: number;
  readonly leftAt: number | null;
  readonly exit: 'forward' | 'backward' | CloseKind | null;
  /** Who owned the lead when the stay ended; null while it lasts. */
  readonly exitOwner: MemberId | null;
}

/** What became of a lead in a stage it reached: at most one per lead and stage (metrics §6.1). */
export interface Decision {
  readonly stage: StageId;
  readonly reachedAt: number;
  readonly outcome: 'open' | 'advanced' | 'lost' | 'invalid';
  readonly decidedAt: number | null;
  /** Owner at the instant of the decision; null while open. */
  readonly owner: MemberId | null;
}

/** An open lead passed from one owner to another, in the stage it was in. */
export interface Handover {
  readonly stage: StageId;
  readonly at: number;
  readonly from: MemberId;
  readonly to: MemberId;
}

/** A change of the facts beside the lead row; the store turns each into one statement. */
export type FactChange =
  | { readonly kind: 'visit_opened'; readonly visit: Visit }
  | {
      readonly kind: 'visit_closed';
      readonly no: number;
      readonly at: number;
      readonly exit: NonNullable<Visit['exit']>;
      readonly owner: MemberId;
    }
  | { readonly kind: 'reached'; readonly stage: StageId; readonly at: number }
  | {
      readonly kind: 'decided';
      readonly stage: StageId;
      readonly outcome: 'advanced' | 'lost' | 'invalid';
      readonly at: number;
      readonly owner: MemberId;
    }
  | { readonly kind: 'undecided'; readonly stage: StageId }
  | { readonly kind: 'unreached'; readonly stage: StageId }
  | { readonly kind: 'handed_over'; readonly handover: Handover };

export interface Step {
  readonly lead: Lead;
  readonly changes: readonly FactChange[];
}

/** Everything that follows from one lead's events. */
export interface Projection {
  readonly lead: Lead;
  readonly visits: readonly Visit[];
  readonly decisions: readonly Decision[];
  readonly handovers: readonly Handover[];
}

/** A stage reached and not yet decided. */
export function openDecision(stage: StageId, reachedAt: number): Decision {
  return { stage, reachedAt, outcome: 'open', decidedAt: null, owner: null };
}
