import { afterEach, describe, expect, it } from 'vitest';
import { robotRoute } from '../../src/http/routes/robot.ts';
import { createCallbackCrypto } from '../../src/wecom/callback-crypto.ts';
import type { Incoming, PassiveReply } from '../../src/wecom/incoming.ts';
import { createRobotStreams } from '../../src/wecom/robot-streams.ts';
import { manualTimers } from '../support/manual-timers.ts';
import { createLogbook, serve } from './door.ts';

/** The robot's published vectors (wecom reference, 2.2). */
const SECRETS = {
  token: 'demoToken123',
  encodingAesKey: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY',
  receiveId: '',
};
const ECHO =
  'msg_signature=07aa05a96eed9484151787e60e74507c38a1d811&timestamp=1700000001&nonce=nonce-2&echostr=lBJn7URPC6zWe0VjcF7fzaVzZip3EAB5x%2FPWQAPSe7MN8nqVNKCv1iVRh78ul2QwlEr7vFQKUfKQkC2Je%2B28ZQ%3D%3D';
const CALLBACK = {
  query: 'msg_signature=3f4ba3b521e7dc523b84bc14d97e839032b0a0fc&timestamp=1700000002&nonce=nonce-3',
  encrypt:
    '734H5rOppjjhWnfkswouTK7+h3M5Y4UpwpwjC6MJnGoI/gB0lZVvuxfN/gDOaVI6LsoWGZa7IAC4Xl4hQfx+Eh6D93ozKyDOCtDGnsv8xPQjjZB1Mzx5zdP8OUGtOE3dCr/9y4z0rC2klju0TSy3kjySe1XJT2AUAvnsJXW64cnFnkLWf0cuqZAit7M2oGw9AA8TpkvcDS+ryHguNk2sSw==',
};
const crypto = createCallbackCrypto(SECRETS);
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function openDoor(reply: PassiveReply = { kind: 'none' }, { maxSkewS = 0, nowS = 1_700_000_003 } = {}) {
  const logbook = createLogbook();
  const received: Incoming[] = [];
  const words = { thinking: '正在处理', later: '单独发', lost: '断了' };
  const route = robotRoute({
    crypto,
    names: [],
    streams: createRobotStreams(words, manualTimers()),
    streamIdOf: (key) => `s-${key}`,
    thinking: words.thinking,
    receive: async (incoming) => {
      received.push(incoming);
      return reply;
    },
    now: () => nowS * 1000,
    maxSkewS,
  });
  const { url, http } = await serve({ routes: [route], log: logbook.log });
  closers.push(() => http.close({ graceMs: 0 }));
  const post = (query: string, body: string) => fetch(`${url}/wecom/robot?${query}`, { method: 'POST', body });
  return {
    ...logbook,
    received,
    get: (query: string) => fetch(`${url}/wecom/robot?${query}`),
    post,
    /** Seals a message as the platform does, and opens what is answered; the reply is undefined for an empty body. */
    async tell(message: object | string) {
      const plaintext = typeof message === 'string' ? message : JSON.stringify(message);
      const { signature, timestamp, nonce, encrypt } = crypto.seal(plaintext, '1700000003', 'nonce-9');
      const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce });
      const response = await post(`${query}`, JSON.stringify({ encrypt }));
      return { status: response.status, ...opened(await response.text(), response.status) };
    },
  };
}

/** An answer as the platform reads it. Throws when the signature is wrong. */
function opened(body: string, status: number) {
  if (body === '' || status !== 200) return { reply: undefined, envelope: body };
  const envelope = JSON.parse(body) as { encrypt: string; msgsignature: string; timestamp: number; nonce: string };
  const { encrypt, msgsignature: signature, timestamp, nonce } = envelope;
  crypto.verify({ encrypt, signature, timestamp: String(timestamp), nonce });
  return { reply: JSON.parse(crypto.open(encrypt)) as unknown, envelope };
}

const message = (more: object = {}) => ({
  msgid: 'M1',
  aibotid: 'aibDEMO',
  chattype: 'single',
  from: { userid: 'zhangsan' },
  msgtype: 'text',
  text: { content: '/help' },
  ...more,
});

