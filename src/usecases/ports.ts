import type { Facts, Scope } from '../analytics/facts.ts';
import type { Member, Role } from '../domain/access.ts';
import type { ChatGroup, GroupAddress, GroupPrivacy } from '../domain/chat-group.ts';
import type { LeadId, MemberId, StageId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import type { LeadEvent, LeadFact } from '../domain/lead-event.ts';
import type { LocalDay } from '../domain/period.ts';
import type { Pipeline, Reason } from '../domain/stage.ts';
import type { CalendarOverride, TeamCalendar } from '../domain/work-calendar.ts';

/** The one source of time. Instants are UTC ms. */
export interface Clock {
  now(): number;
  /** Calls `fn` once for every minute that begins; returns how to stop that. */
  onMinute(fn: (at: number) => void | Promise<void>): () => void;
}

/** A fact to be written. `at` defaults to now; an earlier instant is a back-dated entry. */
export interface EventDraft {
  readonly fact: LeadFact;
  readonly actor: MemberId;
  readonly at: number;
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
  /** What two spellings of one name have in common: what {@link byNames} compares by. */
  nameKey(name: string): string;
  /** Open leads of one owner, longest untouched first; `stage` narrows. */
  openOf(owner: MemberId, stage: StageId | undefined, limit: number): Promise<readonly Lead[]>;
  countOpenOf(owner: MemberId, stage: StageId | undefined): Promise<number>;
  /** Leads by number, those after `after`, at most `limit`; of these owners when given. Merged and voided ones are none. */
  leadsAfter(after: number, limit: number, owners?: ReadonlySet<MemberId>): Promise<readonly Lead[]>;
  countTouches(id: LeadId): Promise<number>;
  events(id: LeadId): Promise<readonly LeadEvent[]>;
  /** Events of all leads in the order they were written down, those after number `after`, at most `limit`. */
  eventsAfter(after: number, limit: number): Promise<readonly LeadEvent[]>;
  /** The last change somebody made and has not taken back, or the last change to a lead by anybody. */
  lastChange(of: { readonly actor: MemberId } | { readonly lead: LeadId }): Promise<readonly LeadEvent[]>;
  /** Records facts as one change and brings the projections up to date. `lead` is undefined for a new one. */
  append(lead: Lead | undefined, drafts: readonly EventDraft[], now: number): Promise<Lead>;
}

export interface MemberStore {
  byId(id: MemberId): Promise<Member | undefined>;
  byUserid(userid: string): Promise<Member | undefined>;
  byName(name: string): Promise<readonly Member[]>;
  all(): Promise<readonly Member[]>;
  /** Writes everything but `leftAt`, which only the two below change. */
  save(member: Member, now: number): Promise<void>;
  /** Notes that they left; false when that was known, so that of several signals exactly one finds out. */
  markLeft(id: MemberId, at: number): Promise<boolean>;
  markBack(id: MemberId): Promise<void>;
  /** Changes a name that is still `from`; false when somebody else changed it meanwhile. */
  replaceName(id: MemberId, from: string, to: string): Promise<boolean>;
  remove(id: MemberId): Promise<void>;
  /** True when the member owns a lead or ever did something: then its id must stay. */
  isReferenced(id: MemberId): Promise<boolean>;
  /** How many have the role, those who left not counted. */
  countWithRole(role: Role): Promise<number>;
  teams(): Promise<readonly string[]>;
  addTeam(name: string): Promise<void>;
  renameTeam(from: string, to: string): Promise<void>;
  removeTeam(name: string): Promise<void>;
}

/** Somebody the platform is to be asked about. */
export interface DueLookup {
  readonly member: Member & { readonly userid: string };
  /** True when their name was given by one of us, so that the platform's does not replace it. */
  readonly keepsName: boolean;
}

/** When the platform is asked about whom. */
export interface LookupStore {
  /** Members with a userid who are due, or were never asked about; those who left are not asked about. */
  due(now: number, limit: number): Promise<readonly DueLookup[]>;
  /** Plans the next question about somebody after one was answered. */
  plan(of: DueLookup, dueAt: number): Promise<void>;
  /** Makes somebody due at once. */
  hasten(id: MemberId, now: number): Promise<void>;
  /** Their name was given by one of us and stays. */
  keepName(id: MemberId, now: number): Promise<void>;
}

/** The team's own definitions. */
export interface SettingsStore {
  pipeline(): Promise<Pipeline>;
  reasons(): Promise<readonly Reason[]>;
  /** The days the team works: what is published, and what it decided itself. */
  calendar(): Promise<TeamCalendar>;
  /** Decides on days, in place of what was decided on them before. */
  setCalendarDays(days: readonly CalendarOverride[], by: MemberId, now: number): Promise<void>;
  /** Takes the team's decisions on these days back. */
  clearCalendarDays(days: readonly LocalDay[]): Promise<void>;
}

/** A question the bot asked one person in one chat; every answer leads to a command line. */
export interface OpenQuestion {
  readonly options: readonly { readonly label: string; readonly line: string }[];
  /** Line for a free answer, with `{answer}` where it goes; absent when only the options count. */
  readonly free?: string;
  readonly expiresAt: number;
  /** The card it was asked with, closed by an answer however it comes. */
  readonly card?: string;
}

/** What the bot remembers of one person in one chat. */
export interface Conversation {
  readonly question: OpenQuestion | null;
  /** The last line that changed something, and when, to catch the same line sent twice. */
  readonly lastLine: string | null;
  readonly lastLineAt: number | null;
  readonly lastReply: string | null;
}

export interface ConversationStore {
  get(chat: string, member: MemberId): Promise<Conversation | undefined>;
  put(chat: string, member: MemberId, conversation: Conversation): Promise<void>;
}

/** One message to be sent later: what to say as opaque JSON, to whom over which channel. */
export interface OutboxDraft {
  /** Unique: the same key is never sent twice. */
  readonly key: string;
  readonly channel: string;
  readonly to: string;
  readonly body: string;
  readonly notBefore: number;
}

export interface OutboxRow extends OutboxDraft {
  readonly id: number;
  readonly attempts: number;
  /** Request bytes frozen before the first attempt; null until then. */
  readonly request: string | null;
  readonly createdAt: number;
}

export interface OutboxStore {
  /** Queues a message; false when one with this key is already there. */
  enqueue(draft: OutboxDraft, now: number): Promise<boolean>;
  /** Takes messages that are due, in order, none whose predecessor to the same person is still waiting. */
  claim(now: number, leaseMs: number, limit: number): Promise<readonly OutboxRow[]>;
  freeze(id: number, request: string): Promise<void>;
  markSent(id: number, now: number): Promise<void>;
  retryAt(id: number, at: number, error: string): Promise<void>;
  markFailed(id: number, now: number, error: string): Promise<void>;
  /** True when a message is due that nobody is sending. */
  hasDue(now: number): Promise<boolean>;
  /** How many wait, and since when the oldest does. */
  backlog(): Promise<{ readonly waiting: number; readonly oldestAt: number | null; readonly failed: number }>;
}

export interface AuditEntry {
  readonly at: number;
  readonly actor: MemberId;
  readonly action: string;
  readonly lead: LeadId | null;
  /** What the action was about when not a lead, e.g. a member id. */
  readonly subject: string | null;
}

export interface AuditStore {
  record(entry: AuditEntry): Promise<void>;
}

/** What every number is made from. */
export interface FactStore {
  /**
   * The facts as they were at an instant, of a scope: of the events there are now, those with `at < instant`. Cheap for
   * an instant after everything; for an earlier one it costs what has happened since. Ask inside one transaction
   * ({@link UnitOfWork.run}) where numbers of several questions have to agree while others write.
   */
  asOf(instant: number, scope: Scope): Promise<Facts>;
}

/** Groups the bot is in, and where they are found. */
export interface GroupStore {
  all(): Promise<readonly ChatGroup[]>;
  byId(id: number): Promise<ChatGroup | undefined>;
  byAddress(at: GroupAddress): Promise<ChatGroup | undefined>;
  byName(name: string): Promise<ChatGroup | undefined>;
  /** A new group found at this address; without a name, and as private as groups are at first. */
  add(group: { readonly name: string; readonly privacy: GroupPrivacy }, now: number): Promise<number>;
  change(id: number, change: Partial<Pick<ChatGroup, 'name' | 'external' | 'privacy'>>): Promise<void>;
  /** Puts an address under a group, wherever it was before. */
  setAddress(id: number, at: GroupAddress): Promise<void>;
  removeAddress(at: GroupAddress): Promise<void>;
  remove(id: number): Promise<void>;
}

/** On which channels somebody speaks to the bot alone. */
export interface PresenceStore {
  /** Channels of a person, the one last spoken on first. */
  channelsOf(userid: string): Promise<readonly string[]>;
  heard(userid: string, channel: string, now: number): Promise<void>;
  /** True when nobody was welcomed here on this local day yet; from now on somebody was. */
  welcome(userid: string, channel: string, on: string, now: number): Promise<boolean>;
}

/** A card that can be pressed, and what became of it. */
export interface StoredCard {
  readonly id: string;
  /** What it shows, as opaque JSON. */
  readonly shown: string;
  /** The command line behind each option. */
  readonly lines: readonly string[];
  /** Who alone may answer; null when whoever has the rights may press. */
  readonly asked: MemberId | null;
  /** What became of it; null while it can be pressed. */
  readonly done: { readonly by: MemberId; readonly at: number; readonly text: string } | null;
}

/** One sent copy of a card. `handle` is what sending it gave, for a later update. */
export interface CardCopy {
  readonly taskId: string;
  readonly channel: string;
  readonly to: string;
  readonly handle: string | null;
}

export interface CardStore {
  /** Keeps a card with its first copy. */
  add(card: Pick<StoredCard, 'id' | 'shown' | 'lines' | 'asked'>, copy: CardCopy, now: number): Promise<void>;
  /** The card a copy is of, held for this transaction. */
  byTask(taskId: string): Promise<StoredCard | undefined>;
  byId(id: string): Promise<StoredCard | undefined>;
  copies(id: string): Promise<readonly CardCopy[]>;
  setHandle(taskId: string, handle: string): Promise<void>;
  /** False when it was done already. */
  finish(id: string, done: NonNullable<StoredCard['done']>): Promise<boolean>;
}

/** Everything a use-case may read and write, bound to one transaction. */
export interface Stores {
  readonly leads: LeadStore;
  readonly members: MemberStore;
  readonly lookups: LookupStore;
  readonly settings: SettingsStore;
  readonly conversations: ConversationStore;
  readonly outbox: OutboxStore;
  readonly audit: AuditStore;
  readonly facts: FactStore;
  readonly groups: GroupStore;
  readonly presence: PresenceStore;
  readonly cards: CardStore;
  readonly importMappings: import('./import-mapping-port.ts').ImportMappingStore;
}

/** What a message's unit of work leaves in the inbound ledger; must survive JSON. */
export interface Settled<Answer> {
  readonly answer: Answer;
  /** True when this message was already handled before and `answer` is the stored one. */
  readonly repeated: boolean;
}

export interface UnitOfWork {
  /**
   * Handles the message `key` once, in one transaction: a known key gives the stored answer, otherwise `work` runs and
   * its answer is stored with the key. Throws what `work` throws, with nothing written.
   */
  once<Answer>(key: string, now: number, work: (stores: Stores) => Promise<Answer>): Promise<Settled<Answer>>;
  /** One transaction without a key, for jobs and the command line. */
  run<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /** Reads on a connection of their own, beside any writer. */
  read<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /** Deletes handled messages and cards, and sent or failed outbox rows, older than these instants; says how many. */
  forget(before: { readonly handledBefore: number; readonly sentBefore: number }): Promise<number>;
  /** Replaces the stored answer of a handled message. */
  amend<Answer>(key: string, answer: Answer): Promise<void>;
}
