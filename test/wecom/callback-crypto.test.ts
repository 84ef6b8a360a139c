import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCallbackCrypto } from '../../src/wecom/callback-crypto.ts';
import { encryptBytes, layOut } from '../support/wecom-callback.ts';
import { S3, V5 } from './vectors.ts';

const { token, encodingAesKey, receiveId } = S3;
const crypto = createCallbackCrypto({ token, encodingAesKey, receiveId });

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'accepted';
}

describe('sealing', () => {
  it('repeats the published vector byte for byte when given its random', () => {
    const sealed = createCallbackCrypto(V5).seal(V5.plaintext, V5.timestamp, V5.nonce, Buffer.from(V5.random));
    expect(sealed).toEqual({
      encrypt: V5.encrypt,
      signature: V5.signature,
      timestamp: V5.timestamp,
      nonce: V5.nonce,
    });
  });

  it('uses fresh random bytes for each message', () => {
    expect(crypto.seal('x', '1', '2').encrypt).not.toBe(crypto.seal('x', '1', '2').encrypt);
  });
});

describe('agreement with @wecom/crypto', () => {
  const message = fc.string({ unit: 'binary', maxLength: 300 });

  it('opens what the library encrypts', () => {
    fc.assert(
      fc.property(message, (text) => {
        expect(crypto.open(encrypt(encodingAesKey, text, receiveId))).toBe(text);
      }),
    );
  });

  it('seals what the library decrypts and signs alike', () => {
    fc.assert(
      fc.property(message, fc.string(), (text, nonce) => {
        const sealed = crypto.seal(text, '1760000001', nonce);
        expect(decrypt(encodingAesKey, sealed.encrypt)).toMatchObject({ message: text, id: receiveId });
        expect(sealed.signature).toBe(getSignature(token, '1760000001', nonce, sealed.encrypt));
        expect(() => crypto.verify(sealed)).not.toThrow();
      }),
    );
  });

  it('opens messages of every length around a block, with an empty receiver too', () => {
    const robot = createCallbackCrypto({ token, encodingAesKey, receiveId: '' });
    for (let length = 0; length <= 70; length += 1) {
      const text = 'a'.repeat(length);
      expect(robot.open(encrypt(encodingAesKey, text, ''))).toBe(text);
    }
  });
});

describe('refusing', () => {
  const padded = (pad: Buffer) => {
    const body = layOut('hello', receiveId).subarray(0, -1);
    const bytes = Buffer.concat([body, Buffer.alloc(1)]);
    pad.copy(bytes, bytes.length - pad.length);
    return encryptBytes(encodingAesKey, bytes);
  };

  it.each([
    ['nothing', '', 'bad_base64'],
    ['characters outside Base64', `${encrypt(encodingAesKey, 'x', receiveId).slice(0, -4)}!!==`, 'bad_base64'],
    ['the URL-safe alphabet', '-_'.repeat(22), 'bad_base64'],
    ['a line break inside', `${'A'.repeat(43)}\n${'A'.repeat(43)}`, 'bad_base64'],
    ['missing padding characters', encrypt(encodingAesKey, 'x', receiveId).replace(/=+$/, ''), 'bad_base64'],
    ['a cut-off ciphertext', Buffer.alloc(48).toString('base64'), 'bad_ciphertext'],
    ['a ciphertext of another key', Buffer.alloc(64, 7).toString('base64'), 'bad_padding'],
    ['padding of 0', padded(Buffer.from([0])), 'bad_padding'],
    ['padding of 33', padded(Buffer.from([33])), 'bad_padding'],
    ['padding whose bytes differ', padded(Buffer.from([1, 4, 4, 4])), 'bad_padding'],
    ['a plaintext with no room for a length', encryptBytes(encodingAesKey, Buffer.alloc(32, 32)), 'bad_length'],
  ])('%s', (_, ciphertext, code) => {
    expect(codeOf(() => crypto.open(ciphertext))).toBe(code);
  });

  it('a length that points beyond the message', () => {
    const bytes = layOut('hello', receiveId);
    bytes.writeUInt32BE(0xffff_ffff, 16);
    expect(codeOf(() => crypto.open(encryptBytes(encodingAesKey, bytes)))).toBe('bad_length');
  });

  it.each(['', 'ww0a1b2c3d4e5f607', 'ww0a1b2c3d4e5f60711', 'WW0a1b2c3d4e5f6071'])('the receiver %j', (other) => {
    expect(codeOf(() => crypto.open(encrypt(encodingAesKey, 'x', other)))).toBe('wrong_receiver');
  });

  it('any signature but the right one', () => {
    const sealed = crypto.seal('x', '1760000001', '7');
    for (const signature of ['', 'x', sealed.signature.toUpperCase(), `${sealed.signature} `, '0'.repeat(40)]) {
      expect(codeOf(() => crypto.verify({ ...sealed, signature }))).toBe('bad_signature');
    }
    expect(codeOf(() => crypto.verify({ ...sealed, nonce: '8' }))).toBe('bad_signature');
  });

  it('secrets that cannot be right, without repeating them', () => {
    expect(() => createCallbackCrypto({ token: '', encodingAesKey, receiveId })).toThrow('token is empty');
    expect(() => createCallbackCrypto({ token, encodingAesKey: 'short', receiveId })).toThrow(/^((?!short).)*$/);
  });
});
