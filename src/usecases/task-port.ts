import type { MemberId } from '../domain/ids.ts';

/** What takes longer than an answer may, by kind. */
export type TaskKind = 'import_check' | 'import_write' | 'backup';

/** Work somebody asked for in chat: it is done after the answer, and what comes of it is said there. */
export interface Task {
  readonly id: number;
  readonly kind: TaskKind;
  readonly member: MemberId;
  readonly channel: string;
  /** The conversation: one person. */
  readonly chat: string;
  /** What it is about, as JSON. */
  readonly data: string;
  /** How often it was begun before. */
  readonly attempts: number;
}

export interface TaskStore {
  add(task: Omit<Task, 'id' | 'attempts'>, now: number): Promise<void>;
  hasDue(now: number): Promise<boolean>;
  /** True while one of this kind waits or is being done. */
  isOpen(kind: TaskKind): Promise<boolean>;
  /** The oldest due one of a kind nobody is at work on, for `leaseMs`: whoever dies over it leaves it to the next. */
  claim(now: number, leaseMs: number): Promise<Task | undefined>;
  retryAt(id: number, at: number): Promise<void>;
  /** It is done, and forgotten: what it was about may be somebody's data. */
  finish(id: number): Promise<void>;
}

/** A table somebody sent, kept until they say what to do with it. */
export interface KeptTable {
  readonly id: number;
  readonly member: MemberId;
  /** As the channel calls it; '' where it does not say. */
  readonly name: string;
  readonly state: 'asked' | 'confirmed';
  /** Good rows in it, for saying what is going on. */
  readonly rows: number;
}

export interface KeptTableStore {
  /** Keeps a table in place of any other this member was asked about; gives its number. */
  put(
    table: Pick<KeptTable, 'member' | 'name' | 'rows'> & { readonly bytes: Buffer; readonly expiresAt: number },
  ): Promise<number>;
  byId(id: number): Promise<KeptTable | undefined>;
  /** What a member was asked about last and has not answered. */
  askedOf(member: MemberId): Promise<KeptTable | undefined>;
  bytes(id: number): Promise<Buffer | undefined>;
  /** False when somebody was faster. */
  confirm(id: number): Promise<boolean>;
  remove(id: number): Promise<void>;
  hasExpired(now: number): Promise<boolean>;
  /** Deletes those nobody said anything to in time; one that is confirmed stays until it is done. */
  removeExpired(now: number): Promise<void>;
}
