import type { ChatGroup } from '../domain/chat-group.ts';
import { texts } from '../texts/index.ts';
import type { PresenceStore } from '../usecases/ports.ts';
import { type Features, type OutMessage, ROOM_PREFIX, type Sender } from './reply-types.ts';

/** A way to somebody: over which channel, and who that is there. */
export interface Route {
  readonly sender: Sender;
  /** A userid, or a group's conversation id. */
  readonly to: string;
}

/** What a message would like of the way it goes; what the way has not is left out or said in words. */
export type Wish = keyof Pick<Features, 'card' | 'picture' | 'file' | 'mention'>;

/**
 * The best way to one person: of the channels that can speak first and on which they have spoken to the bot alone, the
 * one with most of what is wished for, then the one last used. Others may not reach them, and nobody would notice.
 */
export async function routeToPerson(
  userid: string,
  wishes: readonly Wish[],
  { senders, presence }: { readonly senders: readonly Sender[]; readonly presence: PresenceStore },
): Promise<Route | undefined> {
  const channels = await presence.channelsOf(userid);
  const ways = channels.flatMap((channel) => senders.filter((sender) => sender.channel === channel));
  const sender = best(ways, wishes);
  return sender && { sender, to: userid };
}

/** The best way to a group: of its addresses the one whose channel can most of what is wished for; none if external. */
export function routeToGroup(group: ChatGroup, wishes: readonly Wish[], senders: readonly Sender[]): Route | undefined {
  if (group.external) return undefined;
  const sender = best(
    senders.filter(({ channel }) => group.addresses.some((at) => at.channel === channel)),
    wishes,
  );
  const at = group.addresses.find(({ channel }) => channel === sender?.channel);
  return sender && at && { sender, to: `${ROOM_PREFIX}${at.address}` };
}

/** A text that calls people: by @ where the channel can, by name otherwise. */
export function calling(
  text: string,
  people: readonly { readonly userid: string; readonly name: string }[],
  { features }: Pick<Sender, 'features'>,
): Extract<OutMessage, { kind: 'text' }> {
  if (people.length === 0) return { kind: 'text', text };
  if (features.mention) return { kind: 'text', text, mention: people.map(({ userid }) => userid) };
  return {
    kind: 'text',
    text: texts.groups.calling(
      people.map(({ name }) => name),
      text,
    ),
  };
}

/** The first of those that fulfil most wishes. */
function best(senders: readonly Sender[], wishes: readonly Wish[]): Sender | undefined {
  const fulfilled = ({ features }: Sender) => wishes.filter((wish) => features[wish]).length;
  return senders
    .filter(({ features }) => features.push)
    .reduce<Sender | undefined>((one, other) => (one && fulfilled(one) >= fulfilled(other) ? one : other), undefined);
}
