import { afterEach, describe, expect, it } from 'vitest';
import type { ChatContext } from '../../src/chat/context.ts';
import type { ChatCard } from '../../src/chat/reply-types.ts';
import { type Bubble, cardViewOf } from '../../src/sandbox/world/bubble.ts';
import { createGate } from '../app/gate.ts';
import { EAST, ROBOT, robotChat, seenIn } from '../sandbox/robot/support/start-robot.ts';
import { type RobotBot, startRobotBot } from './robot-bot.ts';

let bot: RobotBot;
afterEach(() => bot.stop());

const mine = robotChat('zhangwei');
const start = async (handle: (message: ChatContext) => Promise<void>) => {
  bot = await startRobotBot(handle);
};
const echo = (message: ChatContext) => message.answer(`收到 ${message.text}`);
const said = (conversation = mine) =>
  seenIn(bot.sandbox, conversation)
    .filter((line) => line.startsWith('漏斗机器人: '))
    .map((line) => line.slice('漏斗机器人: '.length));
const nextSaid = (text: string) =>
  bot.sandbox.nextBubble(
    ({ author, content }) => author.kind === 'robot' && 'text' in content && content.text === text,
  );
const replies = () =>
  bot.sandbox.log.entries({ channel: 'robot' }).filter(({ title }) => title === 'aibot_respond_msg').length;

describe('an answer', () => {
  it('that is there at once takes one frame', async () => {
    await start(echo);
    const shown = nextSaid('收到 一');
    await bot.sandbox.say('zhangwei', mine, '一');
    expect((await shown).streaming).toBe(false);
    expect(replies()).toBe(1);
  });

  it('in a group is for the group', async () => {
    await start(echo);
    const shown = nextSaid('收到 二');
    await bot.sandbox.say('zhangwei', EAST, '@漏斗机器人 二');
    await shown;
    expect(said(EAST)).toEqual(['收到 二']);
  });

  it('that takes long is announced after 4 s and given in the same bubble', async () => {
    const gate = createGate();
    await start(async (message) => {
      await gate.opened;
      await echo(message);
    });
    const announced = nextSaid('正在处理');
    await bot.sandbox.say('zhangwei', mine, '一');
    await bot.waits.armed(4_000);
    bot.waits.pass(4_000);
    const { id } = await announced;
    const given = nextSaid('收到 一');
    gate.open();
    expect(await given).toMatchObject({ id, streaming: false });
    expect(said()).toEqual(['收到 一']);
  });

  it('that takes longer than a stream lives comes on its own, and the stream says so', async () => {
    const gate = createGate();
    let wasInTime: boolean | undefined;
    await start(async (message) => {
      await gate.opened;
      wasInTime = message.canAnswer();
      await bot.puppet.sendPrepared(await bot.puppet.prepare(message.chat, { kind: 'text', text: '算好了' }));
    });
    const announced = nextSaid('正在处理');
    await bot.sandbox.say('zhangwei', mine, '一');
    await bot.waits.armed(4_000);
    bot.waits.pass(4_000);
    await announced;
    const ended = nextSaid('好了单独发给你');
    bot.waits.pass(5 * 60_000 - 4_000);
    await ended;
    const late = nextSaid('算好了');
    gate.open();
    await late;
    expect(wasInTime).toBe(false);
    expect(said()).toEqual(['好了单独发给你', '算好了']);
  });

  it('shows what was typed as it was typed', async () => {
    await start(echo);
    const shown = nextSaid('收到 ＊＊客户＊＊ ＜think>');
    await bot.sandbox.say('zhangwei', mine, '**客户** <think>');
    await shown;
    expect(said()).toHaveLength(1);
  });

  it('without words shows nothing', async () => {
    await start(async (message) => {
      if (message.text !== '一') await echo(message);
    });
    const shown = nextSaid('收到 二');
    await bot.sandbox.say('zhangwei', mine, '一');
    await bot.sandbox.say('zhangwei', mine, '二');
    await shown;
    expect(said()).toEqual(['收到 二']);
  });
});

