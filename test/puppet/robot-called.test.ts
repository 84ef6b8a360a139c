import { afterEach, describe, expect, it } from 'vitest';
import type { ChatContext } from '../../src/chat/context.ts';
import type { ChatCard } from '../../src/chat/reply-types.ts';
import { cardViewOf } from '../../src/sandbox/world/bubble.ts';
import { createGate } from '../app/gate.ts';
import { EAST, ROBOT, robotChat } from '../sandbox/robot/support/start-robot.ts';
import { png } from '../sandbox/support/multipart.ts';
import { type CalledRobot, startCalledRobot } from './called-robot.ts';

let robot: CalledRobot;
afterEach(() => robot.close());
const start = async (...given: Parameters<typeof startCalledRobot>) => {
  robot = await startCalledRobot(...given);
  return robot;
};

const echo = (message: ChatContext) => message.answer(`收到 ${message.text}`);
const card: ChatCard = {
  taskId: 'lead-17@1',
  title: '删除线索？',
  fields: [],
  options: [
    { label: '删除', key: 'yes' },
    { label: '取消', key: 'no' },
  ],
};
const isText = (message: ChatContext) => message.kind === 'text';

describe('an answer in time', () => {
  it('is a finished stream, in words that mean only themselves', async () => {
    const { say, seen, warnings } = await start(echo);
    await say('**星河** <@all>\n| a |');
    expect(seen()).toEqual(['张伟: **星河** <@all>\n| a |', '漏斗机器人: 收到 ＊＊星河＊＊ ＜@all>\n｜ a ｜']);
    expect(warnings()).toEqual([]);
  });

  it('in a group is for the group, and reads what was said without the robot’s name', async () => {
    const { say, seen } = await start(echo);
    await say(`@${ROBOT.name} /查 客户A`, EAST);
    expect(seen(EAST).at(-1)).toBe('漏斗机器人: 收到 /查 客户A');
  });

  it('is the same stream for a message that is delivered again', async () => {
    const { sandbox, say, seen, warnings } = await start(echo);
    // The greeting of the day would be what is repeated.
    await sandbox.enter('zhangwei', robotChat('zhangwei'));
    sandbox.faults.set({ redeliver: 1 });
    await say('一');
    expect(seen()).toEqual(['张伟: 一', '漏斗机器人: 收到 一']);
    const answers = sandbox.log.entries({ channel: 'robot' }).filter(({ title }) => title.includes('text'));
    expect(answers).toHaveLength(2);
    expect(warnings()).toEqual(['repeated on demand']);
  });

  it('may be markdown with a table, a picture with words above it, or a card', async () => {
    const { sandbox, say, warnings } = await start(async (message) => {
      const out = {
        表: { kind: 'markdown', markdown: '| a |\n|--|\n| 1 |', text: 'a 1' },
        图: { kind: 'picture', png, text: '本月漏斗' },
        卡: { kind: 'card', card, text: '删除线索？' },
      } as const;
      const asked = out[message.text as keyof typeof out];
      if (asked) message.answerWith(asked);
    });
    for (const text of ['表', '图', '卡']) await say(text);
    const answers = sandbox.world.bubblesIn(robotChat('zhangwei')).filter(({ author }) => author.kind === 'robot');
    expect(answers.map(({ content }) => content)).toMatchObject([
      { kind: 'markdown_v2', text: '| a |\n|--|\n| 1 |' },
      { kind: 'markdown_v2', text: '本月漏斗', images: [expect.any(String)] },
      { kind: 'card', card: { card_type: 'button_interaction', task_id: 'lead-17@1' } },
    ]);
    expect(warnings()).toEqual([]);
  });

  it('is nothing when nothing is said', async () => {
    const { say, seen, warnings } = await start(async () => {});
    await say('一');
    expect([seen(), warnings()]).toEqual([['张伟: 一'], []]);
  });
});

