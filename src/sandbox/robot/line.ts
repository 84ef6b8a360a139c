import type { JsonObject } from '../api/endpoint.ts';
import type { Bubble } from '../world/bubble.ts';
import type { Turn } from './turns.ts';

/** One callback on its way to a robot's bot. */
export interface RobotCallback {
  turn: Turn;
  /** The msgtype or eventtype. */
  name: string;
  body: JsonObject;
}

/** A way to the bot: HTTP callbacks or a long connection. */
export interface RobotLine {
  /** Resolves with what a direct answer made appear; on a long connection answers come when they come. */
  deliver(callback: RobotCallback): Promise<Bubble[]>;
}

/** A few words for the log. */
export const callbackTitle = ({ turn, name }: RobotCallback): string => `${name} · ${turn.person.userid}`;

const LONG = 2000;
const bulky = new Set(['base64', 'base64_data']);

/** JSON for the log: files shortened, secrets hidden even when they are wrong. */
export function loggable(value: unknown): string {
  return JSON.stringify(value, (key, each: unknown) => {
    if (key === 'secret') return '***';
    return bulky.has(key) && typeof each === 'string' && each.length > LONG ? `${each.slice(0, 40)}…` : each;
  });
}