describe('a card', () => {
  const card = (change: Partial<ChatCard> = {}): ChatCard => ({
    taskId: 'lead-17',
    title: '推进 客户A',
    fields: [{ label: '阶段', value: '意向' }],
    options: [{ label: '商机', key: 'a1' }],
    ...change,
  });
  const ask = async (message: ChatContext) => {
    if (message.kind !== 'button') message.answerWith({ kind: 'card', card: card(), text: '推进 客户A\n1. 商机' });
    else if (message.text === 'a1' && message.card?.taskId === 'lead-17') {
      const done = card({ done: '已由 张伟 推进到 商机' });
      message.answerWith({ kind: 'card_update', card: done, handle: '', userids: [] });
    }
  };
  const nextCard = () => bot.sandbox.nextBubble(({ content }) => content.kind === 'card');

  it('is an answer, is pressed, and shows what became of it to everybody', async () => {
    await start(ask);
    const shown = nextCard();
    await bot.sandbox.say('zhangwei', EAST, '@漏斗机器人 推进');
    const { id } = await shown;
    const isDone = (bubble: Bubble, userid: string) =>
      cardViewOf(bubble, userid)?.card.sub_title_text === '已由 张伟 推进到 商机';
    const updated = bot.sandbox.nextBubble((bubble) =>
      ['lina', 'zhangwei', 'wangfang'].every((one) => isDone(bubble, one)),
    );
    await bot.sandbox.press('lina', id, { on: 'button', key: 'a1', chosen: {} });
    await updated;
    expect(bot.queued).toEqual([]);
  });

  it('that comes late is said in the words of the stream that was begun', async () => {
    const gate = createGate();
    await start(async (message) => {
      await gate.opened;
      await ask(message);
    });
    const announced = nextSaid('正在处理');
    await bot.sandbox.say('zhangwei', mine, '推进');
    await bot.waits.armed(4_000);
    bot.waits.pass(4_000);
    await announced;
    const given = nextSaid('推进 客户A\n1. 商机');
    gate.open();
    await given;
    expect(said()).toHaveLength(1);
  });

  it('whose press is answered too late to change it leaves the answer to the outbox', async () => {
    const gate = createGate();
    let tell = (_canAnswer: boolean) => {};
    const told = new Promise<boolean>((resolve) => {
      tell = resolve;
    });
    await start(async (message) => {
      if (message.kind !== 'button') return ask(message);
      await gate.opened;
      tell(message.canAnswer());
    });
    const shown = nextCard();
    await bot.sandbox.say('zhangwei', mine, '推进');
    const { id } = await shown;
    await bot.sandbox.press('zhangwei', id, { on: 'button', key: 'a1', chosen: {} });
    await bot.waits.armed(4_000);
    bot.waits.pass(4_000);
    gate.open();
    expect(await told).toBe(false);
  });

  it('whose change is lost with the line is answered by a message', async () => {
    await start(ask);
    const shown = nextCard();
    await bot.sandbox.say('zhangwei', mine, '推进');
    const { id } = await shown;
    const stranded = bot.nextQueued();
    bot.wire.cutAtNextSend('before');
    await bot.sandbox.press('zhangwei', id, { on: 'button', key: 'a1', chosen: {} });
    await stranded;
    expect(bot.queued).toMatchObject([{ to: 'zhangwei', message: { kind: 'text', text: '已由 张伟 推进到 商机' } }]);
  });
});

describe('a message that comes twice', () => {
  it('is answered once, under one req_id, however it is repeated', async () => {
    let handled = 0;
    await start(async (message) => {
      handled++;
      await echo(message);
    });
    bot.sandbox.faults.set({ redeliver: 1, robotRepeatAsNew: 1 });
    const first = nextSaid('收到 一');
    await bot.sandbox.say('zhangwei', mine, '一');
    await first;
    const second = nextSaid('收到 二');
    await bot.sandbox.say('zhangwei', mine, '二');
    await second;
    expect(handled).toBe(2);
    expect(said()).toEqual(['收到 一', '收到 二']);
  });
});

describe('an answer on a broken connection', () => {
  /** As the outbox does it, after a restart perhaps: through JSON. */
  const prepareQueued = () => bot.puppet.prepare('zhangwei', JSON.parse(JSON.stringify(bot.queued[0]?.message)));

  it('that the platform never got goes to the outbox, and from there into the answer once', async () => {
    await start(echo);
    const stranded = bot.nextQueued();
    bot.wire.cutAtNextSend('before');
    await bot.sandbox.say('zhangwei', mine, '一');
    await stranded;
    expect(said()).toEqual([]);
    await bot.reconnect();
    expect(bot.queued).toMatchObject([{ to: 'zhangwei', message: { kind: 'text', text: '收到 一' } }]);
    const request = await prepareQueued();
    await bot.puppet.sendPrepared(request);
    await bot.puppet.sendPrepared(request);
    expect(said()).toEqual(['收到 一']);
  });

  it('that the platform got before the line was cut is not shown again', async () => {
    await start(echo);
    const stranded = bot.nextQueued();
    bot.wire.cutAtNextSend('after');
    await bot.sandbox.say('zhangwei', mine, '一');
    await stranded;
    expect(said()).toEqual(['收到 一']);
    await bot.reconnect();
    await bot.puppet.sendPrepared(await prepareQueued());
    expect(said()).toEqual(['收到 一']);
  });

  it('ends the stream that was begun before the cut', async () => {
    const gate = createGate();
    await start(async (message) => {
      await gate.opened;
      await echo(message);
    });
    const announced = nextSaid('正在处理');
    await bot.sandbox.say('zhangwei', mine, '一');
    await bot.waits.armed(4_000);
    bot.waits.pass(4_000);
    await announced;
    bot.sandbox.robots.cut(ROBOT.botId);
    await bot.timers.armed(1_000);
    const stranded = bot.nextQueued();
    gate.open();
    await stranded;
    await bot.reconnect();
    await bot.puppet.sendPrepared(await prepareQueued());
    expect(said()).toEqual(['收到 一']);
  });

  it('goes as a message of its own when its stream would be over', async () => {
    await start(echo);
    const stranded = bot.nextQueued();
    bot.wire.cutAtNextSend('before');
    await bot.sandbox.say('zhangwei', mine, '一');
    await stranded;
    await bot.reconnect();
    const request = await prepareQueued();
    await bot.sandbox.clock.advanceBy(25 * 3_600_000);
    await bot.puppet.sendPrepared(request);
    expect(said()).toEqual(['补发：收到 一']);
  });

  it('that was carried out without an acknowledgement is not sent again, and the log says so', async () => {
    await start(echo);
    bot.sandbox.faults.set({ robotDropAcks: 1 });
    const shown = nextSaid('收到 一');
    await bot.sandbox.say('zhangwei', mine, '一');
    await shown;
    bot.timers.pass(4_500);
    const next = nextSaid('收到 二');
    await bot.sandbox.say('zhangwei', mine, '二');
    await next;
    expect(bot.queued).toEqual([]);
    expect(bot.lines).toContainEqual(expect.objectContaining({ code: 'ack_lost' }));
    expect(said()).toEqual(['收到 一', '收到 二']);
  });
});
