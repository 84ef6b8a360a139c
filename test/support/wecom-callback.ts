import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * The platform's side of an app callback, written from the protocol (WeCom doc 90968) over node:crypto alone, so that
 * a mistake in src/wecom cannot agree with itself.
 */
export interface Secrets {
  readonly token: string;
  readonly encodingAesKey: string;
  readonly receiveId: string;
}

export interface CallbackToSeal extends Secrets {
  readonly agentId: string;
  readonly plaintext: string;
  readonly timestampS: number;
  readonly nonce: string;
  /** 16 bytes; random unless a published vector is repeated. */
  readonly random?: Buffer | undefined;
}

/** An encrypted, signed callback: `POST /wecom/callback?{query}` with `body`. */
export function sealCallback(callback: CallbackToSeal): { query: string; body: string; encrypt: string } {
  const { token, receiveId, agentId, plaintext, timestampS, nonce } = callback;
  const encrypt = encryptBytes(callback.encodingAesKey, layOut(plaintext, receiveId, callback.random));
  const query = signedQuery({ token, timestamp: String(timestampS), nonce, encrypt });
  const body =
    `<xml><ToUserName><![CDATA[${receiveId}]]></ToUserName><AgentID><![CDATA[${agentId}]]></AgentID>` +
    `<Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;
  return { query, body, encrypt };
}

/** Decrypts a passive reply after checking its signature and receiver as the platform does; throws otherwise. */
export function openReply(secrets: Secrets, xml: string): { plaintext: string; content: string | undefined } {
  const field = (name: string) => leaf(xml, name) ?? fail(`reply without ${name}`);
  const encrypt = field('Encrypt');
  const signature = sign(secrets.token, field('TimeStamp'), field('Nonce'), encrypt);
  if (signature !== field('MsgSignature')) fail('reply is not signed with the token');

  const key = keyOf(secrets.encodingAesKey);
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(Buffer.from(encrypt, 'base64')), decipher.final()]);
  const pad = padded.at(-1) ?? 0;
  if (pad < 1 || pad > 32) fail('reply has bad padding');
  const plain = padded.subarray(0, padded.length - pad);
  const end = 20 + plain.readUInt32BE(16);
  if (plain.subarray(end).toString() !== secrets.receiveId) fail('reply is for another receiver');
  const plaintext = plain.subarray(20, end).toString();
  return { plaintext, content: leaf(plaintext, 'Content') };
}

/** A text message as it looks inside the encryption. */
export function textMessageXml(message: {
  readonly corpId: string;
  readonly agentId: string;
  readonly from: string;
  readonly content: string;
  readonly msgId: string;
  readonly createTimeS: number;
}): string {
  const content = message.content.replaceAll(']]>', ']]]]><![CDATA[>');
  return (
    `<xml><ToUserName><![CDATA[${message.corpId}]]></ToUserName><FromUserName><![CDATA[${message.from}]]></FromUserName>` +
    `<CreateTime>${message.createTimeS}</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
    `<Content><![CDATA[${content}]]></Content><MsgId>${message.msgId}</MsgId><AgentID>${message.agentId}</AgentID></xml>`
  );
}

export function signedQuery(parts: { token: string; timestamp: string; nonce: string; encrypt: string }): string {
  const { token, timestamp, nonce, encrypt } = parts;
  const signature = sign(token, timestamp, nonce, encrypt);
  return new URLSearchParams({ msg_signature: signature, timestamp, nonce }).toString();
}

/** random ‖ msg_len ‖ message ‖ receiveid ‖ padding to a multiple of 32. */
export function layOut(plaintext: string, receiveId: string, random: Buffer = randomBytes(16)): Buffer {
  const message = Buffer.from(plaintext);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const bytes = Buffer.concat([random, length, message, Buffer.from(receiveId)]);
  const pad = 32 - (bytes.length % 32);
  return Buffer.concat([bytes, Buffer.alloc(pad, pad)]);
}

/** AES only: the bytes are encrypted as they are, well-formed or not. */
export function encryptBytes(encodingAesKey: string, bytes: Buffer): string {
  const key = keyOf(encodingAesKey);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]).toString('base64');
}

function sign(token: string, timestamp: string, nonce: string, encrypt: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypt].sort().join('')).digest('hex');
}

function keyOf(encodingAesKey: string): Buffer {
  return Buffer.from(`${encodingAesKey}=`, 'base64');
}

function leaf(xml: string, name: string): string | undefined {
  const inner = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml)?.[1];
  if (inner === undefined || !inner.startsWith('<![CDATA[')) return inner;
  return inner.replaceAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1');
}

function fail(reason: string): never {
  throw new Error(reason);
}
