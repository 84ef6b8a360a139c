import type { MemberId } from '../domain/ids.ts';
import type { LocalDay } from '../domain/period.ts';
import type { Schedule } from '../domain/schedule.ts';

/** What is sent again and again, and up to when it was looked for. */
export interface ScheduleStore {
  /** Those there are, in order of their numbers. */
  all(): Promise<readonly Schedule[]>;
  byId(id: number): Promise<Schedule | undefined>;
  add(draft: Omit<Schedule, 'id'>, now: number): Promise<Schedule>;
  /** Those somebody added after an instant. */
  addedAfter(at: number): Promise<readonly Schedule[]>;
  change(id: number, change: Partial<Omit<Schedule, 'id'>>): Promise<void>;
  /** Its number is never given again. */
  remove(id: number, now: number): Promise<void>;
  /** Instant up to which due slots were dealt with; undefined before the first look. */
  checkedUntil(): Promise<number | undefined>;
  /** Those the bot came with count from this instant on: nothing was due before it was there. */
  begin(at: number): Promise<void>;
  /** Moves that instant on; an earlier one changes nothing. */
  setCheckedUntil(at: number): Promise<void>;
}

/** One message of one schedule to one recipient: what is claimed, so that it goes once. */
export interface SlotClaim {
  /** Unique; also the key of the outbox row it leads to. */
  readonly key: string;
  readonly schedule: number;
  /** Local day and minute, `2026-06-10T09:05`. */
  readonly slot: string;
  readonly target: string;
}

/** `claimed` is only seen from inside its transaction. */
export type SlotState = 'claimed' | 'queued' | 'nothing' | 'expired';

/** A dealt-with slot. */
export interface SlotRow extends SlotClaim {
  readonly state: SlotState;
  readonly reason: string | null;
  readonly at: number;
}

export interface SlotStore {
  /** True for exactly one of all who ask, in whatever process: one conditional insert. */
  claim(slot: SlotClaim, now: number): Promise<boolean>;
  settle(key: string, state: Exclude<SlotState, 'claimed'>, reason: string | null): Promise<void>;
  /** The last slot of a schedule before this one at which it really ran; undefined for the first. */
  lastBefore(schedule: number, slot: string): Promise<string | undefined>;
  /** The latest first. */
  recent(limit: number): Promise<readonly SlotRow[]>;
  /**
   * Those that led to no message, the latest first: `lost` are runs that were missed or reached nobody, `any` also those
   * with nothing to say; of one schedule if given.
   */
  silent(limit: number, which: 'any' | 'lost', schedule?: number): Promise<readonly SlotRow[]>;
  /** Forgets slots claimed before an instant; says how many. */
  forget(before: number): Promise<number>;
}

/** What a digest showed, so that it can be looked up and compared with later. */
export interface Snapshot {
  readonly schedule: number;
  readonly slot: string;
  readonly target: string;
  readonly at: number;
  /** JSON. */
  readonly numbers: string;
}

export interface SnapshotStore {
  keep(snapshot: Snapshot): Promise<void>;
  /** The last one this schedule showed to this recipient before a slot. */
  lastBefore(schedule: number, target: string, slot: string): Promise<Snapshot | undefined>;
  /** What any schedule showed to this recipient from an instant on, the latest first. */
  since(target: string, at: number): Promise<readonly Snapshot[]>;
}

/** Somebody who is away, and who looks after their leads meanwhile. */
export interface Absence {
  readonly member: MemberId;
  readonly from: LocalDay;
  readonly to: LocalDay;
  readonly substitute: MemberId | null;
}

export interface AbsenceStore {
  of(member: MemberId): Promise<Absence | undefined>;
  /** Everybody who is or was away on or after this day. */
  since(day: LocalDay): Promise<readonly Absence[]>;
  /** Notes an absence in place of the one before. */
  set(absence: Absence): Promise<void>;
  clear(member: MemberId): Promise<void>;
}
