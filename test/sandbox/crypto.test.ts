import { createDecipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aesKey, open, seal, sign } from '../../src/sandbox/crypto.ts';

interface Vector {
  name: string;
  token: string;
  key: string;
  receiveId: string;
  timestamp: string;
  nonce: string;
  encrypted: string;
  signature: string;
  /** The whole plaintext, or a part of it where only a part is published. */
  text: string | RegExp;
}

const official = {
  token: 'QDG6eK',
  key: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wx5823bf96d3bd56c7',
};
const made = {
  token: 'SimTok3n2Demo',
  key: 'q1W2e3R4t5Y6u7I8o9P0a1S2d3F4g5H6j7K8l9Z0xCc',
  receiveId: 'ww0a1b2c3d4e5f6071',
};

const vectors: Vector[] = [
  {
    name: 'the message of WeCom doc 90968 (pad 30)',
    ...official,
    timestamp: '1409659813',
    nonce: '1372623149',
    encrypted:
      'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
    signature: '477715d11cdb4164915debcba66cb864d751f3e6',
    text: /<MsgId>4561255354251345929<\/MsgId>\n<AgentID>218<\/AgentID>/,
  },
  {
    name: 'the echostr of the official SDK',
    ...official,
    timestamp: '1409659589',
    nonce: '263014780',
    encrypted: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
    signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
    text: '1616140317555161061',
  },
  {
    name: 'an echostr longer than 64 bits, with a nonce that is no number',
    token: 'kjr2TKI8umCBfVF3wAHk8JiPwma5VBme',
    key: '4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws',
    receiveId: 'ww6a112864f8022910',
    timestamp: '1583940690',
    nonce: 'VHh7ymSeb0jc4lSb',
    encrypted: '6KmUQuPVu7UhjyVqRdbo5SfcRqaHvbUlKSHFvBV2ZuR6TIlKsygcfeSd1GDplg1C5KSKr6UPHCaC/nIX3ZNt9w==',
    signature: '1ba3cb09c0d2c2b3ed6900d37f91a6efae6cb011',
    text: '94966531020182955848408',
  },
  {
    name: 'a message whose random bytes are no text (pad 13)',
    token: 'kz7Yx62CH8SaLN',
    key: 'cD0d7jx4tYvVtzqrmh3Dm3QFCXe6f8SlHoMtMh3qQEP',
    receiveId: 'ww6a112864f8022910',
    timestamp: '1583995625',
    nonce: '1584392382',
    encrypted:
      'EUCt7xMcNiyASzZj0Hjc5yDjFQrCum6AfQ3ntHiUzjGQ51xieKmbvtrZ40/EcB2W/W8yH0n4Lqx48gJl/T9HD/R309I0P/r5pIZucK3lyEn48FYMr4YdE0QdL2jIJ3xkcXUr6uzefzCxG6lMvwpAJaOyVCzN7sRRw47njfxy5EIqU6R9ZBhlTzfdnhhOhK/nTwzrZX3SoGlXFA9OBeZ6ru1NWpXFk76x9DUMe0lcxPPiUqK8ctnQcYXSGUHVqC6DfG7E7mab0OmruNN8cBZY5d3dYOBA4OgaH55Q0AJmUpdT8vNiXpXx+6TxT3TIjySXpDrHVyrsb772aYywgg/Nu4kUmGkALwFZlzhjNegR7wDwb9lr4ERXsSSS8JZ8lbBmaQ3F2Tq584xoPj5rIhXAF734ynm4no1g+SdHiNqR328=',
    signature: 'f265ae551b1932727204c3d707628d01376a6940',
    text: '<xml><ToUserName><![CDATA[ww6a112864f8022910]]></ToUserName><FromUserName><![CDATA[foobar]]></FromUserName><CreateTime>1583995625</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[x123]]></Content><MsgId>2018405441</MsgId><AgentID>1000002</AgentID></xml>',
  },
  {
    name: 'a reply with a fixed random',
    token: '123456',
    key: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
    receiveId: 'wx49f0ab532d5d035a',
    timestamp: '1411525903',
    nonce: '461056294',
    encrypted:
      '9s4gMv99m88kKTh/H8IdkOiMg6bisoy3ypwy9H4hvSPe9nsGaqyw5hhSjdYbcrKk+j3nba4HMOTzHrluLBYqxgNcBqGsL8GqxlhZgURnAtObvesEl5nZ+uBE8bviY0LWke8Zy9V/QYKxNV2FqllNXcfmstttyIkMKCCmVbCFM2JTF5wY0nFhHZSjPUL2Q1qvSUCUld+/WIXrx0oyKQmpB6o8NRrrNrsDf03oxI1p9FxUgMnwKKZeOA/uu+2IEvEBtb7muXsVbwbgX05UPPJvFurDXafG0RQyPR+mf1nDnAtQmmNOuiR5MIkdQ39xn1vWwi1O5oazPoQJz0nTYjxxEE8kv3kFxtAGVRe3ypD3WeK2XeFYFMNMpatF9XiKzHo3',
    signature: '407518b7649e86ef23978113f92d27afa9296533',
    text: '<xml>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[test]]></Content>\n<FromUserName><![CDATA[wx49f0ab532d5d035a]]></FromUserName>\n<ToUserName><![CDATA[messense]]></ToUserName>\n<AgentID>1</AgentID>\n<CreateTime>1411525903</CreateTime>\n</xml>',
  },
  {
    name: 'an echostr of our own',
    ...made,
    timestamp: '1760000000',
    nonce: '600613',
    encrypted: '7m7cMGD5nX92em0lNQYfTmZ3Gp3U3zysHXKcMD54R7pkR6b8pJXqnvi8Kl1GfEtHMztVMv3me/UfTEHzyY1szA==',
    signature: '03d655fb60d5296fb9419210d2b098d90294904f',
    text: '7312009458816640001',
  },
  {
    name: 'a text that needs a whole block of padding (pad 32)',
    ...made,
    timestamp: '1760000000',
    nonce: '600613',
    encrypted:
      '7m7cMGD5nX92em0lNQYfTuKW+Tk71txbKznceWmSERmAooL3JlMMqs9frEWrtp/990BSBjrruxs0krQqU6PEQ930FivMrBQoN8NoNysADOCuqABpBmqdHKM6+csYnfYZ',
    signature: '4d28abac4ab23c25fe94b548827f11367bf783d9',
    text: 'a'.repeat(26),
  },
];

