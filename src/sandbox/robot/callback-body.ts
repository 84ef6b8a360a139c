import type { JsonObject } from '../api/endpoint.ts';
import type { Turn } from './turns.ts';

/** What a member wrote, as the `msgtype` and its payload (WeCom doc 100719). */
export interface RobotMessage {
  msgtype: string;
  payload: JsonObject;
  /** The message the member replied to: no author, id or time. */
  quote?: { msgtype: string; payload: JsonObject };
}

const place = ({ msgId, robot, conversation, person }: Turn): JsonObject => ({
  msgid: msgId,
  aibotid: robot.id,
  ...(conversation.kind === 'group' && { chatid: conversation.id }),
  chattype: conversation.kind === 'group' ? 'group' : 'single',
  from: { userid: person.userid },
});

export function messageBody(turn: Turn, message: RobotMessage, responseUrl: string): JsonObject {
  const { msgtype, payload, quote } = message;
  return {
    ...place(turn),
    response_url: responseUrl,
    msgtype,
    [msgtype]: payload,
    ...(quote && { quote: { msgtype: quote.msgtype, [quote.msgtype]: quote.payload } }),
  };
}

/** A refresh asks for the present state of a stream; it is a callback of its own with a msgid of its own. */
export const refreshBody = (turn: Turn, msgId: string, streamId: string): JsonObject => ({
  ...place(turn),
  msgid: msgId,
  msgtype: 'stream',
  stream: { id: streamId },
});

interface EventInput {
  eventtype: string;
  data: JsonObject | null;
  responseUrl: string | null;
}

/** An event (WeCom doc 101027). The example of enter_chat has no chattype, so ours has none. */
export function eventBody(turn: Turn, { eventtype, data, responseUrl }: EventInput): JsonObject {
  const { chattype, ...rest } = place(turn);
  return {
    ...rest,
    ...(eventtype !== 'enter_chat' && { chattype }),
    create_time: Math.floor(turn.begun.at / 1000),
    ...(responseUrl !== null && { response_url: responseUrl }),
    msgtype: 'event',
    event: { eventtype, ...(data && { [eventtype]: data }) },
  };
}

/** What the old connection hears when a new one takes its place: neither `from` nor `chattype`. */
export const disconnectedBody = (msgId: string, robotId: string, now: number): JsonObject => ({
  msgid: msgId,
  create_time: Math.floor(now / 1000),
  aibotid: robotId,
  msgtype: 'event',
  event: { eventtype: 'disconnected_event' },
});
