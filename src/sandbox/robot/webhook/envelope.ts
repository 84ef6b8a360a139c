import type { JsonObject } from '../../api/endpoint.ts';
import { withQuery } from '../../callbacks/envelope.ts';
import { aesKey, open, seal, sign } from '../../crypto.ts';
import type { Platform } from '../../platform.ts';
import type { Robot } from '../robot.ts';

/** Robots inside one enterprise have an empty receiveid (WeCom doc 101033). */
export const RECEIVE_ID = '';

/** Encrypts and signs one callback; the body is JSON, not XML (WeCom doc 101033). */
export function sealForRobot({ clock, random }: Platform, robot: Robot, callbackUrl: string, plaintext: string) {
  const encrypt = seal(aesKey(robot.encodingAesKey), plaintext, RECEIVE_ID, random.bytes(16));
  const timestamp = String(Math.floor(clock.now() / 1000));
  const nonce = random.digits(10);
  const query = new URLSearchParams({
    msg_signature: sign(robot.token, timestamp, nonce, encrypt),
    timestamp,
    nonce,
  });
  return { address: withQuery(callbackUrl, query), nonce, body: JSON.stringify({ encrypt }) };
}

/** What the platform makes of a 200 answer. */
export type RobotAnswer =
  /** Empty, or an encrypted `{}`: nothing to say. */
  | { kind: 'none' }
  | { kind: 'reply'; reply: JsonObject }
  /** The bot broke the protocol: nobody sees anything. */
  | { kind: 'wrong'; why: string };

const objectIn = (text: string): JsonObject | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
};

/** Reads an answer: empty, or an encrypted envelope signed with the callback's own nonce (WeCom doc 101033). */
export function readRobotAnswer(body: string, robot: Robot, nonce: string): RobotAnswer {
  if (body === '') return { kind: 'none' };
  const envelope = objectIn(body);
  if (!envelope) return { kind: 'wrong', why: 'the answer is neither empty nor a JSON envelope' };
  const { encrypt, msgsignature, timestamp } = envelope;
  // A number as documented; a string of digits is known to work.
  const stamp = typeof timestamp === 'number' || typeof timestamp === 'string' ? String(timestamp) : '';
  if (typeof encrypt !== 'string' || typeof msgsignature !== 'string' || !/^\d+$/.test(stamp)) {
    return { kind: 'wrong', why: 'the envelope lacks one of encrypt, msgsignature, timestamp' };
  }
  if (envelope.nonce !== nonce) return { kind: 'wrong', why: 'nonce is not that of the callback' };
  if (sign(robot.token, stamp, nonce, encrypt) !== msgsignature) {
    return { kind: 'wrong', why: 'msgsignature does not match' };
  }
  let plaintext: string;
  try {
    plaintext = open(aesKey(robot.encodingAesKey), encrypt, RECEIVE_ID);
  } catch (error) {
    return { kind: 'wrong', why: `the envelope cannot be read: ${(error as Error).message}` };
  }
  const reply = objectIn(plaintext);
  if (!reply) return { kind: 'wrong', why: 'the decrypted answer is no JSON object' };
  return Object.keys(reply).length === 0 ? { kind: 'none' } : { kind: 'reply', reply };
}
