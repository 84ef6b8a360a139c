import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessToken, call, callAsApp, chatOf, type Started, sendTo, start, textsSeenBy } from './support/start.ts';
import { passiveText } from './support/test-bot.ts';

let started: Started;
beforeEach(async () => {
  started = await start();
  started.bot.answer = () => ({ reply: passiveText('zhangwei', '好') });
});
afterEach(() => started.close());

const say = () => started.sandbox.say('zhangwei', chatOf('zhangwei'), '喂');
const seen = () => textsSeenBy(started.sandbox, chatOf('zhangwei'));
const send = () => sendTo(started.sandbox, 'zhangwei', 'text', { content: '推送' });

describe('faults on the way to the bot', () => {
  it('throws a late answer away and delivers again', async () => {
    started.sandbox.faults.set({ lateAnswers: 1 });
    await say();
    expect(started.bot.received).toHaveLength(2);
    expect(started.bot.received[1]?.field('MsgId')).toBe(started.bot.received[0]?.field('MsgId'));
    expect(seen()).toEqual(['喂', '好']);
  });

  it('shows nothing when every answer is late', async () => {
    started.sandbox.faults.set({ lateAnswers: 3 });
    await say();
    expect(started.bot.received).toHaveLength(3);
    expect(seen()).toEqual(['喂']);
  });

  it('counts slowness against the timeout', async () => {
    await started.close();
    started = await start({ settings: { callbackTimeoutMs: 60, callbackDeliveries: 2 } });
    started.bot.answer = () => ({ reply: passiveText('zhangwei', '好') });
    started.sandbox.faults.set({ slowAnswerMs: 10_000 });
    await say();
    expect(started.bot.received).toHaveLength(2);
    started.sandbox.faults.set({ slowAnswerMs: 1 });
    await say();
    expect(seen()).toEqual(['喂', '喂', '好']);
  });

  it('redelivers on demand, and shows only the first answer', async () => {
    started.sandbox.faults.set({ redeliver: 1 });
    await say();
    await say();
    const ids = started.bot.received.map((each) => each.field('MsgId'));
    expect(ids).toHaveLength(3);
    expect(ids[0]).toBe(ids[1]);
    expect(seen()).toEqual(['喂', '好', '喂', '好']);
  });

  it('drops a callback', async () => {
    started.sandbox.faults.set({ dropCallbacks: 1 });
    await say();
    expect(started.bot.received).toEqual([]);
    await say();
    expect(seen()).toEqual(['喂', '喂', '好']);
  });
});

describe('faults on the way from the bot', () => {
  it('loses the connection before anything is done', async () => {
    const token = await accessToken(started.sandbox);
    started.sandbox.faults.set({ dropBefore: 1 });
    const body = { touser: 'zhangwei', msgtype: 'text', agentid: 1000002, text: { content: '推送' } };
    await expect(call(started.sandbox, 'message/send', { access_token: token }, body)).rejects.toThrow();
    expect(seen()).toEqual([]);
    expect((await call(started.sandbox, 'message/send', { access_token: token }, body)).errcode).toBe(0);
  });

  it('loses the connection after all is done', async () => {
    const token = await accessToken(started.sandbox);
    started.sandbox.faults.set({ dropAfter: 1 });
    const body = { touser: 'zhangwei', msgtype: 'text', agentid: 1000002, text: { content: '推送' } };
    await expect(call(started.sandbox, 'message/send', { access_token: token }, body)).rejects.toThrow();
    expect(seen()).toEqual(['推送']);
    expect(started.sandbox.log.entries().at(-1)).toMatchObject({ status: null, errcode: null });
  });

  it('is busy or over the rate for so many calls', async () => {
    const token = await accessToken(started.sandbox);
    started.sandbox.faults.set({ busy: 1, rateLimited: 1 });
    const list = () => call(started.sandbox, 'getcallbackip', { access_token: token });
    expect([(await list()).errcode, (await list()).errcode, (await list()).errcode]).toEqual([-1, 45009, 0]);
  });

  it('distrusts the address until told otherwise, but gives tokens', async () => {
    started.sandbox.faults.set({ untrustedIp: true });
    const answer = await send();
    expect(answer.errcode).toBe(60020);
    expect(answer.errmsg).toContain('from ip: 127.0.0.1');
    started.sandbox.faults.set({ untrustedIp: false });
    expect((await send()).errcode).toBe(0);
  });

  it('limits the calls of one API a minute', async () => {
    await started.close();
    started = await start({ settings: { callsPerMinutePerEndpoint: 1 } });
    expect((await callAsApp(started.sandbox, 'getcallbackip')).errcode).toBe(0);
    started.sandbox.clock.unfreeze();
    await started.sandbox.clock.advanceBy(1000);
    const token = started.sandbox.platform.tokens.issue([...started.sandbox.world.apps.values()][0] as never).token;
    expect((await call(started.sandbox, 'getcallbackip', { access_token: token })).errcode).toBe(45009);
  });
});