/** The 16 random bytes in front, taken out with nothing but node's cipher. */
function randomOf(key: Buffer, encrypted: string): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]).subarray(0, 16);
}

describe.each(vectors)('$name', (vector) => {
  const key = aesKey(vector.key);

  it('has the published signature', () => {
    expect(sign(vector.token, vector.timestamp, vector.nonce, vector.encrypted)).toBe(vector.signature);
  });
  it('opens to the published text', () => {
    const text = open(key, vector.encrypted, vector.receiveId);
    if (typeof vector.text === 'string') expect(text).toBe(vector.text);
    else expect(text).toMatch(vector.text);
  });
  it('seals back to the same bytes', () => {
    const text = open(key, vector.encrypted, vector.receiveId);
    expect(seal(key, text, vector.receiveId, randomOf(key, vector.encrypted))).toBe(vector.encrypted);
  });
  it('is refused for another receiver', () => {
    expect(() => open(key, vector.encrypted, `${vector.receiveId}x`)).toThrow('receiveid mismatch');
  });
});

describe('sealing', () => {
  const key = aesKey(made.key);
  it('carries Chinese and emoji by bytes, with the published signature', () => {
    const text =
      '<xml><ToUserName><![CDATA[ww0a1b2c3d4e5f6071]]></ToUserName><FromUserName><![CDATA[chenxi]]></FromUserName><CreateTime>1760000001</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[查一下订单😀]]></Content><MsgId>7312009458816640123</MsgId><AgentID>1000007</AgentID></xml>';
    const encrypted = seal(key, text, made.receiveId, Buffer.from('0123456789abcdef'));
    expect(Buffer.from(encrypted, 'base64')).toHaveLength(352);
    expect(encrypted).toMatch(/^7m7cMGD5nX92em0lNQYfTsa1GWLV/);
    expect(sign(made.token, '1760000001', '600614', encrypted)).toBe('bdadf57323615921eba9012078f90947356fe71b');
    expect(open(key, encrypted, made.receiveId)).toBe(text);
  });
  it.each(['', 'abc', `${'A'.repeat(43)}`.slice(0, 42), `${'A'.repeat(42)}+`])('refuses the key %j', (bad) => {
    expect(() => aesKey(bad)).toThrow('bad EncodingAESKey');
  });
  it.each(['', 'AAAA', Buffer.alloc(48).toString('base64'), Buffer.alloc(64).toString('base64')])(
    'refuses the ciphertext %j',
    (bad) => {
      expect(() => open(key, bad, made.receiveId)).toThrow(/bad/);
    },
  );
});
