import { texts } from '../texts/index.ts';
import type { CardStore, StoredCard } from '../usecases/ports.ts';
import { buttonsOf, cardWay, issueCard, planCard } from './card.ts';
import { freshBody, type OutboxBody } from './outbox-body.ts';
import { pagesOf, renderText } from './render.ts';
import type { Attachment, Features, OutMessage, Reply } from './reply-types.ts';

/** Whom a reply is composed for, and what their channel can show. */
export interface Reader {
  readonly channel: string;
  readonly to: string;
  readonly features: Features;
  readonly textLimitBytes: number;
  /** Who alone may answer a question. */
  readonly asked: StoredCard['asked'];
  /** True when they do one thing right after the other. */
  readonly inARow?: boolean;
}

/** A picture by the name of its chart. */
export type Picture = Extract<Attachment, { readonly kind: 'picture' }>;

/** A reply as the messages of one channel. */
export interface Composed {
  /** What the callback itself can be answered with; null when nothing. */
  readonly own: OutMessage | null;
  /** What stands under it, still to be made. */
  readonly picture?: Picture;
  /** What follows as messages of their own, in order. */
  readonly rest: readonly OutboxBody[];
  /** The card it asks with, kept for its press. */
  readonly card?: string;
}

/**
 * A reply as the messages of one channel: a card where there are cards, it fits and it is worth it, otherwise pages of
 * text, then what is attached. `how` says whether a callback waits for the first of them.
 */
export async function compose(
  reply: Reply,
  reader: Reader,
  how: 'answer' | 'push',
  cards: CardStore,
  now: number,
): Promise<Composed> {
  const { features, textLimitBytes } = reader;
  const attached = attachmentsFor(reply, reader);
  const pages = pagesOf(renderText(reply), textLimitBytes).filter((page) => page !== '');
  const written = pages.map((text): OutMessage & OutboxBody => ({ kind: 'text', text }));
  const plan = features.card ? planCard(reply) : undefined;
  const way = how === 'answer' ? cardWay(plan, reply, reader) : 'card';
  if (!plan || way === 'text') {
    if (how === 'push') return { own: null, rest: [...written, ...attached] };
    const [own = null, ...more] = written;
    const picture = features.pictureAnswer && reply.attachments?.find((one) => one.kind === 'picture');
    return { own, rest: [...more, ...attached], ...(own && picture && { picture }) };
  }
  const { id, message } = await issueCard(
    way === 'words and buttons' ? buttonsOf(plan, reply) : plan,
    reply,
    reader,
    cards,
    now,
  );
  if (way === 'words and buttons') {
    const [own = null, ...more] = written;
    return { own, rest: [...more, message, ...attached], card: id };
  }
  return how === 'answer'
    ? { own: message, rest: attached, card: id }
    : { own: null, rest: [message, ...attached], card: id };
}

/** The reply, or where to ask for it, when it promises what this channel cannot carry. */
export function withoutLostFile(reply: Reply, features: Features): Reply {
  const lost = reply.attachments?.find((one) => one.kind !== 'picture' && !canCarry(one, features));
  if (!lost) return reply;
  return { ...reply, text: lost.kind === 'file' ? texts.exporting.noFilesHere : texts.schedules.noTryingHere };
}

/** Attachments this channel can carry; the numbers of a picture are in the text as well. */
function attachmentsFor({ attachments = [] }: Reply, reader: Reader): readonly OutboxBody[] {
  return attachments
    .filter((one) => canCarry(one, reader.features))
    .map((one) => (one.kind === 'fresh' ? freshBody(one.data, reader, reader.to) : one));
}

function canCarry({ kind }: Attachment, features: Features): boolean {
  return features.push && (kind === 'fresh' || features[kind]);
}
