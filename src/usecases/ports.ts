import type { Member, Role } from '../domain/access.ts';
import type { AuditAction } from '../domain/audit-action.ts';
import type { ChatGroup, GroupAddress, GroupPrivacy } from '../domain/chat-group.ts';
import type { LeadId, MemberId, StageId } from '../domain/ids.ts';
import type { LocalDay } from '../domain/period.ts';
import type { Pipeline, Reason, Stage } from '../domain/stage.ts';
import type { CalendarOverride, TeamCalendar } from '../domain/work-calendar.ts';
import type { AnsweredStore } from './answered-port.ts';
import type { CardStore } from './card-port.ts';
import type { ImportMappingStore } from './import-mapping-port.ts';
import type { LeadStore } from './lead-port.ts';
import type { DiagnosisStore, FactStore, ForecastStore, QuotaStore, TargetStore } from './numbers-ports.ts';
import type { OutboxStore } from './outbox-ports.ts';
import type { AbsenceStore, ScheduleStore, SlotStore, SnapshotStore } from './schedule-ports.ts';
import type { KeptTableStore, TaskStore } from './task-port.ts';

export type * from './answered-port.ts';
export type * from './card-port.ts';
export type * from './import-mapping-port.ts';
export type * from './lead-port.ts';
export type * from './numbers-ports.ts';
export type * from './outbox-ports.ts';
export type * from './task-port.ts';

/** The one source of time. Instants are UTC ms. */
export interface Clock {
  now(): number;
  /** Calls `fn` once for every minute that begins; returns how to stop that. */
  onMinute(fn: (at: number) => void | Promise<void>): () => void;
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
  /** The stages as they are, for changing them: until the transaction ends nobody else works by them. */
  pipelineForChange(): Promise<Pipeline>;
  /** Writes stages, new or known, as they are given. */
  saveStages(stages: readonly Stage[]): Promise<void>;
  /** Every reason, those that are archived included. */
  reasons(): Promise<readonly Reason[]>;
  /** The rates the bot came with, by stage: examples, nobody's decision. */
  exampleRates(): ReadonlyMap<StageId, number>;
  /** Writes a reason, new or known. */
  saveReason(reason: Reason): Promise<void>;
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
  /** True when nothing is lost by not answering: then a line that begins with a command's name is that command. */
  readonly isOffer?: true;
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
  /** The lead they spoke of last, and when. */
  readonly lastLead: LeadId | null;
  readonly lastLeadAt: number | null;
}

export interface ConversationStore {
  get(chat: string, member: MemberId): Promise<Conversation | undefined>;
  put(chat: string, member: MemberId, conversation: Conversation): Promise<void>;
}

export interface AuditEntry {
  readonly at: number;
  readonly actor: MemberId;
  readonly action: AuditAction;
  readonly lead: LeadId | null;
  /** What the action was about when not a lead, e.g. a member id. */
  readonly subject: string | null;
}

export interface AuditStore {
  record(entry: AuditEntry): Promise<void>;
  /** When something was last done to what begins with `subject` (UTC ms); undefined when it never was. */
  lastAt(action: AuditAction, subject: string): Promise<number | undefined>;
  /** The last entries, newest first; what is left out does not narrow. Instants are half-open. */
  recent(of: {
    readonly actor?: MemberId | undefined;
    readonly lead?: LeadId | undefined;
    readonly from?: number | undefined;
    readonly to?: number | undefined;
    readonly limit: number;
  }): Promise<readonly AuditEntry[]>;
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

/** Everything a use-case may read and write, bound to one transaction. */
export interface Stores {
  readonly leads: LeadStore;
  readonly members: MemberStore;
  readonly lookups: LookupStore;
  readonly settings: SettingsStore;
  readonly conversations: ConversationStore;
  readonly outbox: OutboxStore;
  readonly answered: AnsweredStore;
  readonly audit: AuditStore;
  readonly facts: FactStore;
  readonly forecasts: ForecastStore;
  readonly targets: TargetStore;
  readonly quotas: QuotaStore;
  readonly diagnoses: DiagnosisStore;
  readonly groups: GroupStore;
  readonly presence: PresenceStore;
  readonly cards: CardStore;
  readonly schedules: ScheduleStore;
  readonly slots: SlotStore;
  readonly snapshots: SnapshotStore;
  readonly absences: AbsenceStore;
  readonly importMappings: ImportMappingStore;
  readonly tasks: TaskStore;
  readonly keptTables: KeptTableStore;
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
