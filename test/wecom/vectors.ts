import type { Secrets } from '../support/wecom-callback.ts';

/** Published and cross-checked callbacks; where each comes from stands beside it. */
interface Vector extends Secrets {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypt: string;
  readonly plaintext: string;
}

const DOC = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wx5823bf96d3bd56c7',
};
const SELF_MADE = {
  token: 'SimTok3n2Demo',
  encodingAesKey: 'q1W2e3R4t5Y6u7I8o9P0a1S2d3F4g5H6j7K8l9Z0xCc',
  receiveId: 'ww0a1b2c3d4e5f6071',
};

/** WeCom doc 90968, the documentation's example message (padding of 30 bytes). */
export const V1: Omit<Vector, 'plaintext'> = {
  ...DOC,
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  timestamp: '1409659813',
  nonce: '1372623149',
  encrypt:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
};

/** The official SDK's example URL check. */
export const V2: Vector = {
  ...DOC,
  signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  timestamp: '1409659589',
  nonce: '263014780',
  encrypt: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
  plaintext: '1616140317555161061',
};

/** go-workwx, a URL check by the official debugging tool: a nonce that is no number, an answer beyond 64 bits. */
export const V3: Vector = {
  token: 'kjr2TKI8umCBfVF3wAHk8JiPwma5VBme',
  encodingAesKey: '4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws',
  receiveId: 'ww6a112864f8022910',
  signature: '1ba3cb09c0d2c2b3ed6900d37f91a6efae6cb011',
  timestamp: '1583940690',
  nonce: 'VHh7ymSeb0jc4lSb',
  encrypt: '6KmUQuPVu7UhjyVqRdbo5SfcRqaHvbUlKSHFvBV2ZuR6TIlKsygcfeSd1GDplg1C5KSKr6UPHCaC/nIX3ZNt9w==',
  plaintext: '94966531020182955848408',
};

/** go-workwx, a message whose random bytes are binary and whose AgentID follows Encrypt. */
export const V4: Vector = {
  token: 'kz7Yx62CH8SaLN',
  encodingAesKey: 'cD0d7jx4tYvVtzqrmh3Dm3QFCXe6f8SlHoMtMh3qQEP',
  receiveId: 'ww6a112864f8022910',
  signature: 'f265ae551b1932727204c3d707628d01376a6940',
  timestamp: '1583995625',
  nonce: '1584392382',
  encrypt:
    'EUCt7xMcNiyASzZj0Hjc5yDjFQrCum6AfQ3ntHiUzjGQ51xieKmbvtrZ40/EcB2W/W8yH0n4Lqx48gJl/T9HD/R309I0P/r5pIZucK3lyEn48FYMr4YdE0QdL2jIJ3xkcXUr6uzefzCxG6lMvwpAJaOyVCzN7sRRw47njfxy5EIqU6R9ZBhlTzfdnhhOhK/nTwzrZX3SoGlXFA9OBeZ6ru1NWpXFk76x9DUMe0lcxPPiUqK8ctnQcYXSGUHVqC6DfG7E7mab0OmruNN8cBZY5d3dYOBA4OgaH55Q0AJmUpdT8vNiXpXx+6TxT3TIjySXpDrHVyrsb772aYywgg/Nu4kUmGkALwFZlzhjNegR7wDwb9lr4ERXsSSS8JZ8lbBmaQ3F2Tq584xoPj5rIhXAF734ynm4no1g+SdHiNqR328=',
  plaintext:
    '<xml><ToUserName><![CDATA[ww6a112864f8022910]]></ToUserName><FromUserName><![CDATA[foobar]]></FromUserName><CreateTime>1583995625</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[x123]]></Content><MsgId>2018405441</MsgId><AgentID>1000002</AgentID></xml>',
};

/** wechatpy, the encrypting direction: `random` is given, so the ciphertext must come out byte for byte. */
export const V5: Vector & { readonly random: string } = {
  token: '123456',
  encodingAesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
  receiveId: 'wx49f0ab532d5d035a',
  random: '1234567890123456',
  signature: '407518b7649e86ef23978113f92d27afa9296533',
  timestamp: '1411525903',
  nonce: '461056294',
  encrypt:
    '9s4gMv99m88kKTh/H8IdkOiMg6bisoy3ypwy9H4hvSPe9nsGaqyw5hhSjdYbcrKk+j3nba4HMOTzHrluLBYqxgNcBqGsL8GqxlhZgURnAtObvesEl5nZ+uBE8bviY0LWke8Zy9V/QYKxNV2FqllNXcfmstttyIkMKCCmVbCFM2JTF5wY0nFhHZSjPUL2Q1qvSUCUld+/WIXrx0oyKQmpB6o8NRrrNrsDf03oxI1p9FxUgMnwKKZeOA/uu+2IEvEBtb7muXsVbwbgX05UPPJvFurDXafG0RQyPR+mf1nDnAtQmmNOuiR5MIkdQ39xn1vWwi1O5oazPoQJz0nTYjxxEE8kv3kFxtAGVRe3ypD3WeK2XeFYFMNMpatF9XiKzHo3',
  plaintext: [
    '<xml>',
    '<MsgType><![CDATA[text]]></MsgType>',
    '<Content><![CDATA[test]]></Content>',
    '<FromUserName><![CDATA[wx49f0ab532d5d035a]]></FromUserName>',
    '<ToUserName><![CDATA[messense]]></ToUserName>',
    '<AgentID>1</AgentID>',
    '<CreateTime>1411525903</CreateTime>',
    '</xml>',
  ].join('\n'),
};

/** Self-made, checked by two implementations: a URL check, one with a full block of padding, a message with an emoji. */
export const S1: Vector = {
  ...SELF_MADE,
  signature: '03d655fb60d5296fb9419210d2b098d90294904f',
  timestamp: '1760000000',
  nonce: '600613',
  encrypt: '7m7cMGD5nX92em0lNQYfTmZ3Gp3U3zysHXKcMD54R7pkR6b8pJXqnvi8Kl1GfEtHMztVMv3me/UfTEHzyY1szA==',
  plaintext: '7312009458816640001',
};
export const S2: Vector = {
  ...SELF_MADE,
  signature: '4d28abac4ab23c25fe94b548827f11367bf783d9',
  timestamp: '1760000000',
  nonce: '600613',
  encrypt:
    '7m7cMGD5nX92em0lNQYfTuKW+Tk71txbKznceWmSERmAooL3JlMMqs9frEWrtp/990BSBjrruxs0krQqU6PEQ930FivMrBQoN8NoNysADOCuqABpBmqdHKM6+csYnfYZ',
  plaintext: 'a'.repeat(26),
};
/** `encrypt` is known by its beginning and length; the whole follows from `random`. */
export const S3: Omit<Vector, 'encrypt'> & { readonly random: string; readonly encryptStart: string } = {
  ...SELF_MADE,
  random: '0123456789abcdef',
  signature: 'bdadf57323615921eba9012078f90947356fe71b',
  timestamp: '1760000001',
  nonce: '600614',
  encryptStart: '7m7cMGD5nX92em0lNQYfTsa1GWLV',
  plaintext:
    '<xml><ToUserName><![CDATA[ww0a1b2c3d4e5f6071]]></ToUserName><FromUserName><![CDATA[chenxi]]></FromUserName><CreateTime>1760000001</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[查一下订单😀]]></Content><MsgId>7312009458816640123</MsgId><AgentID>1000007</AgentID></xml>',
};
