import { ApiError } from '../../api/api-error.ts';
import type { JsonObject } from '../../api/endpoint.ts';
import type { Platform } from '../../platform.ts';
import type { Bubble } from '../../world/bubble.ts';
import { hasPassed } from '../moment.ts';
import type { Replies, ReplyKind } from '../reply.ts';
import type { Robot } from '../robot.ts';
import type { StreamRules } from '../stream.ts';
import type { Turn, Turns } from '../turns.ts';
import type { Uploads } from '../uploads.ts';

export interface CommandParts {
  platform: Platform;
  turns: Turns;
  replies: Replies;
  uploads: Uploads;
  push: (robot: Robot, body: JsonObject) => Bubble;
}

/** One frame of a subscribed bot. */
export interface Command {
  cmd: string;
  reqId: string;
  body: JsonObject;
}

const toMessages: readonly ReplyKind[] = ['stream', 'markdown', 'template_card', 'file', 'image', 'voice', 'video'];

/** Gives the body of the ack, if it has one. */
type Handler = (robot: Robot, command: Command) => JsonObject | undefined;

/**
 * Carries out the commands of a long connection (WeCom doc 101463). Gives the body of the ack, if it has one, or throws
 * an `ApiError` with the errcode of the ack.
 */
export function createCommands({ platform, turns, replies, uploads, push }: CommandParts): Handler {
  const { settings } = platform;

  /** The turn a req_id belongs to, if it may be answered that way; 846605 otherwise. */
  function turnOf(robot: Robot, reqId: string, kind: Turn['trigger']['kind'], windowMs: number): Turn {
    const turn = turns.ofReqId(reqId);
    const fits = turn?.robot === robot && turn.trigger.kind === kind;
    if (!fits || hasPassed(platform, turn.begun, windowMs)) throw new ApiError(846605, 'invalid req_id');
    return turn;
  }

  /** Events are answered once and soon. */
  function eventTurn(robot: Robot, reqId: string, kind: 'enter_chat' | 'card'): Turn {
    const turn = turnOf(robot, reqId, kind, settings.robotEventReplyMs);
    if (turn.answered) throw new ApiError(846605, 'invalid req_id');
    return turn;
  }

  const handlers: Record<string, Handler> = {
    aibot_respond_msg(robot, { reqId, body }) {
      const turn = turnOf(robot, reqId, 'message', settings.robotReqIdLifetimeMs);
      const rules: StreamRules = { images: settings.robotSocketStreamImages, windowFrom: 'first-frame' };
      const withCard = settings.robotSocketStreamWithCard ? (['stream_with_template_card'] as const) : [];
      replies.show(turn, body, [...toMessages, ...withCard], rules);
      turn.answered = true;
      return undefined;
    },
    aibot_respond_welcome_msg(robot, { reqId, body }) {
      const turn = eventTurn(robot, reqId, 'enter_chat');
      replies.show(turn, body, ['text', 'template_card'], { images: 'refuse', windowFrom: 'message' });
      turn.answered = true;
      return undefined;
    },
    aibot_respond_update_msg(robot, { reqId, body }) {
      const turn = eventTurn(robot, reqId, 'card');
      replies.updateCard(turn, body);
      turn.answered = true;
      return undefined;
    },
    aibot_send_msg(robot, { body }) {
      push(robot, body);
      return undefined;
    },
    aibot_upload_media_init: (robot, { body }) => uploads.init(robot, body),
    aibot_upload_media_chunk(robot, { body }) {
      uploads.chunk(robot, body);
      return undefined;
    },
    aibot_upload_media_finish: (robot, { body }) => uploads.finish(robot, body),
  };

  return (robot, command) => {
    const handler = Object.hasOwn(handlers, command.cmd) ? handlers[command.cmd] : undefined;
    if (!handler) throw new ApiError(settings.robotContentErrcode, 'invalid cmd');
    return handler(robot, command);
  };
}
