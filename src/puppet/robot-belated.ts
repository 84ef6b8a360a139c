import type { OutMessage } from '../chat/reply-types.ts';
import { markdownOf, ROBOT_TEXT_LIMIT_BYTES } from '../wecom/robot-markdown.ts';
import type { RobotMessageBody } from '../wecom/robot-socket.ts';
import { templateCardOf } from './card.ts';
import { cardBody, markdownBody, streamBody, streamIdOf } from './robot-body.ts';
import type { RobotPush, RobotRequest } from './robot-request.ts';

export interface BelatedWords {
  /** An answer that comes as a message of its own, with the time (UTC ms) of what it answers. */
  readonly belated: (text: string, at: number) => string;
}

/**
 * The request that gives a message's own answer although its time was missed: while its stream can be ended there, in
 * the very frame that should have gone, which the platform shows once however often it is sent; later as a message of
 * its own. Undefined for what answers nothing.
 */
export function belatedAnswer(
  message: OutMessage,
  chat: RobotPush['chat'],
  { belated }: BelatedWords,
): Extract<RobotRequest, { readonly kind: 'answer' }> | undefined {
  if (!('answerTo' in message) || !message.answerTo) return undefined;
  const { key, reference, at } = message.answerTo;
  const answer = (body: RobotMessageBody, alone: RobotMessageBody) =>
    ({
      kind: 'answer',
      place: { reqId: reference, chat: chat.id },
      body,
      openedAt: at,
      instead: { kind: 'push', chat, body: alone },
    }) as const;
  if (message.kind === 'card') {
    const card = cardBody(templateCardOf(message.card));
    return answer(card, card);
  }
  const words = message.kind === 'markdown' ? message.markdown : markdownOf(message.text);
  const late = belated(words, at);
  const alone = Buffer.byteLength(late) > ROBOT_TEXT_LIMIT_BYTES ? words : late;
  return answer(streamBody(streamIdOf(key), words, 'last'), markdownBody(alone));
}
