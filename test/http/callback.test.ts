import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { Incoming, PassiveReply } from '../../src/wecom/incoming.ts';
import {
  encryptBytes,
  layOut,
  openReply,
  type Secrets,
  sealCallback,
  signedQuery,
  textMessageXml,
} from '../support/wecom-callback.ts';
import { S1, S2, S3, V1, V2, V3, V4 } from '../wecom/vectors.ts';
import { type DoorOptions, openDoor } from './door.ts';

type Door = Awaited<ReturnType<typeof openDoor>>;
const doors: Door[] = [];
async function open(options: DoorOptions): Promise<Door> {
  const door = await openDoor(options);
  doors.push(door);
  return door;
}
afterEach(async () => {
  for (const door of doors.splice(0)) await door.close();
});

const secrets: Secrets = { token: S3.token, encodingAesKey: S3.encodingAesKey, receiveId: S3.receiveId };
const agentId = '1000007';
const message = {
  corpId: S3.receiveId,
  agentId,
  from: 'chenxi',
  msgId: '7312009458816640123',
  createTimeS: 1760000001,
};
const seal = (plaintext: string, changes: Partial<Secrets> & { timestampS?: number } = {}) =>
  sealCallback({
    ...secrets,
    agentId,
    plaintext,
    timestampS: 1760000100,
    nonce: '600614',
    random: Buffer.from(S3.random),
    ...changes,
  });
const hello = textMessageXml({ ...message, content: '/推进 客户A 商机' });

describe('the URL check', () => {
  it.each([
    ['V2', V2],
    ['V3', V3],
    ['S1', S1],
    ['S2', S2],
  ])('answers vector %s with exactly the plaintext, without the bot', async (_, vector) => {
    const door = await open({ ...vector, agentId });
    const { signature: msg_signature, timestamp, nonce, encrypt: echostr } = vector;
    const response = await door.get(new URLSearchParams({ msg_signature, timestamp, nonce, echostr }).toString());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(vector.plaintext));
    expect(door.received).toEqual([]);
  });

  it('refuses an echostr whose plus signs were decoded twice', async () => {
    const door = await open({ ...V2, agentId });
    const query = `msg_signature=${V2.signature}&timestamp=${V2.timestamp}&nonce=${V2.nonce}&echostr=${V2.encrypt}`;
    expect((await door.get(query)).status).toBe(403);
  });

  it('refuses missing, repeated and stale parameters', async () => {
    const door = await open({ ...S1, agentId, maxSkewS: 600, nowS: Number(S1.timestamp) + 601 });
    const good = new URLSearchParams({
      msg_signature: S1.signature,
      timestamp: S1.timestamp,
      nonce: S1.nonce,
      echostr: S1.encrypt,
    });
    expect((await door.get('')).status).toBe(400);
    expect((await door.get(`${good}&nonce=1`)).status).toBe(400);
    expect((await door.get(`${good}`)).status).toBe(403);
    expect(door.lines.map(({ code }) => code)).toEqual(['missing_parameter', 'repeated_parameter', 'stale']);
  });
});

