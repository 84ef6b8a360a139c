import { describe, expect, it } from 'vitest';
import { seedRobot } from '../../../src/sandbox/seed-world.ts';
import { png } from '../support/multipart.ts';
import { client, MINUTE, mine, reconnect, reqIdOf, respond, restart, sandbox, stream } from './support/on-the-line.ts';
import { EAST, ROBOT, robotChat } from './support/start-robot.ts';

describe('a message', () => {
  it('has ids of the real shape and a response_url', async () => {
    await sandbox.say('zhangwei', EAST, '@漏斗机器人 在吗');
    const { body, headers } = await client.callback();
    expect(headers.req_id).toMatch(/^[\w-]{24}$/);
    expect(body).toEqual({
      msgid: expect.stringMatching(/^[0-9a-f]{32}$/),
      aibotid: ROBOT.botId,
      chatid: EAST,
      chattype: 'group',
      from: { userid: 'zhangwei' },
      response_url: expect.stringContaining('/cgi-bin/aibot/response?response_code='),
      msgtype: 'text',
      text: { content: '@漏斗机器人 在吗' },
    });
  });

  it('may be mixed or quote another', async () => {
    const quote = { msgtype: 'text', payload: { content: '请补充合同' } };
    const items = [{ msgtype: 'text', text: { content: '@漏斗机器人 合同' } }];
    await sandbox.robots.write('lina', EAST, { msgtype: 'mixed', payload: { msg_item: items }, quote });
    expect((await client.callback()).body).toMatchObject({
      msgtype: 'mixed',
      mixed: { msg_item: items },
      quote: { msgtype: 'text', text: { content: '请补充合同' } },
    });
  });

  it('comes after the greeting of the day, also when nobody opened the chat', async () => {
    await sandbox.say('zhangwei', mine, '早');
    const greeting = await client.callback();
    expect(greeting.body).toEqual({
      msgid: expect.any(String),
      create_time: Math.floor(sandbox.clock.now() / 1000),
      aibotid: ROBOT.botId,
      from: { userid: 'zhangwei' },
      msgtype: 'event',
      event: { eventtype: 'enter_chat' },
    });
    expect((await client.callback()).body?.msgtype).toBe('text');
  });

  it('does not arrive from outside the visible range, nor as a file from a group', async () => {
    await restart({ robots: [{ ...seedRobot(), visibleTo: { users: ['zhangwei'], departments: [] } }] });
    expect(sandbox.world.conversations.has(robotChat('lina'))).toBe(false);
    await sandbox.say('lina', EAST, '@漏斗机器人 听得见吗');
    await sandbox.upload('zhangwei', EAST, { fileName: 'a.png', bytes: png });
    await sandbox.robots.write('zhangwei', EAST, { msgtype: 'file', payload: { url: 'http://x/' } });
    await reqIdOf('@漏斗机器人 我可以', EAST);
    expect(client.waiting).toEqual([]);
  });

  it('is not delivered as the fourth in interaction, until one of the three is over', async () => {
    const ids = [await reqIdOf('一'), await reqIdOf('二'), await reqIdOf('三')];
    for (const [index, id] of ids.entries()) await respond(id, stream('…', false, `s-${index}`));
    await sandbox.say('zhangwei', mine, '四');
    expect(sandbox.log.entries().at(-1)?.warnings).toEqual(['too many messages in interaction: not delivered']);
    await reqIdOf('别人的', robotChat('lina'), 'lina');
    await respond(ids[0] ?? '', stream('好', true, 's-0'));
    await reqIdOf('五');
    expect(client.waiting).toEqual([]);
  });

  it('is lost while no connection is there', async () => {
    sandbox.robots.cut(ROBOT.botId);
    await sandbox.say('zhangwei', mine, '有人吗');
    await reconnect();
    await reqIdOf('现在呢');
    expect(client.waiting).toEqual([]);
    expect(sandbox.log.entries({ text: '有人吗' })[0]).toMatchObject({ status: null });
  });

  it('carries files for five minutes', async () => {
    await sandbox.upload('zhangwei', mine, { fileName: 'a.bin', bytes: Buffer.from('hello, file') });
    await client.callback();
    const file = (await client.callback()).body?.file as { url: string; aeskey: string };
    expect(Buffer.from(file.aeskey, 'base64')).toHaveLength(32);
    const download = await fetch(file.url);
    expect(download.headers.get('content-disposition')).toContain('a.bin');
    expect((await download.arrayBuffer()).byteLength).toBe(32);
    await sandbox.clock.advanceBy(5 * MINUTE);
    expect((await fetch(file.url)).status).toBe(403);
    expect((await fetch(`${sandbox.url}/aibot-media/${'a'.repeat(40)}`)).status).toBe(403);
  });
});
