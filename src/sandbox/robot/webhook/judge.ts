import { ApiError } from '../../api/api-error.ts';
import type { JsonObject } from '../../api/endpoint.ts';
import { objectField } from '../../api/endpoint.ts';
import type { Bubble } from '../../world/bubble.ts';
import type { Replies, ReplyKind } from '../reply.ts';
import type { StreamRules } from '../stream.ts';
import type { Turn } from '../turns.ts';

const rules: StreamRules = { images: 'show', windowFrom: 'message' };

/** What may answer a user message: neither text nor markdown (WeCom doc 101031). */
const toMessage: readonly ReplyKind[] = ['stream', 'template_card', 'stream_with_template_card'];
const toRefresh: readonly ReplyKind[] = ['stream', 'stream_with_template_card'];

interface Judged {
  bubbles: Bubble[];
  warnings: string[];
}

/** Runs a reply; a refusal shows nothing and becomes a warning that tests and people can read. */
function judged(show: () => Bubble[]): Judged {
  try {
    return { bubbles: show(), warnings: [] };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { bubbles: [], warnings: [`${error.message} (${error.errcode})`] };
  }
}

/** Shows the passive reply to a message or event, if its kind is allowed there (WeCom doc 101031). */
export function judgeReply(replies: Replies, turn: Turn, reply: JsonObject): Judged {
  switch (turn.trigger.kind) {
    case 'message':
      return judged(() => replies.show(turn, reply, toMessage, rules));
    case 'enter_chat':
      return judged(() => replies.show(turn, reply, ['text', 'template_card'], rules));
    case 'card':
      return judged(() => replies.updateCard(turn, reply));
    case 'feedback':
      return { bubbles: [], warnings: ['a feedback_event takes no answer'] };
  }
}

/** Shows the answer to a refresh of one stream: a snapshot of that stream, nothing else. */
export function judgeRefresh(replies: Replies, turn: Turn, streamId: string, reply: JsonObject): Judged {
  if (objectField(reply, 'stream').id !== streamId) {
    return { bubbles: [], warnings: ['the answer to a refresh is not for the stream it asks for'] };
  }
  return judged(() => replies.show(turn, reply, toRefresh, rules));
}
