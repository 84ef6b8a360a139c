import { createHash } from 'node:crypto';
import type { OutMessage } from '../chat/reply-types.ts';
import type { PassiveReply } from '../wecom/incoming.ts';
import { markdownOf } from '../wecom/robot-markdown.ts';
import type { RobotMessageBody } from '../wecom/robot-socket.ts';
import type { TemplateCard } from '../wecom/template-card.ts';
import { templateCardOf } from './card.ts';

/**
 * One frame of a stream, which is how a robot answers in words. The last one ends it: after that nothing can be changed,
 * and the same frame once more is refused, not shown again (WeCom doc 101463).
 */
export function streamBody(id: string, content: string, part: 'first' | 'last'): RobotMessageBody {
  return { msgtype: 'stream', stream: { id, finish: part === 'last', content } };
}

/** A message as a robot answers with it; undefined for what has to be uploaded first. */
export function replyOf(message: OutMessage): PassiveReply | undefined {
  switch (message.kind) {
    case 'text':
      return { kind: 'text', text: markdownOf(message.text) };
    case 'markdown':
      return { kind: 'markdown', markdown: message.markdown, text: message.text };
    case 'card':
      return { kind: 'card', card: templateCardOf(message.card), text: markdownOf(message.text) };
    case 'card_update':
      return { kind: 'card_update', card: templateCardOf(message.card) };
    case 'picture':
    case 'file':
      return undefined;
  }
}

/** A message of its own. `upload` gives the media_id of a file. */
export async function bodyOf(
  message: OutMessage,
  upload: (type: 'image' | 'file', bytes: Uint8Array, filename: string) => Promise<string>,
): Promise<RobotMessageBody> {
  switch (message.kind) {
    case 'text':
      return markdownBody(markdownOf(message.text));
    case 'markdown':
      return markdownBody(message.markdown);
    case 'card':
      return cardBody(templateCardOf(message.card));
    case 'card_update':
      // Only the answer to a press can change a card here; afterwards it takes a message of its own.
      return markdownBody(markdownOf(message.card.done ?? message.card.title));
    case 'picture':
      return { msgtype: 'image', image: { media_id: await upload('image', message.png, 'picture.png') } };
    case 'file':
      return { msgtype: 'file', file: { media_id: await upload('file', message.bytes, message.name) } };
  }
}

export function cardBody(card: TemplateCard): RobotMessageBody {
  return { msgtype: 'template_card', template_card: card };
}

/** Plain text goes as markdown too: a text cannot be pushed (errcode 40008). */
export function markdownBody(content: string): RobotMessageBody {
  return { msgtype: 'markdown', markdown: { content } };
}

/** The same for the same message whenever it is asked, so that a repeat of the message is no second answer. */
export function streamIdOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}
