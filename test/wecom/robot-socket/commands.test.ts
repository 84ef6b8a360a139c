import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { EAST, ROBOT, robotChat, seenIn, startRobot } from '../../sandbox/robot/support/start-robot.ts';
import { png } from '../../sandbox/support/multipart.ts';
import { startRelay, type TcpRelay } from '../../support/tcp-relay.ts';
import { at, failure, markdown, stream, type Watched, watchUp } from './connected.ts';

let sandbox: Sandbox;
let close: () => Promise<void>;
let bot: Watched;
let wire: TcpRelay;

beforeEach(async () => {
  ({ sandbox, close } = await startRobot());
  wire = await startRelay(Number(new URL(sandbox.url).port));
  bot = await watchUp(sandbox, { url: `ws://127.0.0.1:${wire.port}` });
});
afterEach(async () => {
  bot.socket.stop();
  await wire.close();
  await close();
});

const mine = robotChat('zhangwei');
const me = { id: 'zhangwei', isGroup: false } as const;
const said = () => seenIn(sandbox, mine).filter((line) => line.startsWith('漏斗机器人'));
const shown = () => sandbox.nextBubble(({ author }) => author.kind === 'robot');

describe('commands', () => {
  it('answer a message, in one frame or in several that are one bubble', async () => {
    const first = await bot.hear('一');
    await bot.socket.respond(at(first), stream('答一'));
    const second = await bot.hear('二');
    await bot.socket.respond(at(second), stream('查询中', false));
    await bot.socket.refresh(at(second), stream('答二'));
    await bot.socket.respond(at(second), markdown('再说一句'));
    expect(said()).toEqual(['漏斗机器人: 答一', '漏斗机器人: 答二', '漏斗机器人: 再说一句']);
  });

  it('of one message go one after the other, whoever waits for what', async () => {
    const message = await bot.hear('一');
    await Promise.all([
      bot.socket.respond(at(message), stream('查询中', false)),
      bot.socket.refresh(at(message), stream('一半', false)),
      bot.socket.refresh(at(message), stream('全部')),
    ]);
    expect(said()).toEqual(['漏斗机器人: 全部']);
  });

  it('greet, and push to a person and a group that have talked', async () => {
    const entered = bot.nextEvent();
    await sandbox.enter('zhangwei', mine);
    await bot.socket.welcome(at(await entered), '你好');
    expect(await failure(bot.socket.send(me, markdown('早')))).toEqual({ code: 'refused', errcode: 93006 });
    await bot.hear('一');
    await bot.socket.send(me, markdown('早'));
    await bot.hear('@漏斗机器人 二', { in: EAST });
    await bot.socket.send({ id: EAST, isGroup: true }, markdown('大家早'));
    expect(said()).toEqual(['漏斗机器人: 你好', '漏斗机器人: 早']);
    expect(seenIn(sandbox, EAST).at(-1)).toBe('漏斗机器人: 大家早');
  });

  it('upload a picture and show it', async () => {
    await bot.hear('图呢');
    const mediaId = await bot.socket.uploadMedia(png, { type: 'image', filename: 'funnel.png' });
    await bot.socket.send(me, { msgtype: 'image', image: { media_id: mediaId } });
    expect(said()).toEqual(['漏斗机器人: image']);
    const nothing = bot.socket.uploadMedia(new Uint8Array(0), { type: 'image', filename: 'empty.png' });
    expect(await failure(nothing)).toEqual({ code: 'too_large', errcode: null });
  });

  it('are refused before anything is written when the text is too long, and pass at the limit', async () => {
    await bot.hear('一');
    const longest = `${'漏'.repeat(6826)}ab`;
    expect(await failure(bot.socket.send(me, markdown(`${longest}c`)))).toEqual({ code: 'too_large', errcode: null });
    await bot.socket.send(me, markdown(longest));
    expect(said()).toEqual([`漏斗机器人: ${longest}`]);
  });

  it('beyond 30 messages a minute in one conversation wait for the next minute', async () => {
    const message = await bot.hear('一');
    for (let count = 1; count <= 30; count++) await bot.socket.send(me, markdown(String(count)));
    expect(await failure(bot.socket.send(me, markdown('31')))).toEqual({ code: 'rate', errcode: null });
    expect(await failure(bot.socket.respond(at(message), markdown('31')))).toEqual({ code: 'rate', errcode: null });
    await bot.hear('@漏斗机器人 二', { in: EAST });
    await bot.socket.send({ id: EAST, isGroup: true }, markdown('别的会话不受影响'));
    await sandbox.clock.advanceBy(60_000);
    await bot.socket.send(me, markdown('31'));
    expect(said()).toHaveLength(31);
  });
});

