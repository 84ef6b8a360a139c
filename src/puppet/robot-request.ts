import { SendFailure } from '../chat/reply-types.ts';
import type { RobotMessageBody, RobotPlace } from '../wecom/robot-socket.ts';
import type { RobotSocketError } from '../wecom/robot-socket-error.ts';

/** What the outbox freezes for this channel, as JSON: every retry sends exactly this. */
export type RobotRequest =
  | RobotPush
  /** A message's own answer: the last frame of its stream, or its card. Sent again, either is shown only once. */
  | {
      readonly kind: 'answer';
      readonly place: RobotPlace;
      readonly body: RobotMessageBody;
      /** When the stream's window began, UTC ms. */
      readonly openedAt: number;
      /** The same words as a message of their own, for when the answer can be given no more. */
      readonly instead: RobotPush;
    };

export interface RobotPush {
  readonly kind: 'push';
  readonly chat: { readonly id: string; readonly isGroup: boolean };
  readonly body: RobotMessageBody;
}

/** System busy, and two writers of one message: later the same may go through (WeCom doc 101463). */
const PASSING = new Set([-1, 6000, 846_609]);
/** The stream is over, or its window has closed. */
const STREAM_OVER = 846_608;
/** A card with this task_id was sent before; ours are never used twice. The code is not confirmed. */
const REPEATED_CARD = 42_014;
const FREQUENCY = new Set([45_009, 45_033]);

/** True when an answer is refused because it is shown already; a stream's window must still be open. */
export function isShownAlready({ errcode }: RobotSocketError): boolean {
  return errcode === STREAM_OVER || errcode === REPEATED_CARD;
}

/** What a failed command means for the sender loop; null when it counts as sent. */
export function sendFailureOf(error: RobotSocketError): SendFailure | null {
  switch (error.code) {
    case 'ack_lost':
      // There is no check for doubles here, and what the platform took in it shows.
      return null;
    case 'line_lost':
    case 'not_connected':
      return new SendFailure('retry', error.code, error);
    case 'rate':
      return new SendFailure('wait', error.code, error);
    case 'too_large':
    case 'spent':
      return new SendFailure('give_up', error.code, error);
    case 'refused': {
      const errcode = error.errcode ?? -1;
      if (errcode === REPEATED_CARD) return null;
      const action = FREQUENCY.has(errcode) ? 'wait' : PASSING.has(errcode) ? 'retry' : 'give_up';
      return new SendFailure(action, String(errcode), error);
    }
  }
}

export function parseRequest(request: string): RobotRequest {
  return JSON.parse(request) as RobotRequest;
}
