import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { seedRobot } from '../../../src/sandbox/seed-world.ts';
import { client, code, mine, restart, sandbox } from './support/on-the-line.ts';
import { rawClient, subscribed } from './support/raw-client.ts';
import { ROBOT } from './support/start-robot.ts';

const robot = () => sandbox.platform.robots.get(ROBOT.botId);

describe('a subscription', () => {
  it.each([
    ['a wrong secret', { bot_id: ROBOT.botId, secret: 'x' }],
    ['an unknown robot', { bot_id: 'aibOther', secret: ROBOT.secret }],
    ['camel case', { botId: ROBOT.botId, secret: ROBOT.secret }],
    ['nothing', {}],
  ])('is refused with 853000 for %s, and the socket stays open', async (_what, credentials) => {
    const other = await rawClient(sandbox);
    expect(await other.subscribe(credentials)).toMatchObject({ errcode: 853000, headers: { req_id: 'r-1' } });
    expect(await code(other.subscribe())).toBe(0);
  });

  it('is needed before anything else', async () => {
    const other = await rawClient(sandbox);
    for (const cmd of ['ping', 'aibot_send_msg', 'aibot_respond_msg', 'no_such_cmd']) {
      expect(await code(other.ask(cmd, {}))).toBe(846609);
    }
    await other.subscribe();
    expect(await code(other.ask('ping'))).toBe(0);
    expect(await code(other.ask('no_such_cmd', {}))).not.toBe(0);
  });

  it('is acknowledged without a cmd and with the same req_id', async () => {
    const other = await rawClient(sandbox, '/?scene=1');
    const ack = await other.subscribe({ bot_id: ROBOT.botId, secret: ROBOT.secret, scene: 1, plug_version: '9.9' });
    expect(ack).toEqual({ headers: { req_id: 'r-1' }, errcode: 0, errmsg: 'ok' });
  });

  it('takes the place of an older one, which is told and closed', async () => {
    const second = await subscribed(sandbox);
    const event = await client.callback();
    expect(event.cmd).toBe('aibot_event_callback');
    expect(event.body).toEqual({
      msgid: expect.stringMatching(/^[0-9a-f]{32}$/),
      create_time: Math.floor(sandbox.clock.now() / 1000),
      aibotid: ROBOT.botId,
      msgtype: 'event',
      event: { eventtype: 'disconnected_event' },
    });
    await client.closed;
    await sandbox.say('zhangwei', mine, '谁在');
    expect((await second.callback()).cmd).toBe('aibot_event_callback');
    expect((await second.callback()).body).toMatchObject({ text: { content: '谁在' } });
  });

  it('may be repeated on the same connection', async () => {
    expect(await code(client.subscribe())).toBe(0);
    expect(await code(client.ask('ping'))).toBe(0);
    expect(robot()?.online).toBe(true);
  });

  it('is not possible while the robot is in webhook mode', async () => {
    await restart({ robots: [seedRobot('http://127.0.0.1:1/')] });
    expect(await code(client.subscribe())).toBe(853000);
  });

  it('ends with the silence of the bot', async () => {
    await restart({ settings: { robotSilenceMs: 30 } });
    expect(await client.closed).toBe(1006);
    expect(robot()?.online).toBe(false);
  });

  it('never shows a secret in the log, not even a wrong one', async () => {
    const other = await rawClient(sandbox);
    await other.subscribe({ bot_id: ROBOT.botId, secret: 'mistyped-secret' });
    await other.subscribe();
    const log = JSON.stringify(sandbox.log.entries());
    expect(log).toContain('aibot_subscribe');
    expect(log).not.toContain('mistyped-secret');
    expect(log).not.toContain(ROBOT.secret);
  });

  it.each([
    ['from a web page', '/', { origin: 'http://evil.example' }, 403],
    ['at another path', '/ws', {}, 404],
  ])('cannot be opened %s', async (_what, path, headers, status) => {
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const key = { 'sec-websocket-key': Buffer.alloc(16).toString('base64') };
    const answered = await new Promise((resolve) => {
      request(`${sandbox.url}${path}`, { headers: { ...upgrade, ...key, ...headers } })
        .on('response', (response) => resolve(response.statusCode))
        .on('upgrade', () => resolve('upgraded'))
        .end();
    });
    expect(answered).toBe(status);
  });

  it('survives what is no frame of the protocol', async () => {
    for (const junk of ['not json', '[]', '{}', '{"cmd":7}', Buffer.from([1, 2, 3])]) client.socket.send(junk);
    expect(await code(client.ask('ping'))).toBe(0);
    const bad = sandbox.log.entries().filter((entry) => entry.warnings.includes('not a frame of the protocol'));
    expect(bad).toHaveLength(5);
  });
});