describe('a command without an acknowledgement', () => {
  it('counts as carried out when the line still answers, and its req_id is not used again', async () => {
    const message = await bot.hear('一');
    sandbox.faults.set({ robotDropAcks: 1 });
    const bubble = shown();
    const reply = failure(bot.socket.respond(at(message), stream('答')));
    await bubble;
    bot.timers.pass(4_500);
    expect(await reply).toEqual({ code: 'ack_lost', errcode: null });
    expect(await failure(bot.socket.respond(at(message), markdown('又')))).toEqual({ code: 'spent', errcode: null });
    await bot.socket.send(me, markdown('推送'));
    expect(said()).toEqual(['漏斗机器人: 答', '漏斗机器人: 推送']);
  });

  it('is not mixed up with another when its acknowledgement comes late', async () => {
    await bot.socket.stop();
    await close();
    ({ sandbox, close } = await startRobot({ settings: { robotLateAckMs: 0 } }));
    bot = await watchUp(sandbox);
    const message = await bot.hear('一');
    sandbox.faults.set({ robotLateAcks: 1 });
    const bubble = shown();
    const reply = failure(bot.socket.respond(at(message), stream('答')));
    await bubble;
    bot.timers.pass(4_500);
    // Late, but there: either it came before the line had proved that it lives, or the reply counts as carried out.
    expect([undefined, 'ack_lost']).toContain((await reply)?.code);
    expect(await failure(bot.socket.respond(at(message), stream('')))).toEqual({ code: 'spent', errcode: null });
    expect(said()).toEqual(['漏斗机器人: 答']);
  });

  it('is lost with the line when that was cut before it reached the platform', async () => {
    const message = await bot.hear('一');
    wire.cutAtNextSend('before');
    expect(await failure(bot.socket.respond(at(message), stream('答')))).toEqual({ code: 'line_lost', errcode: null });
    expect(await failure(bot.socket.respond(at(message), stream('答')))).toEqual({
      code: 'not_connected',
      errcode: null,
    });
    const back = bot.nextUp();
    bot.timers.pass(1_000);
    await back;
    // A req_id outlives the connection it came through.
    await bot.socket.respond(at(message), stream('答'));
    expect(said()).toEqual(['漏斗机器人: 答']);
  });

  it('is lost with the line when that does not answer any more', async () => {
    const message = await bot.hear('一');
    wire.goDead();
    const reply = failure(bot.socket.respond(at(message), stream('答')));
    await bot.timers.armed(4_500);
    bot.timers.pass(4_500);
    await bot.timers.armed(10_000);
    bot.timers.pass(10_000);
    expect(await reply).toEqual({ code: 'line_lost', errcode: null });
  });

  it('sent again after the line was cut, as the same stream, is shown once', async () => {
    const message = await bot.hear('一');
    wire.cutAtNextSend('after');
    expect(await failure(bot.socket.respond(at(message), stream('答')))).toEqual({ code: 'line_lost', errcode: null });
    const back = bot.nextUp();
    bot.timers.pass(1_000);
    await back;
    expect(await failure(bot.socket.respond(at(message), stream('答')))).toEqual({ code: 'refused', errcode: 846608 });
    expect(said()).toEqual(['漏斗机器人: 答']);
  });
});

describe('a subscription that the platform forgot', () => {
  it('is renewed over a new connection, and what met it is sent once more', async () => {
    await bot.hear('一');
    sandbox.robots.forget(ROBOT.botId);
    const back = bot.nextUp();
    const sent = bot.socket.send(me, markdown('早'));
    await bot.timers.armed(0);
    bot.timers.pass(0);
    await back;
    await sent;
    expect(said()).toEqual(['漏斗机器人: 早']);
  });

  it('does not hold a message back when no connection comes', async () => {
    await bot.hear('一');
    sandbox.robots.forget(ROBOT.botId);
    sandbox.faults.set({ robotIgnoreSubscribes: 1 });
    const sent = failure(bot.socket.send(me, markdown('早')));
    await bot.timers.armed(10_000);
    bot.timers.pass(10_000);
    expect(await sent).toEqual({ code: 'not_connected', errcode: null });
  });
});