describe('a message', () => {
  it.each([
    [
      'V1',
      V1,
      '218',
      { from: 'mycreate', text: 'hello', key: 'app:wx5823bf96d3bd56c7/218:mycreate:4561255354251345929' },
    ],
    ['V4', V4, '1000002', { from: 'foobar', text: 'x123', key: 'app:ww6a112864f8022910/1000002:foobar:2018405441' }],
  ])('of vector %s reaches the receiver', async (_, vector, agent, expected) => {
    const door = await open({ ...vector, agentId: agent });
    const { signature: msg_signature, timestamp, nonce, encrypt } = vector;
    const body = `<xml>\n<ToUserName>${vector.receiveId}</ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt>\n<AgentID>${agent}</AgentID></xml>`;
    const response = await door.post(new URLSearchParams({ msg_signature, timestamp, nonce }).toString(), body);
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(door.received).toEqual([expect.objectContaining({ kind: 'text', ...expected })]);
  });

  it('of vector S3 is sealed as published and reaches the receiver with its emoji', async () => {
    const door = await open({ ...S3, agentId });
    const random = Buffer.from(S3.random);
    const sealed = sealCallback({ ...S3, agentId, timestampS: Number(S3.timestamp), random });
    expect(Buffer.from(sealed.encrypt, 'base64')).toHaveLength(352);
    expect(sealed.encrypt.startsWith(S3.encryptStart)).toBe(true);
    expect(new URLSearchParams(sealed.query).get('msg_signature')).toBe(S3.signature);
    expect((await door.post(sealed.query, sealed.body)).status).toBe(200);
    expect(door.received).toMatchObject([{ text: '查一下订单😀', at: 1760000001000 }]);
    expect(door.received[0]?.key).toContain('7312009458816640123');
  });

  it.each([
    ['Encrypt first', (e: string) => `<xml><Encrypt><![CDATA[${e}]]></Encrypt><AgentID>1</AgentID></xml>`],
    ['no CDATA', (e: string) => `<xml><AgentID>1</AgentID><Encrypt>${e}</Encrypt></xml>`],
    ['line breaks everywhere', (e: string) => `\n<xml>\n<Encrypt>\n<![CDATA[${e}]]>\n</Encrypt>\n</xml>\n`],
    ['a declaration', (e: string) => `<?xml version="1.0"?><xml><Encrypt>${e}</Encrypt></xml>`],
  ])('is read from an envelope with %s', async (_, envelope) => {
    const door = await open({ ...secrets, agentId });
    const sealed = seal(hello);
    expect((await door.post(sealed.query, envelope(sealed.encrypt))).status).toBe(200);
    expect(door.received).toHaveLength(1);
  });

  it('is answered with an encrypted reply in the same response', async () => {
    const receive = async (incoming: Incoming): Promise<PassiveReply> => ({
      kind: 'text',
      text: `收到 ${incoming.text} ]]> 😀\u0000`,
    });
    const door = await open({ ...secrets, agentId, receive });
    const sealed = seal(hello);
    const response = await door.post(sealed.query, sealed.body);
    expect(response.headers.get('content-type')).toMatch(/^text\/xml/);
    const reply = openReply(secrets, await response.text());
    expect(reply.content).toBe('收到 /推进 客户A 商机 ]]> 😀');
    expect(reply.plaintext).toContain('<ToUserName><![CDATA[chenxi]]></ToUserName>');
    expect(reply.plaintext).toContain(`<FromUserName><![CDATA[${secrets.receiveId}]]></FromUserName>`);
    expect(reply.plaintext).toContain('<CreateTime>1760000100</CreateTime>');
  });

  it('of an unknown type, and an event without an agent, reach the receiver', async () => {
    const door = await open({ ...secrets, agentId });
    const unknown = hello.replace('[text]', '[chat_record]');
    const event =
      '<xml><FromUserName>sys</FromUserName><CreateTime>1760000001</CreateTime><MsgType>event</MsgType><Event>change_contact</Event><ChangeType>create_user</ChangeType></xml>';
    for (const plaintext of [unknown, event]) {
      const sealed = seal(plaintext);
      expect((await door.post(sealed.query, sealed.body)).status).toBe(200);
    }
    expect(door.received).toMatchObject([
      { kind: 'media', type: 'chat_record' },
      { kind: 'event', type: 'change_contact' },
    ]);
  });

  it('is accepted up to the allowed skew on both sides', async () => {
    const door = await open({ ...secrets, agentId, maxSkewS: 600, nowS: 1_760_000_100 });
    for (const [offset, status] of [
      [-600, 200],
      [600, 200],
      [-601, 403],
      [601, 403],
    ] as const) {
      const sealed = seal(hello, { timestampS: 1_760_000_100 + offset });
      expect([offset, (await door.post(sealed.query, sealed.body)).status]).toEqual([offset, status]);
    }
  });

  it('that fails behind the door is answered 500 with the reference of its log line', async () => {
    const door = await open({ ...secrets, agentId, receive: () => Promise.reject(new Error('store is gone')) });
    const sealed = seal(hello);
    const response = await door.post(sealed.query, sealed.body);
    expect(response.status).toBe(500);
    const body = await response.text();
    expect(body).not.toContain('store is gone');
    expect(door.lines).toHaveLength(1);
    expect(body).toContain(String(door.lines[0]?.reference));
    expect(JSON.stringify(door.lines[0])).toContain('store is gone');
  });
});

