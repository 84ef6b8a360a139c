import { BoundedMap } from '../bounded-map.ts';
import type { Platform } from '../platform.ts';
import type { Conversation } from '../world/conversation.ts';
import type { Person } from '../world/people.ts';
import { hasPassed, type Moment, momentNow } from './moment.ts';
import type { Robot } from './robot.ts';

/** What a callback asks an answer for. */
export type Trigger =
  | { kind: 'message' }
  | { kind: 'enter_chat' }
  | { kind: 'card'; bubbleId: string; taskId: string }
  | { kind: 'feedback' };

/** One bubble that a robot is writing, or has finished. */
export interface Stream {
  id: string;
  bubbleId: string;
  /** From when its window counts. */
  begun: Moment;
  finished: boolean;
}

/** One thing a person did, as the robot was told of it, and what came back. */
export interface Turn {
  msgId: string;
  robot: Robot;
  person: Person;
  conversation: Conversation;
  trigger: Trigger;
  begun: Moment;
  streams: Map<string, Stream>;
  /** A stream_with_template_card may bring its card once. */
  cardShown: boolean;
  /** Events are answered once; a message may be answered several times. */
  answered: boolean;
}

const REMEMBERED = 20_000;

export interface Turns {
  /** A new turn with a new msgid. */
  begin(place: Pick<Turn, 'robot' | 'person' | 'conversation' | 'trigger'>): Turn;
  /** A new req_id that leads to the turn; a redelivery may get another one for the same turn. */
  issueReqId(turn: Turn): string;
  ofReqId(reqId: string): Turn | undefined;
  /** How many of the member's messages to the robot are still in interaction (WeCom doc 100719). */
  openOf(robot: Robot, person: Person): number;
  /** A new code for one use of the response_url. */
  issueResponseCode(turn: Turn): string;
  /** The turn of a code that can still be used. */
  ofResponseCode(code: string): Turn | undefined;
  spendResponseCode(code: string): void;
}

/** Remembers what robots were told, so that answers find their place. */
export function createTurns(platform: Platform): Turns {
  const { random, settings } = platform;
  const byReqId = new BoundedMap<string, Turn>(REMEMBERED);
  const byResponseCode = new BoundedMap<string, Turn>(REMEMBERED);
  const recent = new Map<string, Turn[]>();

  /** Unanswered for a short while, or with a stream that goes on. */
  function isOpen(turn: Turn): boolean {
    const streams = [...turn.streams.values()];
    if (streams.some((stream) => !stream.finished)) return true;
    return !turn.answered && !hasPassed(platform, turn.begun, settings.robotUnansweredOpenMs);
  }

  return {
    begin(place) {
      const turn: Turn = {
        ...place,
        msgId: random.bytes(16).toString('hex'),
        begun: momentNow(platform),
        streams: new Map(),
        cardShown: false,
        answered: false,
      };
      if (turn.trigger.kind === 'message') {
        const key = `${turn.robot.id} ${turn.person.userid}`;
        recent.set(key, [...(recent.get(key) ?? []).filter(isOpen), turn]);
      }
      return turn;
    },
    issueReqId(turn) {
      const reqId = random.letters(24);
      byReqId.set(reqId, turn);
      return reqId;
    },
    ofReqId: (reqId) => byReqId.get(reqId),
    openOf: (robot, person) => (recent.get(`${robot.id} ${person.userid}`) ?? []).filter(isOpen).length,
    issueResponseCode(turn) {
      const code = random.letters(40);
      byResponseCode.set(code, turn);
      return code;
    },
    ofResponseCode(code) {
      const turn = byResponseCode.get(code);
      return turn && !hasPassed(platform, turn.begun, settings.robotResponseUrlLifetimeMs) ? turn : undefined;
    },
    spendResponseCode: (code) => void byResponseCode.delete(code),
  };
}
