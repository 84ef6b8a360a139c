import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bubble, cardViewOf } from '../../src/sandbox/world/bubble.ts';
import { EAST, ROBOT, robotChat } from '../sandbox/robot/support/start-robot.ts';
import { type OverChannel, plainWords, startOver } from './over-channel.ts';
import { expectConversation } from './transcript.ts';

let demo: OverChannel;
beforeEach(async () => {
  demo = await startOver('robot-socket');
});
afterEach(() => demo.stop());

const instantAt = (written: string) => Date.parse(written);
const ALL = 'wrSandboxAll0000000000000000001';
const mine = robotChat('zhangwei');
const answers = (conversation: string) =>
  demo.sandbox.world
    .bubblesIn(conversation)
    .filter(({ author }) => author.kind === 'robot')
    .map(({ content }) => plainWords(content));

/** True when somebody sees the card without anything to press. */
function isClosed(bubble: Bubble, userid: string): boolean {
  const view = cardViewOf(bubble, userid);
  return view !== null && (view.replacedText !== null || !view.card.button_list);
}

/** Queues a message as a job would, and sends what is due. */
async function push(to: string, text: string): Promise<void> {
  const now = demo.clock.now();
  const draft = { key: `test/${to}`, channel: 'robot-socket', to, body: JSON.stringify({ text }), notBefore: now };
  await demo.database.uow.run(({ outbox }) => outbox.enqueue(draft, now));
  await demo.app.sender.drain();
}

describe('with nothing but a robot’s BotID and Secret', () => {
  it('moves, asks, plans and undoes in the 1:1 chat', () =>
    expectConversation(
      { say: (userid, text) => demo.say(userid, text), wait: () => {} },
      `
      张伟> /推进 星河科技 商机
      星河科技有限公司：意向 → 商机
      「商机」= 有预算，有决策人，有时间表
      不对就发 /撤销（10分钟内）
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一

      张伟> 2
      星河科技有限公司 的下一步：6月13日（周六） 见到拍板的人，对齐方案
      到那天之前不催你。改日期再发一次 /下一步 就行

      李娜> /推进 星河科技 报价
      星河科技有限公司 是 张伟 负责的，请找 张伟
    `,
    ));

  it('hears its name in a group and answers there', async () => {
    await demo.sandbox.say('lina', EAST, '大家早');
    expect(await demo.say('zhangwei', '@漏斗机器人 /推进 星河科技 商机', EAST)).toContain(
      '星河科技有限公司：意向 → 商机',
    );
    expect(answers(EAST)).toHaveLength(1);
  });

  it('asks with a card, whose press is the answer and closes it for everybody', async () => {
    const asked = demo.nextAnswer(EAST);
    await demo.sandbox.say('zhangwei', EAST, '@漏斗机器人 /推进 星河科技 商机');
    const { id } = await asked;
    const closed = demo.sandbox.nextBubble((bubble) => bubble.id === id && isClosed(bubble, 'lina'));
    const answered = demo.sandbox.nextBubble(({ content }) =>
      plainWords(content).startsWith('星河科技有限公司 的下一步'),
    );
    await demo.sandbox.press('zhangwei', id, { on: 'button', key: '2', chosen: {} });
    await closed;
    expect(plainWords((await answered).content)).toContain('6月13日（周六）');
  });

  it('speaks first to a person and a group that have talked', async () => {
    await demo.say('zhangwei', '/我的');
    await demo.say('zhangwei', '@漏斗机器人 /我的', EAST);
    const toPerson = demo.nextAnswer(mine);
    await push('zhangwei', '早上好，今天有 3 条要跟进');
    await toPerson;
    const toGroup = demo.nextAnswer(EAST);
    await push(`room:${EAST}`, '本周新增 12 条');
    await toGroup;
    expect(answers(mine).at(-1)).toBe('早上好，今天有 3 条要跟进');
    expect(answers(EAST).at(-1)).toBe('本周新增 12 条');
  });

  it('reminds its people and its group by itself, and ends their week with a picture', async () => {
    await demo.say('zhangwei', '/我的');
    await demo.say('wangfang', '/我的');
    await demo.say('zhaomin', '@漏斗机器人 /群 绑定 全国群', ALL);
    const manager = robotChat('wangfang');
    const before = { mine: answers(mine).length, all: answers(ALL).length };
    await demo.clock.advanceTo(instantAt('2026-06-11T09:05:00+08:00'));
    await demo.app.sender.drain();
    expect(answers(mine)[before.mine]).toContain('停');
    // The leads themselves follow, to be dealt with at once.
    expect(
      answers(mine)
        .slice(before.mine + 1)
        .join('\n'),
    ).toContain('推进到');
    expect(answers(ALL).slice(before.all).join('\n')).toContain('停');
    await demo.clock.advanceTo(instantAt('2026-06-12T17:35:00+08:00'));
    await demo.app.sender.drain();
    for (const chat of [ALL, manager]) {
      const kinds = demo.sandbox.world.bubblesIn(chat).map(({ content }) => content.kind);
      expect([chat, kinds.at(-1)]).toEqual([chat, 'image']);
      expect(answers(chat).at(-2)).toContain('周报');
    }
    const { waiting, failed } = await demo.database.uow.read(({ outbox }) => outbox.backlog());
    expect({ waiting, failed }).toEqual({ waiting: 0, failed: 0 });
  });

  it('tells a monitor when it is not connected', async () => {
    const ready = () => fetch(`${demo.door}/readyz`).then(({ status }) => status);
    expect(await ready()).toBe(200);
    const [lost, back] = [demo.nextLogged('robot connection lost'), demo.nextUp()];
    demo.sandbox.robots.cut(ROBOT.botId);
    await lost;
    expect(await ready()).toBe(503);
    await back;
    expect(await ready()).toBe(200);
  });
});

describe('an answer whose connection is cut', () => {
  it.each(['before', 'after'] as const)(
    '%s it reached the platform is shown once, after the connection is back',
    async (when) => {
      await demo.say('zhangwei', '/我的');
      const back = demo.nextUp();
      demo.wire.cutAtNextSend(when);
      await demo.sandbox.say('zhangwei', mine, '/推进 星河科技 商机');
      await back;
      // The first try met no connection; the next is due now.
      await demo.clock.advanceBy(60_000);
      await demo.app.sender.drain();
      const moved = answers(mine).filter((text) => text.includes('星河科技有限公司：意向 → 商机'));
      expect(moved).toHaveLength(1);
      const { waiting, failed } = await demo.database.uow.read(({ outbox }) => outbox.backlog());
      expect({ waiting, failed }).toEqual({ waiting: 0, failed: 0 });
    },
  );
});
