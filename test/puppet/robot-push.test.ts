import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutMessage } from '../../src/chat/reply-types.ts';
import { EAST, ROBOT, robotChat, seenIn } from '../sandbox/robot/support/start-robot.ts';
import { png } from '../sandbox/support/multipart.ts';
import { type RobotBot, startRobotBot } from './robot-bot.ts';

let bot: RobotBot;
beforeEach(async () => {
  bot = await startRobotBot(async (message) => message.answer('在'));
});
afterEach(() => bot.stop());

const mine = robotChat('zhangwei');
const text = (said: string): OutMessage => ({ kind: 'text', text: said });
const send = async (to: string, message: OutMessage) => bot.puppet.sendPrepared(await bot.puppet.prepare(to, message));
/** Writes to the robot, which is what makes somebody reachable. */
async function meet(conversation = mine, words = '你好'): Promise<void> {
  const answered = bot.sandbox.nextBubble(({ author }) => author.kind === 'robot');
  await bot.sandbox.say('zhangwei', conversation, words);
  await answered;
}
const last = (conversation = mine) => seenIn(bot.sandbox, conversation).at(-1);

describe('a push', () => {
  it('reaches a person and a group that have talked, with tables, pictures and files', async () => {
    await meet();
    await meet(EAST, '@漏斗机器人 你好');
    await send('zhangwei', text('早'));
    expect(last()).toBe('漏斗机器人: 早');
    await send(`room:${EAST}`, { kind: 'markdown', markdown: '|阶段|数|\n|---|---|\n|商机|3|', text: '商机 3' });
    expect(last(EAST)).toBe('漏斗机器人: |阶段|数|\n|---|---|\n|商机|3|');
    await send('zhangwei', { kind: 'picture', png, text: '漏斗图' });
    expect(last()).toBe('漏斗机器人: image');
    await send('zhangwei', { kind: 'file', name: '线索.csv', bytes: Buffer.from('姓名,电话\n'), text: '线索' });
    expect(last()).toBe('漏斗机器人: file');
  });

  it('is prepared once and sent as the same bytes every time', async () => {
    await meet();
    const request = await bot.puppet.prepare('zhangwei', { kind: 'picture', png, text: '漏斗图' });
    await bot.puppet.sendPrepared(request);
    await bot.puppet.sendPrepared(request);
    const sent = bot.sandbox.log.entries({ channel: 'robot' }).filter(({ title }) => title === 'aibot_send_msg');
    const bodies = sent.map(({ request: frame }) => JSON.stringify((JSON.parse(frame) as { body: unknown }).body));
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toBe(bodies[1]);
  });

  it('to somebody who never wrote is given up', async () => {
    await expect(send('lina', text('早'))).rejects.toMatchObject({ action: 'give_up', code: '93006' });
  });

  it('that is too long is given up before anything is written', async () => {
    await meet();
    await expect(send('zhangwei', text('漏'.repeat(7000)))).rejects.toMatchObject({
      action: 'give_up',
      code: 'too_large',
    });
  });

  it('without a connection is tried again later, and says so to whoever asks', async () => {
    await meet();
    const request = await bot.puppet.prepare('zhangwei', text('早'));
    expect(() => bot.puppet.checkReady()).not.toThrow();
    bot.sandbox.robots.cut(ROBOT.botId);
    await bot.timers.armed(1_000);
    await expect(bot.puppet.sendPrepared(request)).rejects.toMatchObject({ action: 'retry', code: 'not_connected' });
    expect(() => bot.puppet.checkReady()).toThrow('lost');
    await bot.reconnect();
    await bot.puppet.sendPrepared(request);
    expect(last()).toBe('漏斗机器人: 早');
  });

  it('is the 31st of its minute: it waits, and then goes', async () => {
    await meet();
    for (let count = 2; count <= 30; count++) await send('zhangwei', text(String(count)));
    const request = await bot.puppet.prepare('zhangwei', text('31'));
    await expect(bot.puppet.sendPrepared(request)).rejects.toMatchObject({ action: 'wait', code: 'rate' });
    await bot.sandbox.clock.advanceBy(60_000);
    await bot.puppet.sendPrepared(request);
    expect(last()).toBe('漏斗机器人: 31');
  });

  it('whose acknowledgement is lost counts as sent', async () => {
    await meet();
    const request = await bot.puppet.prepare('zhangwei', text('早'));
    bot.sandbox.faults.set({ robotDropAcks: 1 });
    const shown = bot.sandbox.nextBubble(({ content }) => 'text' in content && content.text === '早');
    const sending = bot.puppet.sendPrepared(request);
    await shown;
    bot.timers.pass(4_500);
    await sending;
    expect(bot.lines).toContainEqual(expect.objectContaining({ code: 'ack_lost' }));
  });
});
