import type { Incoming, PassiveReply } from './incoming.ts';
import { escapeWithin } from './markdown.ts';
import { ROBOT_TEXT_LIMIT_BYTES } from './robot-markdown.ts';
import { sendableText } from './sendable-text.ts';
import { imageOf } from './webhook-api.ts';

/** A picture in an answer, before it is encoded. */
const IMAGE_LIMIT_BYTES = 10 * 1024 * 1024;

/** The JSON a robot answers a callback with; undefined: an empty body. */
export type RobotReply = Readonly<Record<string, unknown>> | undefined;

/**
 * What the platform takes as the answer to each kind of callback (WeCom doc 101031): to a message a stream or a card, to
 * somebody who opens the chat a text or a card, to a pressed card another card in its place, to anything else nothing.
 */
export function robotReplyTo(
  kind: Incoming['kind'],
  reply: PassiveReply,
  streamId: string,
  thinking: string,
): RobotReply {
  switch (kind) {
    case 'text':
    case 'media':
      if (reply.kind === 'later') return stream(streamId, { finish: false, content: thinking });
      return reply.kind === 'card' ? cardReply(reply.card) : lastOfStream(streamId, reply);
    case 'enter':
      if (reply.kind === 'card') return cardReply(reply.card);
      return 'text' in reply ? { msgtype: 'text', text: { content: plainWords(reply.text, 'text') } } : undefined;
    case 'button':
      if (reply.kind !== 'card_update') return undefined;
      // Nobody is named: everybody who has the card sees what became of it.
      return { response_type: 'update_template_card', template_card: reply.card };
    case 'event':
      return undefined;
  }
}

/** The end of a stream that was begun before; undefined for a reply that says nothing. */
export function lastOfStream(streamId: string, reply: PassiveReply): RobotReply {
  switch (reply.kind) {
    case 'text':
      return words(streamId, reply.text);
    case 'markdown':
      if (Buffer.byteLength(reply.markdown) > ROBOT_TEXT_LIMIT_BYTES) return words(streamId, reply.text);
      return stream(streamId, { finish: true, content: sendableText(reply.markdown) });
    case 'picture': {
      const content = plainWords(reply.text, 'tables');
      if (reply.png.length > IMAGE_LIMIT_BYTES) return stream(streamId, { finish: true, content });
      const picture = { msgtype: 'image', image: imageOf(reply.png) };
      return stream(streamId, { finish: true, content, msg_item: [picture] });
    }
    case 'card': {
      const last = { id: streamId, finish: true, content: plainWords(reply.text, 'tables') };
      return { msgtype: 'stream_with_template_card', stream: last, template_card: reply.card };
    }
    case 'card_update':
    case 'none':
    case 'later':
      return undefined;
  }
}

/** A stream's last snapshot that says these words. */
export function words(streamId: string, text: string): NonNullable<RobotReply> {
  return stream(streamId, { finish: true, content: plainWords(text, 'tables') });
}

/** Each snapshot is the whole text so far; after `finish` nothing changes any more. */
export function stream(
  id: string,
  snapshot: { readonly finish: boolean; readonly content: string; readonly msg_item?: readonly object[] },
): NonNullable<RobotReply> {
  return { msgtype: 'stream', stream: { id, ...snapshot } };
}

function cardReply(card: object): RobotReply {
  return { msgtype: 'template_card', template_card: card };
}

function plainWords(text: string, dialect: 'text' | 'tables'): string {
  return escapeWithin(sendableText(text), dialect, ROBOT_TEXT_LIMIT_BYTES);
}
