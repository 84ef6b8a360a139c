import type { Member } from '../domain/access.ts';
import { APP_CHAT } from '../usecases/open-group.ts';
import type { OutboxStore, Stores } from '../usecases/ports.ts';
import type { Aim } from './aim.ts';
import { updateOf } from './card.ts';
import { compose, type Picture, type Reader, withoutLostFile } from './compose.ts';
import type { ChatContext } from './context.ts';
import type { RoutedNotice } from './notify.ts';
import type { OutboxBody } from './outbox-body.ts';
import { pagesOf, renderText } from './render.ts';
import { type ChatCard, type NewGroup, type OutMessage, type Reply, ROOM_PREFIX } from './reply-types.ts';

/** What the inbound ledger keeps of an answer. */
export interface Answer {
  readonly reply: Reply;
  /** How it went out: as the answer of the callback itself, or through the outbox because it was late. */
  readonly via: 'turn' | 'outbox';
  /** True when any part of it was put into the outbox. */
  readonly queued: boolean;
  /** True when something goes on after it. */
  readonly works?: true;
  /** What the callback itself is answered with, when that is not the first page of the reply; null for nothing. */
  readonly own?: OutMessage | null;
  /** What stands under it, made when it is given. */
  readonly picture?: Picture;
  /** Where it belongs, when it can be given there even after a restart; absent when nothing is answered. */
  readonly origin?: { readonly to: string; readonly reference: string };
}

const NOTHING: Reply = { kind: 'text', text: '' };

/** The answer to what asks for none. */
export const SILENCE: Answer = { reply: NOTHING, via: 'turn', queued: false, own: null };

/** A pressed card as it should show itself now, with what its update needs. */
export interface Pressed {
  readonly card: ChatCard;
  readonly handle: string;
}

/** How an answer leaves, and the cards that ask its question, if there are any. */
export interface Settlement {
  readonly answer: Answer;
  readonly cardHere?: string;
  readonly cardAlone?: string;
}

interface Settling {
  readonly message: ChatContext;
  readonly stores: Pick<Stores, 'outbox' | 'cards' | 'tasks'>;
  /** UTC ms. */
  readonly now: number;
  /** Who is asked, when the answer is a question; absent for somebody who is no member. */
  readonly actor?: Member;
  /** True when they do one thing right after the other. */
  readonly inARow?: boolean;
}

/** What is said: where it was asked (null for nothing beyond the card), to the asker alone, and to others. */
interface Said {
  readonly here: Reply | null;
  readonly alone?: Aim['alone'];
  readonly routed?: readonly RoutedNotice[];
  readonly opens?: NewGroup | undefined;
}

/**
 * Decides, inside the unit of work, how an answer goes out: one message as the callback's own answer while that is
 * possible, everything else as outbox rows, written in the same transaction so that a crash loses nothing.
 *
 * A press is answered by its card; what there is to say comes after it, or inside it where the channel has no way of
 * speaking first. `here` null: there is nothing to say beyond the card.
 */
