import type { Scope, Span } from '../analytics/facts.ts';
import type { LeadId, MemberId, StageId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import type { LeadEvent, LeadFact } from '../domain/lead-event.ts';
import type { LocalDay } from '../domain/period.ts';

/** A fact to be written. `at` defaults to now; an earlier instant is a back-dated entry. */
export interface EventDraft {
  readonly fact: LeadFact;
  readonly actor: MemberId;
  readonly at: number;
  /** The earlier change of the same lead it belongs to, when it comes after; that of the others it is written with. */
  readonly change?: number;
}

/** How well a lead's name fits what somebody typed, best first. */
export type MatchTier = 'exact' | 'normalised' | 'prefix' | 'contains' | 'pinyin' | 'typo';

/** What choosing among leads needs to know of each. */
export interface LeadMatch {
  readonly id: LeadId;
  readonly name: string;
  readonly tier: MatchTier;
  readonly owner: MemberId;
  readonly ownerName: string;
  readonly ownerTeam: string | null;
  readonly state: Lead['state'];
  readonly stage: StageId;
  /** Last sign of life: follow-up, or the start of the current visit. */
  readonly lastAt: number;
}

/** What to look for beside names. */
export interface ContentQuery {
  readonly text: string;
  readonly digits?: string | undefined;
  readonly owners?: readonly MemberId[] | undefined;
}

export interface MoveCount {
  readonly from: StageId;
  readonly to: StageId;
  readonly moves: number;
  /** Those of them without any answer to the checklist of `from`. */
  readonly empty: number;
}

export interface LeadStore {
  byId(id: LeadId): Promise<Lead | undefined>;
  /**
   * Leads whose name is, as typed or normalised, one of `phrases`; each result carries the index of the longest phrase
   * it fits. Voided and merged leads are never found.
   */
  byNames(phrases: readonly string[]): Promise<readonly { readonly phrase: number; readonly match: LeadMatch }[]>;
  /**
   * Leads that resemble `phrase`, the best tier that has any, at most `limit`: open ones of `owner` first however many
   * others there are, then other open ones, the liveliest of the newest first.
   */
  search(phrase: string, limit: number, owner?: MemberId): Promise<readonly LeadMatch[]>;
  byPhone(phone: string): Promise<readonly LeadMatch[]>;
  /**
   * For many customers at once: the liveliest lead of each normalised name ({@link nameKey}) and of each phone number's
   * digits that has any.
   */
  alike(
    names: readonly string[],
    phones: readonly string[],
  ): Promise<{ readonly byName: ReadonlyMap<string, LeadMatch>; readonly byPhone: ReadonlyMap<string, LeadMatch> }>;
  /**
   * Leads of these owners (everybody's when absent) in whose contact, phone or note a text stands, whatever its case;
   * open ones first, then the liveliest. `digits` is what of it may be part of a phone number.
   */
  containing(of: ContentQuery, limit: number): Promise<readonly LeadMatch[]>;
  /** What two spellings of one name have in common: what {@link byNames} compares by. */
  nameKey(name: string): string;
  /** Open leads of one owner, longest untouched first; `stage` narrows. */
  openOf(owner: MemberId, stage: StageId | undefined, limit: number): Promise<readonly Lead[]>;
  countOpenOf(owner: MemberId, stage: StageId | undefined): Promise<number>;
  /** Leads by number, those after `after`, at most `limit`; of these owners when given. Merged and voided ones are none. */
  leadsAfter(after: number, limit: number, owners?: ReadonlySet<MemberId>): Promise<readonly Lead[]>;
  /** Open leads of everybody by stage; a stage without any is not there. */
  countOpenByStage(): Promise<ReadonlyMap<StageId, number>>;
  /** Lost leads of one owner that wanted to be looked at again by this day; the earliest first. */
  recallsOf(owner: MemberId, by: LocalDay, limit: number): Promise<readonly Lead[]>;
  /** Leads that are merged into this one, not those merged into them in turn. */
  mergedInto(id: LeadId): Promise<readonly LeadId[]>;
  countTouches(id: LeadId): Promise<number>;
  /** When the first lead there is was created; undefined without any. */
  firstAt(): Promise<number | undefined>;
  /** Moves by people in a span that stand, by stages, and how many of them nothing was answered to. */
  countMoves(span: Span, scope: Scope): Promise<readonly MoveCount[]>;
  events(id: LeadId): Promise<readonly LeadEvent[]>;
  /** Events of all leads in the order they were written down, those after number `after`, at most `limit`. */
  eventsAfter(after: number, limit: number): Promise<readonly LeadEvent[]>;
  /** The last change somebody made and has not taken back, or the last change to a lead by anybody. */
  lastChange(of: { readonly actor: MemberId } | { readonly lead: LeadId }): Promise<readonly LeadEvent[]>;
  /** Records facts as one change and brings the projections up to date. `lead` is undefined for a new one. */
  append(lead: Lead | undefined, drafts: readonly EventDraft[], now: number): Promise<Lead>;
  /** Makes everything that follows from the events anew: the stages they are read by are others now. */
  projectAnew(): Promise<void>;
}
