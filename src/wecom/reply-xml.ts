import type { SignedParts } from './callback-crypto.ts';
import { templateCardXml } from './card-xml.ts';
import { cdata } from './cdata.ts';
import type { TemplateCard } from './template-card.ts';

/** Who answers whom, and when. */
export interface PassiveHead {
  /** Userid of the member who wrote. */
  readonly to: string;
  /** CorpID. */
  readonly from: string;
  readonly createTimeS: number;
}

/** The plaintext of a passive text reply (WeCom doc 90241); characters XML cannot carry are left out. */
export function textReplyXml({ content, ...head }: PassiveHead & { readonly content: string }): string {
  return replyXml(head, 'text', `<Content>${cdata(content)}</Content>`);
}

/** The plaintext of the answer to a pressed card: what whoever pressed sees in its place (WeCom doc 90241). */
export function cardUpdateXml({ card, ...head }: PassiveHead & { readonly card: TemplateCard }): string {
  return replyXml(head, 'update_template_card', templateCardXml(card));
}

function replyXml({ to, from, createTimeS }: PassiveHead, type: string, content: string): string {
  return (
    `<xml><ToUserName>${cdata(to)}</ToUserName><FromUserName>${cdata(from)}</FromUserName>` +
    `<CreateTime>${createTimeS}</CreateTime><MsgType><![CDATA[${type}]]></MsgType>${content}</xml>`
  );
}

/** The signed envelope a passive reply travels in (WeCom doc 90241; note the capital S of TimeStamp). */
export function replyEnvelopeXml({ encrypt, signature, timestamp, nonce }: SignedParts): string {
  return (
    `<xml><Encrypt>${cdata(encrypt)}</Encrypt><MsgSignature>${cdata(signature)}</MsgSignature>` +
    `<TimeStamp>${timestamp}</TimeStamp><Nonce>${cdata(nonce)}</Nonce></xml>`
  );
}
