import type { Attachment, Reply } from '../chat/reply-types.ts';
import type { Member } from '../domain/access.ts';
import type { ChatGroup } from '../domain/chat-group.ts';
import type { LocalDay } from '../domain/period.ts';
import type { Schedule, ScheduleKind } from '../domain/schedule.ts';
import type { Deps } from '../usecases/index.ts';
import type { Stores } from '../usecases/ports.ts';

/** Somebody a schedule speaks to. */
export type Recipient =
  | { readonly kind: 'member'; readonly member: Member & { readonly userid: string } }
  | { readonly kind: 'group'; readonly group: ChatGroup };

/** A recipient's name in slots, lasting. */
export function recipientKey(to: Recipient): string {
  return to.kind === 'member' ? `member/${to.member.id}` : `group/${to.group.id}`;
}

/** What is said unasked. */
export interface Said {
  readonly text: string;
  /** Customers it speaks of, to be hidden from a group that may not read them. */
  readonly names: readonly string[];
  /** Userids to @, where the channel can. */
  readonly mention?: readonly string[];
  /** Sent after the text. */
  readonly attachments?: readonly Attachment[];
  /** Cards under it, for a channel that has any: what is said is complete without them. */
  readonly cards?: readonly Reply[];
  /** JSON kept of the numbers it showed. */
  readonly numbers?: unknown;
  /** What is written down beside it when its run is decided. */
  readonly afterwards?: (stores: Stores) => Promise<void>;
}

/** One run of a schedule. */
export interface Firing {
  readonly schedule: Schedule;
  /** The run's name, `2026-06-10T09:05`, and its local day. */
  readonly slot: string;
  readonly day: LocalDay;
  /** The day of the run before; undefined for the first. */
  readonly before: LocalDay | undefined;
  /** Bound to the transaction; its `now` is the instant the run speaks of. */
  readonly deps: Deps;
  /** Set when just one recipient's words are looked up again. */
  readonly only?: Recipient;
}

export interface Job {
  readonly kind: ScheduleKind;
  /** `when_sent`: decided at its time and put into words when it goes out, so that it says nothing that is over. */
  readonly words: 'when_due' | 'when_sent';
  /** Looks up what all recipients share, and gives what to say to each; undefined for nothing. */
  readonly run: (firing: Firing) => Promise<(to: Recipient) => Promise<Said | undefined> | Said | undefined>;
}

export function defineJob(job: Job): Job {
  return job;
}
