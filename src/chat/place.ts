import { DEFAULT_PRIVACY } from '../domain/chat-group.ts';
import type { Stores } from '../usecases/ports.ts';
import type { ChatContext, Place } from './context.ts';
import type { DispatchDeps } from './exchange.ts';
import { ROOM_PREFIX } from './reply-types.ts';

/**
 * Where a message was said. A group that speaks for the first time is registered; who speaks to us alone is remembered,
 * so that private answers find them.
 */
export async function placeOf(
  message: ChatContext,
  stores: Pick<Stores, 'groups' | 'presence'>,
  { met }: Pick<DispatchDeps, 'met'>,
  now: number,
): Promise<Place> {
  const { channel, chat, userid } = message;
  if (isAlone(message)) {
    if (!met.has(meetingOf(message))) await stores.presence.heard(userid, channel, now);
    return { kind: 'alone' };
  }
  const at = { channel, address: chat.slice(ROOM_PREFIX.length) };
  const known = await stores.groups.byAddress(at);
  if (known) return { kind: 'group', group: known, at };
  const id = await stores.groups.add({ name: '', privacy: DEFAULT_PRIVACY }, now);
  await stores.groups.setAddress(id, at);
  const group = { id, name: '', external: false, privacy: DEFAULT_PRIVACY, addresses: [at] };
  return { kind: 'group', group, at };
}

/** True for what was said to the bot alone, and not in a group. */
export function isAlone({ chat }: ChatContext): boolean {
  return !chat.startsWith(ROOM_PREFIX);
}

/** One person on one channel, as remembered in memory. */
export function meetingOf({ channel, userid }: ChatContext): string {
  return `${channel} ${userid}`;
}
