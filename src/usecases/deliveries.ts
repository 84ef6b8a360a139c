import type { ScheduleKind } from '../domain/schedule.ts';
import type { Deps } from './deps.ts';
import type { Delivery } from './outbox-ports.ts';
import type { SlotRow } from './schedule-ports.ts';

/** Rows the log tells at once. */
const TOLD = 10;
/** Messages one thing said comes in: its text, a picture, cards. */
const MOST_PARTS = 5;

/** Something that was sent or waits, with who it is for and what it was. */
export interface SentEntry extends Delivery {
  readonly kind: 'message';
  readonly name: string;
  /** The kind of the schedule it came from; undefined for what no schedule sent. */
  readonly of: ScheduleKind | undefined;
}

/** A run that led to no message at all, and why. */
export interface SilentEntry extends SlotRow {
  readonly kind: 'silence';
  /** Who it was for; undefined for everybody. */
  readonly name: string | undefined;
  readonly of: ScheduleKind | undefined;
}

export type DeliveryEntry = SentEntry | SilentEntry;

/**
 * What was sent lately and what was not, the latest first: messages, and runs that were missed or reached nobody. Of one
 * schedule also the runs that had nothing to say.
 */
export async function listDeliveries(
  deps: Deps,
  { which, schedule }: { readonly which: 'all' | 'failed'; readonly schedule?: number | undefined },
): Promise<readonly DeliveryEntry[]> {
  const { outbox, slots, schedules, members, groups } = deps.stores;
  const kinds = new Map((await schedules.all()).map(({ id, kind }) => [id, kind]));
  const names = new Map<string, string>();
  for (const { id, userid, name } of await members.all()) {
    names.set(`member/${id}`, name);
    if (userid !== null) names.set(userid, name);
  }
  for (const { id, name, addresses } of await groups.all()) {
    names.set(`group/${id}`, name);
    for (const { address } of addresses) names.set(`room:${address}`, name);
  }
  const states = which === 'all' && schedule !== undefined ? ('any' as const) : ('lost' as const);
  const sent = wholes(await outbox.recent(TOLD * MOST_PARTS, which, schedule)).map(
    (one): SentEntry => ({
      ...one,
      kind: 'message',
      name: names.get(one.to) ?? one.to,
      of: kinds.get(scheduleOf(one)),
    }),
  );
  const silent = (await slots.silent(TOLD, states, schedule)).map(
    (one): SilentEntry => ({ ...one, kind: 'silence', name: names.get(one.target), of: kinds.get(one.schedule) }),
  );
  return [...sent, ...silent].sort((a, b) => timeOf(b) - timeOf(a)).slice(0, TOLD);
}

/** What a schedule said to somebody is told once, however many messages it came in, unless they fared differently. */
function wholes(parts: readonly Delivery[]): readonly Delivery[] {
  const whole = ({ key, state }: Delivery) => `${/^slot\/[^/]+\/[^/]+\/[^/]+\/[^/]+/.exec(key)?.[0] ?? key} ${state}`;
  return [...new Map(parts.map((part) => [whole(part), part])).values()];
}

function timeOf(entry: DeliveryEntry): number {
  return entry.kind === 'message' ? entry.createdAt : entry.at;
}

/** Number of the schedule a message came from, as its key has it (`slot/3/…`); NaN for any other message. */
function scheduleOf({ key }: Delivery): number {
  return Number(/^slot\/([0-9]+)\//.exec(key)?.[1]);
}
