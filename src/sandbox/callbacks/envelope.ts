import { aesKey, seal, sign } from '../crypto.ts';
import type { Random } from '../random.ts';
import type { App } from '../world/app.ts';
import { renderXml, type XmlNode } from '../xml.ts';

export interface Envelope {
  /** `msg_signature`, `timestamp`, `nonce` ready for the query. */
  query: URLSearchParams;
  body: string;
}

interface EnvelopeInput {
  app: App;
  corpId: string;
  /** Decrypted XML. */
  plaintext: string;
  now: number;
  random: Random;
  shuffle: boolean;
}

/** Encrypts and signs one callback as the platform does (WeCom doc 90930). */
export function sealCallback(input: EnvelopeInput): Envelope {
  const { app, corpId, random } = input;
  const encrypted = seal(aesKey(app.encodingAesKey), input.plaintext, corpId, random.bytes(16));
  const timestamp = String(Math.floor(input.now / 1000));
  const nonce = random.digits(10);
  const nodes: XmlNode[] = [
    ['ToUserName', corpId],
    ['AgentID', String(app.agentId)],
    ['Encrypt', encrypted],
  ];
  return {
    query: new URLSearchParams({ msg_signature: sign(app.token, timestamp, nonce, encrypted), timestamp, nonce }),
    body: renderXml(nodes, { random, shuffle: input.shuffle }),
  };
}

/** Adds the platform's parameters to a callback URL, which may have a query of its own. */
export function withQuery(url: string, query: URLSearchParams): string {
  return `${url}${url.includes('?') ? '&' : '?'}${query.toString()}`;
}