describe('bad input', () => {
  const good = seal(hello);
  const envelope = (encrypt: string) => `<xml><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;
  /** Correctly signed, so that the refusal is about what is inside. */
  const signed = (encrypt: string, body = envelope(encrypt)) => ({
    query: signedQuery({ token: secrets.token, timestamp: '1760000100', nonce: '7', encrypt }),
    body,
  });
  const without = (field: string) => seal(hello.replace(new RegExp(`<${field}>.*</${field}>`), ''));
  const badPadding = layOut(hello, secrets.receiveId);
  badPadding[badPadding.length - 1] = 0;
  const badLength = layOut(hello, secrets.receiveId);
  badLength.writeUInt32BE(1_000_000, 16);
  const dtd = '<!DOCTYPE xml [<!ENTITY a "b">]>';

  const table: [name: string, request: { query: string; body: string }, status: number, code: string][] = [
    ['a wrong signature', { ...good, query: good.query.replace(/.$/, '0') }, 403, 'bad_signature'],
    ['a signature with another token', seal(hello, { token: 'other' }), 403, 'bad_signature'],
    ['no signature', { ...good, query: 'timestamp=1760000100&nonce=1' }, 400, 'missing_parameter'],
    ['a parameter twice', { ...good, query: `${good.query}&timestamp=1` }, 400, 'repeated_parameter'],
    ['a stale timestamp', seal(hello, { timestampS: 1759990000 }), 403, 'stale'],
    ['a timestamp that is no number', { ...good, query: good.query.replace('1760000100', 'now') }, 403, 'stale'],
    ['another receiver', seal(hello, { receiveId: 'ww000000000000000' }), 403, 'wrong_receiver'],
    ['a truncated ciphertext', signed(good.encrypt.slice(0, 256)), 400, 'bad_padding'],
    ['a ciphertext cut inside a block', signed(good.encrypt.slice(0, 64)), 400, 'bad_ciphertext'],
    ['a ciphertext that is not Base64', signed('not*base64='), 400, 'bad_base64'],
    ['bad padding', signed(encryptBytes(secrets.encodingAesKey, badPadding)), 400, 'bad_padding'],
    ['a length beyond the message', signed(encryptBytes(secrets.encodingAesKey, badLength)), 400, 'bad_length'],
    ['an empty body', { ...good, body: '' }, 400, 'bad_xml'],
    ['a body that is no XML', { ...good, body: '{"encrypt":"x"}' }, 400, 'bad_xml'],
    ['an envelope without Encrypt', { ...good, body: '<xml><a>1</a></xml>' }, 400, 'missing_field'],
    [
      'two Encrypts',
      signed(good.encrypt, envelope(good.encrypt).replace('</xml>', '<Encrypt>x</Encrypt></xml>')),
      400,
      'bad_xml',
    ],
    ['a DTD outside', signed(good.encrypt, dtd + envelope(good.encrypt)), 400, 'dtd_forbidden'],
    ['an entity outside', signed(good.encrypt, '<xml><Encrypt>&a;</Encrypt></xml>'), 400, 'dtd_forbidden'],
    ['a DTD inside', seal(dtd + hello), 400, 'dtd_forbidden'],
    ['an entity inside', seal(hello.replace('7312009458816640123', '&a;')), 400, 'dtd_forbidden'],
    ['a plaintext that is no XML', seal('hello'), 400, 'bad_xml'],
    ['a body of 2 MB', { ...good, body: `${' '.repeat(2 * 1024 * 1024)}${good.body}` }, 413, 'too_large'],
    ['a message without an agent', without('AgentID'), 400, 'missing_field'],
    ['a message for another agent', seal(hello.replace(agentId, '1000008')), 403, 'wrong_agent'],
    ['a message without a sender', without('FromUserName'), 400, 'missing_field'],
    ['a message without a time', without('CreateTime'), 400, 'missing_field'],
    ['a message without an id', without('MsgId'), 400, 'missing_field'],
    ['a message without a type', without('MsgType'), 400, 'missing_field'],
    ['a text without content', without('Content'), 400, 'missing_field'],
  ];

  it.each(table)('%s is refused in one log line, and the next message is served', async (_, request, status, code) => {
    const door = await open({ ...secrets, agentId, maxSkewS: 600 });
    const response = await door.post(request.query, request.body);
    expect([response.status, await response.text()]).toEqual([status, code]);
    expect(door.received).toEqual([]);
    expect(door.lines).toEqual([expect.objectContaining({ code, status, remote: '127.0.0.1' })]);
    for (const secret of ['客户A', secrets.token, secrets.encodingAesKey]) expect(door.text()).not.toContain(secret);

    expect((await door.post(good.query, good.body)).status).toBe(200);
    expect(door.received).toHaveLength(1);
  });

  /** Writes bytes as they are and gives everything the server answers. */
  async function raw(port: number, ...chunks: string[]): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    for (const chunk of chunks) socket.write(chunk);
    return text(socket);
  }
  const head = `POST /wecom/callback?${good.query} HTTP/1.1\r\nHost: x\r\n`;

  it('a chunked body over the limit is refused without a Content-Length to go by', async () => {
    const door = await open({ ...secrets, agentId });
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const answer = await raw(
      door.port,
      `${head}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n`,
      chunk.repeat(20),
      '0\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(door.lines).toMatchObject([{ code: 'too_large' }]);
  });

  it('a Content-Length that promises too little does not smuggle the rest in', async () => {
    const door = await open({ ...secrets, agentId });
    const answer = await raw(door.port, `${head}Content-Length: 10\r\n\r\n${good.body}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(door.received).toEqual([]);
  });

  it('a caller who hangs up in the middle of the body does no harm', async () => {
    const door = await open({ ...secrets, agentId });
    const socket = connect(door.port, '127.0.0.1');
    socket.end(`${head}Content-Length: 5000\r\n\r\n<xml>`);
    await text(socket);
    expect(door.received).toEqual([]);
    expect((await door.post(good.query, good.body)).status).toBe(200);
  });
});
