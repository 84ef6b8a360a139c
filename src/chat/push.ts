import type { ChatGroup } from '../domain/chat-group.ts';
import { texts } from '../texts/index.ts';
import type { OutboxStore, PresenceStore } from '../usecases/ports.ts';
import { freshBody, type OutboxBody } from './outbox-body.ts';
import { pagesOf } from './render.ts';
import type { Attachment, Features, OutMessage, Sender } from './reply-types.ts';
import { type Route, routeToGroup, routeToPerson, type Wish } from './route.ts';

/** Whom something is said to unasked. */
export type PushTo =
  | { readonly kind: 'member'; readonly userid: string }
  | { readonly kind: 'group'; readonly group: ChatGroup };

/** What is said: now, or put into words by a job when it goes out. */
export type PushWhat =
  | {
      readonly kind: 'said';
      readonly text: string;
      readonly names: readonly string[];
      readonly mention?: readonly string[];
      readonly attachments?: readonly Attachment[];
    }
  | { readonly kind: 'fresh'; readonly data: unknown };

/** When and under which key, which is that of its first message. */
export interface PushAs {
  readonly key: string;
  readonly now: number;
  readonly notBefore: number;
}

/**
 * Puts something said unasked into the outbox, over the best way there is to whom it is for; false when there is none.
 * A group reads no more than it may.
 */
export async function push(
  to: PushTo,
  what: PushWhat,
  { key, now, notBefore }: PushAs,
  deps: { readonly outbox: OutboxStore; readonly presence: PresenceStore; readonly senders: readonly Sender[] },
): Promise<boolean> {
  const wishes: readonly Wish[] = what.kind === 'said' && what.attachments?.length ? ['picture'] : ['mention'];
  const route = await routeOf(to, wishes, deps);
  if (!route) return false;
  for (const [at, body] of bodiesOf(what, to, route).entries()) {
    const draft = { channel: route.sender.channel, to: route.to, body: JSON.stringify(body), notBefore };
    await deps.outbox.enqueue({ key: at === 0 ? key : `${key}/${at + 1}`, ...draft }, now);
  }
  return true;
}

/** A way to somebody that can speak first; undefined when there is none just now. */
export function routeOf(
  to: PushTo,
  wishes: readonly Wish[],
  { presence, senders }: { readonly presence: PresenceStore; readonly senders: readonly Sender[] },
): Promise<Route | undefined> {
  if (to.kind === 'member') return routeToPerson(to.userid, wishes, { senders, presence });
  return Promise.resolve(routeToGroup(to.group, wishes, senders));
}

function bodiesOf(what: PushWhat, to: PushTo, { sender, to: address }: Route): readonly OutboxBody[] {
  if (what.kind === 'fresh') return [freshBody(what.data, sender, address)];
  return [...pagedTexts(what, to, sender.textLimitBytes), ...picturesOf(what.attachments, sender.features)];
}

/** The attachments to something said that a channel can show. */
export function picturesOf(attachments: readonly Attachment[] = [], { picture }: Pick<Features, 'picture'>) {
  return attachments.filter((one) => one.kind === 'picture' && picture) as Extract<
    Attachment,
    { readonly kind: 'picture' }
  >[];
}

/** What is said as texts of one channel, as far as a group may read it. */
export function pagedTexts(
  {
    text,
    names,
    mention,
  }: { readonly text: string; readonly names: readonly string[]; readonly mention?: readonly string[] },
  to: PushTo,
  textLimitBytes: number,
): readonly Extract<OutMessage, { readonly kind: 'text' }>[] {
  const readable = to.kind === 'group' ? texts.maskText(text, to.group.privacy, names) : text;
  return pagesOf(readable, textLimitBytes).map((page, at) => ({
    kind: 'text',
    text: page,
    ...(at === 0 && mention && mention.length > 0 && { mention }),
  }));
}
