import type { SignedParts } from './callback-crypto.ts';
import { sendableText } from './sendable-text.ts';

function cdata(text: string): string {
  return `<![CDATA[${sendableText(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

export interface TextReply {
  /** Userid of the member who wrote. */
  readonly to: string;
  /** CorpID. */
  readonly from: string;
  readonly createTimeS: number;
  readonly content: string;
}

/** The plaintext of a passive text reply (WeCom doc 90241); characters XML cannot carry are left out. */
export function textReplyXml({ to, from, createTimeS, content }: TextReply): string {
  return (
    `<xml><ToUserName>${cdata(to)}</ToUserName><FromUserName>${cdata(from)}</FromUserName>` +
    `<CreateTime>${createTimeS}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>${cdata(content)}</Content></xml>`
  );
}

/** The signed envelope a passive reply travels in (WeCom doc 90241; note the capital S of TimeStamp). */
export function replyEnvelopeXml({ encrypt, signature, timestamp, nonce }: SignedParts): string {
  return (
    `<xml><Encrypt>${cdata(encrypt)}</Encrypt><MsgSignature>${cdata(signature)}</MsgSignature>` +
    `<TimeStamp>${timestamp}</TimeStamp><Nonce>${cdata(nonce)}</Nonce></xml>`
  );
}
