/**
 * The facts every number is made from (metrics §2-§5): what the store keeps of the events and can count quickly. Counts
 * are given per owner and source, so that an analytic adds up what a question is about; all of them are additive over
 * leads. Owners are those at the instant (metrics §9.1) unless said otherwise.
 */
import type { LeadId, MemberId, StageId } from '../domain/ids.ts';
import type { Lead, Visit } from '../domain/lead.ts';

/** Half-open `[from, to)`, UTC ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a report is about; absent means all. */
export interface Scope {
  readonly owners?: ReadonlySet<MemberId>;
  readonly sources?: ReadonlySet<string>;
}

/** An open lead as of the report's instant; `owner` is the present one. */
export type OpenLead = Pick<
  Lead,
  | 'id'
  | 'name'
  | 'owner'
  | 'source'
  | 'amountFen'
  | 'stage'
  | 'entryStage'
  | 'highStage'
  | 'createdAt'
  | 'enteredAt'
  | 'touchedAt'
  | 'nextOn'
  | 'nextText'
  | 'snoozedUntil'
  | 'snoozes'
>;

/** Decisions dated in a span (metrics §6.1): at most one per lead and stage, as of the report's instant. */
export interface DecisionCount {
  readonly stage: StageId;
  readonly owner: MemberId;
  readonly source: string;
  readonly outcome: 'advanced' | 'lost' | 'invalid';
  readonly count: number;
}

/** Leads that first reached a stage in a span (metrics §6.2), by what became of them there since. */
export interface CohortCount {
  readonly stage: StageId;
  /** Owner at the decision; the present one while there is none. */
  readonly owner: MemberId;
  readonly source: string;
  readonly outcome: 'advanced' | 'lost' | 'invalid' | 'open';
  readonly count: number;
  /** Those of them that advanced within the stage's horizon (C2@H). */
  readonly withinHorizon: number;
}

/** Visits that began in a span (metrics §5). */
export interface EntryCount {
  readonly stage: StageId;
  readonly how: Visit['how'];
  /** Stage moved from; null for a created or reopened lead. */
  readonly from: StageId | null;
  readonly owner: MemberId;
  readonly source: string;
  readonly count: number;
}

/** Visits that ended in a span. */
export interface ExitCount {
  readonly stage: StageId;
  readonly exit: NonNullable<Visit['exit']>;
  readonly owner: MemberId;
  readonly source: string;
  readonly count: number;
}

/** Open leads that changed hands in a span: what makes the flows of one owner add up. */
export interface HandoverCount {
  readonly stage: StageId;
  readonly from: MemberId;
  readonly to: MemberId;
  readonly source: string;
  readonly count: number;
}

/** Leads that were in a stage at any moment of a span, and those of them that left it forward or won (metrics §6.3). */
export interface PresenceCount {
  readonly stage: StageId;
  /** Owner of the last visit to the stage that touches the span, at its end or now. */
  readonly owner: MemberId;
  readonly source: string;
  readonly present: number;
  readonly left: number;
}

/** One lead's completed time in a stage it has left, last exit in the span (metrics §7.3). */
export interface Stay {
  readonly stage: StageId;
  readonly lead: LeadId;
  readonly owner: MemberId;
  readonly source: string;
  /** Sum of its visits, ms. */
  readonly ms: number;
}

/** A lead won in a span and still won. */
export interface Win {
  readonly lead: LeadId;
  readonly name: string;
  readonly at: number;
  /** Owner at the win. */
  readonly owner: MemberId;
  readonly source: string;
  readonly amountFen: number | null;
  readonly createdAt: number;
  readonly entryStage: StageId;
  /** First reach of each stage it passed, the won one not among them. */
  readonly reachedAt: Readonly<Record<StageId, number>>;
}

/** A lead lost or found invalid in a span, and still so. */
export interface Loss {
  readonly lead: LeadId;
  readonly name: string;
  readonly kind: 'lost' | 'invalid';
  readonly at: number;
  /** Owner at the close. */
  readonly owner: MemberId;
  readonly source: string;
  readonly amountFen: number | null;
  /** Stage it was in. */
  readonly stage: StageId;
  readonly highStage: StageId;
  /** When it first reached `highStage`. */
  readonly highSince: number;
  readonly reason: string | null;
  readonly note: string;
  /** Follow-ups by people before the close. */
  readonly touches: number;
}

/** Losses of a span by where and why (metrics §7.2), for questions that need no names. */
export interface LossCount {
  readonly kind: 'lost' | 'invalid';
  readonly highStage: StageId;
  readonly reason: string | null;
  readonly owner: MemberId;
  readonly source: string;
  readonly count: number;
  readonly amountFen: number;
}

/** A first reach above some stage, credited to whoever owned the lead then (metrics §9.6). */
export interface Credit {
  readonly lead: LeadId;
  readonly name: string;
  /** The stage reached; the won one for a win. */
  readonly stage: StageId;
  readonly owner: MemberId;
  readonly at: number;
}

/** A move written down much later than it happened: more than a day between the two (metrics §10.1, `timely`). */
export interface LateMove {
  readonly owner: MemberId;
  readonly source: string;
  readonly at: number;
  readonly recordedAt: number;
}

/**
 * The facts of one scope as of one instant `asOf`: only events with `at < asOf` count. Every span ends at or before
 * it. All counts are additive over leads; lists come in the order of the lead's id.
 */
export interface Facts {
  readonly asOf: number;
  openLeads(): Promise<readonly OpenLead[]>;
  /** How many leads stand closed as of `asOf`. */
  closed(): Promise<Readonly<Record<'won' | 'lost' | 'invalid', number>>>;
  decisions(span: Span): Promise<readonly DecisionCount[]>;
  /** `horizonMs`: within which an advance counts for C2@H, by stage. */
  cohorts(span: Span, horizonMs: Readonly<Record<StageId, number>>): Promise<readonly CohortCount[]>;
  entries(span: Span): Promise<readonly EntryCount[]>;
  exits(span: Span): Promise<readonly ExitCount[]>;
  handovers(span: Span): Promise<readonly HandoverCount[]>;
  presence(span: Span): Promise<readonly PresenceCount[]>;
  stays(span: Span): Promise<readonly Stay[]>;
  wins(span: Span): Promise<readonly Win[]>;
  /** `highStages` narrows to losses of leads that got exactly that far. */
  losses(span: Span, highStages?: readonly StageId[]): Promise<readonly Loss[]>;
  lossCounts(span: Span): Promise<readonly LossCount[]>;
  /** Leads lost or invalid in the span that are open again, or closed anew since. */
  reopened(span: Span): Promise<number>;
  /** First reaches of stages above `from` in the span, leads moved back below that stage by its end left out. */
  credits(span: Span, from: StageId): Promise<readonly Credit[]>;
  lateMoves(span: Span): Promise<readonly LateMove[]>;
  /** Moves of `span` (by when they happened) that were written down inside one of `recorded`. */
  movesRecordedIn(span: Span, recorded: readonly Span[]): Promise<number>;
}