describe('the published vectors', () => {
  it('answer the URL check with the plain echostr, exactly', async () => {
    const door = await openDoor();
    const response = await door.get(ECHO);
    expect([response.status, await response.text()]).toEqual([200, '1616140317555161061']);
  });

  it('are read as the message they are', async () => {
    const door = await openDoor();
    const response = await door.post(CALLBACK.query, JSON.stringify({ encrypt: CALLBACK.encrypt }));
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(door.received).toMatchObject([{ key: 'robot/aibDEMO/zhangsan/M1', from: 'zhangsan', text: '/help' }]);
  });

  it('seal an answer byte for byte', () => {
    const plaintext = '{"msgtype":"stream","stream":{"id":"s1","finish":true,"content":"你好"}}';
    expect(crypto.seal(plaintext, '1700000000', 'nonce-1', Buffer.from('ABCDEFGHIJKLMNOP'))).toMatchObject({
      encrypt:
        'j6vsOpBNQ16EYTy8Pn5HPdkLr+F6gNoZZBnnXBJWS45LgiyILyf2adklOB92OAwIRoemVCoFO31GscPp/xP9HRUWuJ8Z5kaLplDJAe+d6sL/mKXxxrjFxdTM0O68DsdV',
      signature: 'df5fb53130af5488f2ee3e495d87156ae4836526',
    });
  });
});

describe('an answer', () => {
  it('is an envelope signed with the nonce of the callback', async () => {
    const door = await openDoor({ kind: 'text', text: '你好' });
    const { reply, envelope } = await door.tell(message());
    expect(envelope).toMatchObject({ nonce: 'nonce-9', timestamp: 1_700_000_003 });
    expect(reply).toEqual({
      msgtype: 'stream',
      stream: { id: 's-robot/aibDEMO/zhangsan/M1', finish: true, content: '你好' },
    });
  });

  it('is again the last one when the platform asks for a stream that is finished', async () => {
    const door = await openDoor({ kind: 'text', text: '你好' });
    const { reply } = await door.tell(message());
    const ask = (id: string) => door.tell(message({ msgid: 'M2', msgtype: 'stream', stream: { id } }));
    expect((await ask('s-robot/aibDEMO/zhangsan/M1')).reply).toEqual(reply);
    expect((await ask('s-of-last-week')).reply).toEqual({
      msgtype: 'stream',
      stream: { id: 's-of-last-week', finish: true, content: '断了' },
    });
    expect(door.received).toHaveLength(1);
  });

  it.each([
    ['enter_chat', { msgtype: 'text', text: { content: '你好' } }],
    ['feedback_event', undefined],
    ['template_card_event', undefined],
  ])('in words to %s is what the platform takes there', async (eventtype, taken) => {
    const door = await openDoor({ kind: 'text', text: '你好' });
    const event = { eventtype, template_card_event: { event_key: 'k', task_id: 't' } };
    expect(await door.tell(message({ msgtype: 'event', event }))).toMatchObject({ status: 200, reply: taken });
  });
});

describe('a callback that is not right', () => {
  it.each([
    ['a wrong signature', 403, 'bad_signature', CALLBACK.query.replace('3f4b', '3f4c'), { encrypt: CALLBACK.encrypt }],
    [
      'another nonce',
      403,
      'bad_signature',
      CALLBACK.query.replace('nonce-3', 'nonce-4'),
      { encrypt: CALLBACK.encrypt },
    ],
    ['a changed body', 403, 'bad_signature', CALLBACK.query, { encrypt: `A${CALLBACK.encrypt.slice(1)}` }],
    ['no signature', 400, 'missing_parameter', 'timestamp=1&nonce=2', { encrypt: CALLBACK.encrypt }],
    ['no encrypt', 400, 'missing_field', CALLBACK.query, { Encrypt: 'x' }],
    ['an encrypt that is no string', 400, 'missing_field', CALLBACK.query, { encrypt: [CALLBACK.encrypt] }],
  ])('with %s is refused with %i, named, and heard of by nobody', async (_, status, code, query, body) => {
    const door = await openDoor();
    const response = await door.post(query, JSON.stringify(body));
    expect([response.status, await response.text()]).toEqual([status, code]);
    expect(door.received).toEqual([]);
    expect(door.lines).toMatchObject([{ code, status }]);
  });

  it('that is XML, or no JSON inside, is refused', async () => {
    const door = await openDoor();
    expect(await (await door.post(CALLBACK.query, '<xml><Encrypt>x</Encrypt></xml>')).text()).toBe('bad_json');
    expect(await door.tell('[1]')).toMatchObject({ status: 400, envelope: 'bad_json' });
  });

  it('that lacks what a message must have is refused, by the field’s name in the log and no word of the message', async () => {
    const door = await openDoor();
    expect(await door.tell(message({ msgid: undefined, text: { content: '秘密的话' } }))).toMatchObject({
      status: 400,
    });
    expect(door.lines).toMatchObject([{ code: 'missing_field', detail: 'msgid' }]);
    expect(door.text()).not.toContain('秘密的话');
  });

  it('that is old is refused, the URL check too', async () => {
    const door = await openDoor({ kind: 'none' }, { maxSkewS: 600, nowS: 1_700_000_700 });
    expect((await door.get(ECHO)).status).toBe(403);
    expect((await door.post(CALLBACK.query, JSON.stringify({ encrypt: CALLBACK.encrypt }))).status).toBe(403);
    expect(door.received).toEqual([]);
  });
});
