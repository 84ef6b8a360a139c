import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import type { RobotSocketOptions } from '../../../src/wecom/robot-socket.ts';
import { ROBOT, startRobot } from '../../sandbox/robot/support/start-robot.ts';
import { startRelay, type TcpRelay } from '../../support/tcp-relay.ts';
import { type Watched, watch, watchUp } from './connected.ts';

let sandbox: Sandbox;
let close: () => Promise<void>;
const closing: (() => unknown)[] = [];

beforeEach(async () => {
  ({ sandbox, close } = await startRobot());
});
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one();
  await close();
});

/** A socket that ends with the test. */
function tracked(options?: Partial<RobotSocketOptions>): Watched {
  const watched = watch(sandbox, options);
  closing.push(() => watched.socket.stop());
  return watched;
}
async function up(options?: Partial<RobotSocketOptions>): Promise<Watched> {
  const watched = await watchUp(sandbox, options);
  closing.push(() => watched.socket.stop());
  return watched;
}
const isOnline = () => sandbox.platform.robots.get(ROBOT.botId)?.online;
const subscriptions = () =>
  sandbox.log.entries({ channel: 'robot' }).filter(({ title }) => title === 'aibot_subscribe');

async function relay(): Promise<{ wire: TcpRelay; url: string }> {
  const wire = await startRelay(Number(new URL(sandbox.url).port));
  closing.push(() => wire.close());
  return { wire, url: `ws://127.0.0.1:${wire.port}` };
}

describe('the connection', () => {
  it('subscribes and hears what is written', async () => {
    const bot = await up();
    expect(bot.socket.state).toBe('up');
    expect((await bot.hear('你好')).body).toMatchObject({ msgtype: 'text', text: { content: '你好' } });
  });

  it('comes back after it was cut', async () => {
    const bot = await up();
    sandbox.robots.cut(ROBOT.botId);
    await bot.timers.armed(1_000);
    expect(bot.socket.state).toBe('lost');
    const back = bot.nextUp();
    bot.timers.pass(1_000);
    await back;
    expect((await bot.hear('还在吗')).body.msgtype).toBe('text');
  });

  it('waits longer each time the platform cannot be reached', async () => {
    const gone = await startRelay(Number(new URL(sandbox.url).port));
    const { port } = gone;
    await gone.close();
    const bot = tracked({ url: `ws://127.0.0.1:${port}` });
    bot.socket.start();
    for (const waitMs of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      await bot.timers.armed(waitMs);
      expect(bot.timers.set).toEqual([waitMs]);
      bot.timers.pass(waitMs);
    }
  });

  it('says so loudly when it is refused, tries slowly, and recovers when the secret was put right', async () => {
    const robot = sandbox.platform.robots.get(ROBOT.botId);
    if (!robot) throw new Error('no robot');
    robot.secret = 'another-secret';
    const bot = tracked();
    bot.socket.start();
    await bot.timers.armed(30_000);
    expect(bot.socket.state).toBe('refused');
    expect(bot.logged).toEqual(['error: robot refused: check WECOM_BOT_ID and WECOM_BOT_SECRET']);
    bot.timers.pass(30_000);
    await bot.timers.armed(60_000);
    robot.secret = ROBOT.secret;
    const recovered = bot.nextUp();
    bot.timers.pass(60_000);
    await recovered;
    expect(subscriptions()).toHaveLength(3);
  });

  it('gives up a subscribe that is never answered after 15 s, and opens another connection', async () => {
    sandbox.faults.set({ robotIgnoreSubscribes: 1 });
    const bot = tracked();
    const ignored = new Promise<void>((resolve) => {
      sandbox.log.onEntry(() => resolve());
    });
    bot.socket.start();
    await ignored;
    expect(bot.socket.state).toBe('connecting');
    const connected = bot.nextUp();
    bot.timers.pass(15_000);
    expect(bot.socket.state).toBe('lost');
    bot.timers.pass(1_000);
    await connected;
    expect(isOnline()).toBe(true);
  });

  it('stays down when a newer connection took over, and the newer one is left alone', async () => {
    const old = await up();
    const newer = await up();
    await old.untilLogged('replaced by a newer connection');
    expect(old.socket.state).toBe('replaced');
    expect(old.timers.set).toEqual([]);
    old.timers.pass(86_400_000);
    expect((await newer.hear('谁在')).body.msgtype).toBe('text');
    expect(newer.socket.state).toBe('up');
    expect(subscriptions()).toHaveLength(2);
  });

  it('keeps up by heartbeats, and finds out when the other end is gone without a word', async () => {
    const { wire, url } = await relay();
    const bot = await up({ url });
    bot.timers.pass(30_000);
    await bot.timers.armed(10_000);
    // Answered: the next one is due in 30 s.
    await bot.timers.armed(30_000);
    wire.goDead();
    bot.timers.pass(30_000);
    await bot.timers.armed(10_000);
    bot.timers.pass(10_000);
    await bot.timers.armed(1_000);
    expect(bot.socket.state).toBe('lost');
    const back = bot.nextUp();
    bot.timers.pass(1_000);
    await back;
    expect((await bot.hear('还在吗')).body.msgtype).toBe('text');
  });

  it('ends when told, and leaves nothing waiting', async () => {
    const bot = await up();
    bot.socket.stop();
    expect(bot.socket.state).toBe('stopped');
    expect(bot.timers.set).toEqual([]);
    bot.socket.start();
    expect(bot.socket.state).toBe('connecting');
  });
});