export async function settle(
  { here: given, alone, routed = [], opens }: Said,
  { message, stores, now, actor, inARow = false }: Settling,
  pressed?: Pressed,
): Promise<Settlement> {
  const here = given && withoutLostFile(given, message.features);
  const rows = rowsOf(message, stores.outbox, now);
  const asked = actor?.id ?? null;
  const reader: Reader = { ...message, to: message.chat, asked, inARow };
  const said = here && (await compose(here, reader, message.card ? 'push' : 'answer', stores.cards, now));
  const own = pressed ? pressedAnswer(pressed, here, message) : (said?.own ?? null);

  const via = message.canAnswer() ? 'turn' : 'outbox';
  if (via === 'turn') rows.skip();
  else if (own) await rows.add(message.channel, message.chat, queueable(own));
  // The card has said it already where nothing can be said after it.
  const rest = message.card && !message.features.push ? [] : (said?.rest ?? []);
  for (const body of rest) await rows.add(message.channel, message.chat, body);

  let cardAlone: string | undefined;
  if (alone) {
    const { sender, to } = alone.route;
    const aside: Reader = {
      channel: sender.channel,
      to,
      features: sender.features,
      asked,
      textLimitBytes: sender.textLimitBytes,
    };
    const composed = await compose(withoutLostFile(alone.reply, sender.features), aside, 'push', stores.cards, now);
    cardAlone = composed.card;
    for (const body of composed.rest) await rows.add(sender.channel, to, body);
  }
  for (const { route, text } of routed) {
    for (const page of pagesOf(text, route.sender.textLimitBytes)) {
      await rows.add(route.sender.channel, route.to, { kind: 'text', text: page });
    }
  }
  if (opens) await rows.add(APP_CHAT, `${ROOM_PREFIX}${opens.chatid}`, { kind: 'new_group', ...opens });
  const isPlain = own?.kind === 'text';
  const work = alone ? alone.reply.task : here?.task;
  if (work && actor) {
    const place = alone ? { channel: alone.route.sender.channel, chat: alone.route.to } : message;
    const { channel, chat } = place;
    await stores.tasks.add({ kind: work.kind, member: actor.id, channel, chat, data: JSON.stringify(work.data) }, now);
  }
  return {
    answer: {
      reply: here ?? NOTHING,
      via,
      queued: rows.any(),
      ...(work && { works: true }),
      ...(!isPlain && { own }),
      ...(said?.picture && { picture: said.picture }),
      ...(own && message.reference !== undefined && { origin: { to: message.chat, reference: message.reference } }),
    },
    ...(said?.card !== undefined && { cardHere: said.card }),
    ...(cardAlone !== undefined && { cardAlone }),
  };
}

/** What a press is answered with: its card, when that changed or has to say what else cannot be said. */
function pressedAnswer({ card, handle }: Pressed, here: Reply | null, message: ChatContext): OutMessage | null {
  const userids = [message.userid];
  if (!message.features.push && here) return updateOf({ ...card, body: renderText(here) }, handle, userids);
  return card.done === undefined ? null : updateOf(card, handle, userids);
}

/**
 * Gives the callback's own answer; false when its time has passed meanwhile. `pngOf` makes the picture under it; without
 * one the words say the same.
 */
export async function answerNow(
  message: ChatContext,
  answer: Answer,
  pngOf: (picture: Picture) => Promise<Uint8Array | undefined>,
): Promise<boolean> {
  const own = ownOf(message.textLimitBytes, answer);
  if (own === null) return true;
  if (!message.canAnswer()) return false;
  if (own.kind !== 'text') return message.answerWith(own);
  const png = answer.picture && (await pngOf(answer.picture));
  if (!message.canAnswer()) return false;
  if (png && message.answerWith({ kind: 'picture', png, text: own.text })) return true;
  await message.answer(own.text);
  return true;
}

/** Queues what was meant as the callback's answer and came too late for it, or in a shape it cannot have. */
export async function queueOwn(message: ChatContext, answer: Answer, outbox: OutboxStore, now: number): Promise<void> {
  const own = ownOf(message.textLimitBytes, answer);
  if (own) await rowsOf(message, outbox, now).add(message.channel, message.chat, queueable(own));
}

/** What the callback itself is answered with; null for nothing. */
export function ownOf(textLimitBytes: number, { own, reply }: Pick<Answer, 'own' | 'reply'>): OutMessage | null {
  if (own !== undefined) return own;
  const [text = ''] = pagesOf(renderText(reply), textLimitBytes);
  return text === '' ? null : { kind: 'text', text };
}

/** An answer as an outbox row. Pictures and files never answer a callback: they are made later. */
export function queueable(own: OutMessage): Exclude<OutMessage, { readonly kind: 'picture' | 'file' }> {
  return own.kind === 'picture' || own.kind === 'file' ? { kind: 'text', text: own.text } : own;
}

/** Outbox rows of one answer, numbered after the message they answer. */
function rowsOf(message: ChatContext, outbox: OutboxStore, now: number) {
  let at = 0;
  let queued = 0;
  return {
    /** Leaves out the number of what the callback itself is answered with. */
    skip: () => {
      at++;
    },
    add: async (channel: string, to: string, body: OutboxBody) => {
      const key = `${message.key}/${++at}`;
      await outbox.enqueue({ key, channel, to, body: JSON.stringify(body), notBefore: now }, now);
      queued++;
    },
    any: () => queued > 0,
  };
}
