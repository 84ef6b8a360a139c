import { aesKey, open, sign } from '../crypto.ts';
import type { App } from '../world/app.ts';
import { parseXml, textOf, type XmlElement } from '../xml.ts';

/** What the platform makes of a 200 answer (WeCom docs 90930, 90241). */
export type Answer =
  | { kind: 'none' }
  | { kind: 'reply'; plaintext: string; reply: XmlElement }
  /** The bot broke the protocol: the member sees nothing. */
  | { kind: 'wrong'; why: string };

/** Reads the body of an answer: empty or `success`, or an encrypted envelope; anything else is wrong. */
export function readAnswer(body: string, app: App, corpId: string): Answer {
  if (body === '' || body === 'success') return { kind: 'none' };
  let envelope: XmlElement;
  try {
    envelope = parseXml(body);
  } catch {
    return { kind: 'wrong', why: 'the answer is neither empty, nor "success", nor an XML envelope' };
  }
  const [encrypted, signature, timestamp, nonce] = ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'].map((name) =>
    textOf(envelope, name),
  );
  if (!encrypted || !signature || !timestamp || !nonce) {
    return { kind: 'wrong', why: 'the envelope lacks one of Encrypt, MsgSignature, TimeStamp, Nonce' };
  }
  if (sign(app.token, timestamp, nonce, encrypted) !== signature) {
    return { kind: 'wrong', why: 'MsgSignature does not match' };
  }
  try {
    const plaintext = open(aesKey(app.encodingAesKey), encrypted, corpId);
    return { kind: 'reply', plaintext, reply: parseXml(plaintext) };
  } catch (error) {
    return { kind: 'wrong', why: `the envelope cannot be read: ${(error as Error).message}` };
  }
}
