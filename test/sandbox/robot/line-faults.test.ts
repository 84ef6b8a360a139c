import { describe, expect, it } from 'vitest';
import { png } from '../support/multipart.ts';
import {
  chunk,
  client,
  code,
  finish,
  markdown,
  mine,
  newUpload,
  push,
  reconnect,
  reqIdOf,
  respond,
  restart,
  sandbox,
} from './support/on-the-line.ts';
import { EAST, ROBOT, seenIn } from './support/start-robot.ts';

describe('faults on the long connection', () => {
  it('loses an ack although the command was carried out', async () => {
    const id = await reqIdOf();
    sandbox.faults.set({ robotDropAcks: 1 });
    client.tell('aibot_respond_msg', markdown('一'), id);
    expect(await code(client.ask('ping'))).toBe(0);
    expect(client.acks.filter((ack) => ack.headers.req_id === id)).toEqual([]);
    expect(seenIn(sandbox, mine).at(-1)).toBe('漏斗机器人: 一');
  });

  it('holds an ack back', async () => {
    await restart({ settings: { robotLateAckMs: 20 } });
    const id = await reqIdOf();
    sandbox.faults.set({ robotLateAcks: 1 });
    const late = respond(id, markdown('一'));
    expect(await code(client.ask('ping'))).toBe(0);
    expect(client.acks.at(-1)?.headers.req_id).not.toBe(id);
    expect(await code(late)).toBe(0);
  });

  it('repeats a message, with the same req_id or another', async () => {
    sandbox.faults.set({ redeliver: 1, robotRepeatAsNew: 1 });
    await sandbox.say('zhangwei', EAST, '@漏斗机器人 你好');
    const frames = [await client.callback(), await client.callback(), await client.callback()];
    const ids = frames.map((frame) => frame.headers.req_id);
    expect(new Set(frames.map((frame) => frame.body?.msgid)).size).toBe(1);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(await code(respond(ids[2] ?? '', markdown('答')))).toBe(0);
  });

  it('kicks, cuts or forgets the connection', async () => {
    sandbox.robots.kick(ROBOT.botId);
    expect((await client.callback()).body?.event).toEqual({ eventtype: 'disconnected_event' });
    await client.closed;

    await reconnect();
    sandbox.robots.cut(ROBOT.botId);
    expect(await client.closed).toBe(1006);

    await reconnect();
    sandbox.robots.forget(ROBOT.botId);
    expect(await code(client.ask('ping'))).toBe(0);
    expect(await code(push('zhangwei', markdown('x')))).toBe(846609);
    expect(await code(client.subscribe())).toBe(0);
    expect(await code(push('zhangwei', markdown('x')))).toBe(93006);
  });

  it('delivers nothing while muted, and drops on demand', async () => {
    sandbox.faults.set({ robotMute: true });
    await sandbox.say('zhangwei', EAST, '@漏斗机器人 一');
    sandbox.faults.set({ robotMute: false, dropCallbacks: 1 });
    await sandbox.say('zhangwei', EAST, '@漏斗机器人 二');
    await sandbox.say('zhangwei', EAST, '@漏斗机器人 三');
    expect((await client.callback()).body).toMatchObject({ text: { content: '@漏斗机器人 三' } });
    expect(client.waiting).toEqual([]);
  });

  it('refuses or ignores subscriptions', async () => {
    sandbox.faults.set({ robotRefuseSubscribes: 1 });
    expect(await code(client.subscribe())).toBe(853000);
    sandbox.faults.set({ robotIgnoreSubscribes: 1 });
    client.tell('aibot_subscribe', { bot_id: ROBOT.botId, secret: ROBOT.secret }, 'ignored');
    expect(await code(client.ask('ping'))).toBe(0);
    expect(client.acks.some((ack) => ack.headers.req_id === 'ignored')).toBe(false);
  });

  it('fails the k-th chunk once', async () => {
    const id = await newUpload({ total_size: 9, total_chunks: 3, type: 'file' });
    sandbox.faults.set({ robotFailChunk: 2 });
    const codes = [];
    for (const index of [0, 1, 1, 2]) codes.push((await chunk(id, index, Buffer.from('abc'))).errcode);
    expect(codes).toEqual([0, -1, 0, 0]);
    expect(await code(finish(id))).toBe(0);
  });

  it('gives out an address that has expired', async () => {
    sandbox.faults.set({ robotExpiredMedia: 1 });
    await sandbox.upload('zhangwei', mine, { fileName: 'a.png', bytes: png });
    await client.callback();
    const image = (await client.callback()).body?.image as { url: string };
    expect((await fetch(image.url)).status).toBe(403);
  });
});
