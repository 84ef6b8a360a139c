import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** Blocks of 32 bytes, not AES's own 16: library padding must stay off (WeCom doc 90968). */
const BLOCK = 32;

/** The 32-byte AES key behind a 43-character EncodingAESKey. */
export function aesKey(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (!/^[0-9A-Za-z]{43}$/.test(encodingAesKey) || key.length !== 32) throw new Error('bad EncodingAESKey');
  return key;
}

/** `msg_signature`: SHA-1 hex of the four strings, sorted and joined (WeCom doc 90968). */
export function sign(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');
}

/** Encrypts `random(16) ‖ length(4) ‖ text ‖ receiveId` and gives base64. */
export function seal(key: Buffer, text: string, receiveId: string, random: Buffer): string {
  const message = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const raw = Buffer.concat([random, length, message, Buffer.from(receiveId)]);
  const pad = BLOCK - (raw.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(raw), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString('base64');
}

/** Decrypts and checks padding, length and receiveId. Throws an error that says which of them is wrong. */
export function open(key: Buffer, encrypted: string, receiveId: string): string {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % BLOCK !== 0) throw new Error('bad ciphertext length');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const raw = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const pad = raw[raw.length - 1] ?? 0;
  if (pad < 1 || pad > BLOCK || !raw.subarray(-pad).every((byte) => byte === pad)) throw new Error('bad padding');
  const body = raw.subarray(0, raw.length - pad);
  if (body.length < 20) throw new Error('bad length');
  const end = 20 + body.readUInt32BE(16);
  if (end > body.length) throw new Error('bad length');
  if (body.subarray(end).toString() !== receiveId) throw new Error('receiveid mismatch');
  return body.subarray(20, end).toString();
}
