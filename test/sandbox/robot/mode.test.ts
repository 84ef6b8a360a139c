import { describe, expect, it } from 'vitest';
import { bot, replying, restart, sandbox, say, seen, stream } from './support/called-bot.ts';
import { ROBOT } from './support/start-robot.ts';

describe('choosing the mode', () => {
  it('takes a URL that echoes the plain text', async () => {
    await restart({});
    sandbox.robots.useLongConnection(ROBOT.botId);
    await say('没人');
    expect(bot.heard).toEqual([]);
    expect(await sandbox.robots.useWebhook(ROBOT.botId, `${bot.url}?own=1`)).toEqual({ ok: true });
    bot.answer = replying(stream('通了', true));
    await say('喂');
    expect(seen().at(-1)).toBe('漏斗机器人: 通了');
    expect(bot.heard.at(-1)?.query.get('own')).toBe('1');
  });

  it('keeps what was when the check fails', async () => {
    bot.echo = '"quoted"';
    expect(await sandbox.robots.useWebhook(ROBOT.botId, `${bot.url}?new=1`)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('echostr 校验失败'),
    });
    expect(await sandbox.robots.useWebhook(ROBOT.botId, 'http://127.0.0.1:1/')).toMatchObject({ ok: false });
    expect(sandbox.platform.robots.get(ROBOT.botId)?.transport).toEqual({ kind: 'webhook', callbackUrl: bot.url });
  });

  it('is possible from the page, with the faults of robots', async () => {
    const post = async (body: object) => {
      const response = await fetch(`${sandbox.url}/sandbox/api/robot`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ robot: ROBOT.botId, ...body }),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    expect((await post({ transport: { kind: 'long-connection' } })).body).toMatchObject({
      robot: { id: ROBOT.botId, name: '漏斗机器人', transport: 'long-connection', callbackUrl: null, online: false },
    });
    expect((await post({ transport: { kind: 'webhook', url: bot.url } })).body).toMatchObject({
      robot: { transport: 'webhook', callbackUrl: bot.url },
      check: { ok: true },
    });
    expect((await post({ set: { robotMute: true, robotDropAcks: 2 } })).body.faults).toMatchObject({
      robotMute: true,
      robotDropAcks: 2,
    });
    expect((await post({ connection: 'cut' })).status).toBe(200);
    expect((await post({ connection: 'explode' })).status).toBe(400);
    expect((await post({ robot: 'aibNo' })).status).toBe(400);
    const state = (await (await fetch(`${sandbox.url}/sandbox/api/state`)).json()) as { robots: object[] };
    expect(state.robots).toHaveLength(1);
    const foreign = await fetch(`${sandbox.url}/sandbox/api/robot`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://evil.example' },
      body: '{}',
    });
    expect(foreign.status).toBe(403);
  });
});