describe('an answer that takes longer', () => {
  it('is shown to be on its way, and comes when the platform asks', async () => {
    const gate = createGate();
    const { say, seen, shown, warnings } = await start(
      async (message) => {
        await gate.opened;
        await message.answer('算好了');
      },
      { deadlineMs: 5 },
    );
    await say('算一下');
    expect(seen()).toEqual(['张伟: 算一下', '漏斗机器人: 正在处理']);
    const done = shown('算好了');
    gate.open();
    await done;
    expect(seen()).toEqual(['张伟: 算一下', '漏斗机器人: 算好了']);
    expect(warnings()).toEqual([]);
  });

  it('may end in a picture, or in words with a card below', async () => {
    const gate = createGate();
    const { sandbox, say, warnings } = await start(
      async (message) => {
        await gate.opened;
        if (message.text === '图') message.answerWith({ kind: 'picture', png, text: '画好了' });
        else message.answerWith({ kind: 'card', card, text: '选一个' });
      },
      { deadlineMs: 5 },
    );
    await say('图');
    await say('卡');
    const drawn = sandbox.nextBubble(({ content }) => content.kind === 'markdown_v2' && content.images !== undefined);
    const shown = sandbox.nextBubble(({ content }) => content.kind === 'card');
    gate.open();
    await Promise.all([drawn, shown]);
    expect(warnings()).toEqual([]);
  });

  it('is the same stream for a repeat that comes meanwhile', async () => {
    const gate = createGate();
    const { sandbox, say, shown, seen } = await start(
      async (message) => {
        await gate.opened;
        await message.answer('算好了');
      },
      { deadlineMs: 5 },
    );
    // The greeting of the day would be what is repeated.
    await sandbox.enter('zhangwei', robotChat('zhangwei'));
    sandbox.faults.set({ redeliver: 1 });
    await say('算一下');
    const done = shown('算好了');
    gate.open();
    await done;
    expect(seen()).toEqual(['张伟: 算一下', '漏斗机器人: 算好了']);
  });

  it('that the platform does not come for goes another way, once', async () => {
    const gate = createGate();
    const { sandbox, say, timers, queued, nextQueued } = await start(
      async (message) => {
        await gate.opened;
        await message.answer('算好了');
      },
      // Nobody asks within this test.
      { deadlineMs: 5, settings: { robotPollMs: 3_600_000 } },
    );
    await say('算一下');
    gate.open();
    await timers.armed(20_000);
    const unseen = nextQueued();
    timers.pass(20_000);
    await unseen;
    expect(queued).toEqual([{ key: expect.any(String), to: 'zhangwei', message: { kind: 'text', text: '算好了' } }]);
    expect(sandbox.world.bubblesIn(robotChat('zhangwei'))).toHaveLength(2);
  });

  it('and never comes, ends its stream with words', async () => {
    const gate = createGate();
    const { say, shown } = await start(() => gate.opened, { deadlineMs: 5 });
    const done = shown('好了单独发给你');
    await say('算一下');
    gate.open();
    await done;
  });
});

describe('a late answer by itself', () => {
  it('goes once to the address the message brought, with the same bytes on every try', async () => {
    const { say, seen, puppet } = await start(async () => {});
    await say('算一下');
    const request = await puppet.prepare('zhangwei', { kind: 'text', text: '<b>算好了</b>' });
    await puppet.sendPrepared(request);
    expect(seen().at(-1)).toBe('漏斗机器人: ＜b>算好了＜/b>');
    await expect(puppet.sendPrepared(request)).rejects.toMatchObject({ action: 'give_up', code: '40058' });
    expect(seen()).toHaveLength(2);
  });

  it('waits for the next message when there is no address, or none that is still good', async () => {
    const { sandbox, say, seen, puppet } = await start(async () => {});
    const late = { kind: 'text', text: '算好了' } as const;
    const waits = { action: 'wait', code: 'no_response_url' };
    await expect(puppet.prepare('zhangwei', late)).rejects.toMatchObject(waits);
    await say('算一下');
    await sandbox.clock.advanceBy(3_600_000);
    await expect(puppet.prepare('zhangwei', late)).rejects.toMatchObject(waits);
    await say('好了吗');
    await puppet.sendPrepared(await puppet.prepare('zhangwei', late));
    expect(seen().at(-1)).toBe('漏斗机器人: 算好了');
    await expect(puppet.prepare('zhangwei', late)).rejects.toMatchObject(waits);
  });

  it('may be a card in a single chat, and says it in words in a group', async () => {
    const { sandbox, say, seen, puppet } = await start(async () => {});
    const late = { kind: 'card', card, text: '删除线索？回数字' } as const;
    await say('一');
    await puppet.sendPrepared(await puppet.prepare('zhangwei', late));
    expect(sandbox.world.bubblesIn(robotChat('zhangwei')).at(-1)?.content.kind).toBe('card');
    await say(`@${ROBOT.name} 一`, EAST);
    await puppet.sendPrepared(await puppet.prepare(`room:${EAST}`, late));
    expect(seen(EAST).at(-1)).toBe('漏斗机器人: 删除线索？回数字');
  });
});

describe('a pressed card', () => {
  async function pressed(press: (message: ChatContext) => Promise<void>) {
    const started = await start(async (message) => {
      if (isText(message)) message.answerWith({ kind: 'card', card, text: '删除线索？' });
      else await press(message);
    });
    await started.say('/删除 客户A');
    const bubble = started.sandbox.world.bubblesIn(robotChat('zhangwei')).at(-1);
    await started.sandbox.press('zhangwei', bubble?.id ?? '', { on: 'button', key: 'yes', chosen: {} });
    return { ...started, view: () => bubble && cardViewOf(bubble, 'zhangwei')?.card };
  }

  it('shows what became of it to whoever has it', async () => {
    const { view, warnings, seen } = await pressed(async (message) => {
      expect([message.kind, message.text]).toEqual(['button', 'yes']);
      message.answerWith({ kind: 'card_update', card: { ...card, done: '张伟 已删除' }, handle: '', userids: [] });
    });
    expect(view()).toMatchObject({ card_type: 'text_notice', sub_title_text: '张伟 已删除' });
    expect(warnings()).toEqual([]);
    expect(seen()).toHaveLength(2);
  });

  it('answered in words gets them as a message of their own', async () => {
    const { queued, puppet, seen, warnings } = await pressed((message) => message.answer('没有权限'));
    expect(queued).toMatchObject([{ to: 'zhangwei', message: { text: '没有权限' } }]);
    await puppet.sendPrepared(await puppet.prepare('zhangwei', { kind: 'text', text: '没有权限' }));
    expect(seen().at(-1)).toBe('漏斗机器人: 没有权限');
    expect(warnings()).toEqual([]);
  });
});
