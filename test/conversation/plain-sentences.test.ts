import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRichRoom } from '../support/rich-room.ts';
import { demoChat } from './demo-chat.ts';
import { expectConversation } from './transcript.ts';
import { type Listener, openListener } from './understood.ts';
import { WHAT_PEOPLE_SAY } from './what-people-say.ts';

const rows = WHAT_PEOPLE_SAY.split('\n')
  .filter((row) => row.trim() !== '')
  .map((row) => row.split(' | ') as [said: string, meant: string]);

describe('what people say without a slash', () => {
  let listener: Listener;
  beforeAll(async () => {
    listener = await openListener();
  });
  afterAll(() => listener.close());

  it.each(rows)('%s: %s', async (said, meant) => {
    expect(await listener.understand('zhangwei', said)).toBe(meant);
  });

  it.each([
    ['如果', ''],
    ['要是', '就好了'],
    ['不要', ''],
    ['别', ''],
    ['先别', ''],
    ['没有', ''],
    ['还没', ''],
    ['是不是', ''],
    ['听说', ''],
    ['等', ''],
    ['能不能', ''],
    ['可能', ''],
    ['为什么', ''],
    ['', '吗'],
    ['', '了吗'],
    ['', '？'],
    ['', '没有？'],
    ['', '了没'],
    ['', '的话'],
    ['', '怎么办'],
    ['', '是不是太早'],
    ['', '不了'],
  ])('changes nothing as %s…%s', async (before, after) => {
    const changes = /^(?:move|back|win|lose|junk|reopen|snooze|transfer|edit|merge|undo|away) /;
    const done: string[] = [];
    for (const [said] of rows.filter(([, meant]) => changes.test(meant))) {
      const line = `${before}${said.replace(/[！，].*$|^请帮我|^麻烦|^好消息，|^恭喜/gu, '')}${after}`;
      const heard = await listener.understand('zhangwei', line);
      if (changes.test(heard)) done.push(`${line}: ${heard}`);
    }
    expect(done).toEqual([]);
  });

  it('means the same to a bot that was called by name in a group', async () => {
    const different: string[] = [];
    for (const [said, meant] of rows.filter(([, one]) => /^(?:doubts|offers|move|win|lose|back) /.test(one))) {
      const heard = await listener.understand('zhangwei', said, 'room:');
      if (heard !== meant) different.push(`${said}: ${heard}`);
    }
    expect(different).toEqual([]);
  });

  it('gets nobody to anything about a lead that is not theirs', async () => {
    for (const [said, meant] of rows.filter(([, one]) => one.startsWith('doubts '))) {
      const heard = await listener.understand('sunli', said);
      expect(heard, meant).toMatch(/^(?:doubts|hint)/);
    }
  });
});

describe('a sentence in a conversation', () => {
  const chat = demoChat();
  const conversation = (transcript: string) => expectConversation(chat(), transcript);

  it('is done once, undone like any line, and leaves a lead to be spoken of', () =>
    conversation(`
      张伟> 客户A推进到商机
      客户A：线索 → 商机（跳过意向）
      「商机」= 有预算，有决策人，有时间表
      不对就发 /撤销（10分钟内）
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行

      张伟> 它成交了 8万
      客户A 成交了，从「商机」走到底
      8万
      不对就发 /撤销（10分钟内）

      张伟> 它成交了 8万
      刚刚已经做过了，没有再做一遍：
      客户A 成交了，从「商机」走到底

      张伟> 撤销刚才的
      已撤销 客户A 的：金额 8万、成交
      现在在「商机」

      张伟> 这个丢单了，价格太高
      客户A 记为丢单：价格（丢在「商机」）
      备注：价格太高
      不对就发 /撤销（10分钟内）
    `));

  it('is the answer where an answer in one’s own words is awaited, and leaves a list to choose from', () =>
    conversation(`
      张伟> /退回 云帆软件 意向
      原因写一句，直接回就行

      张伟> 客户A成交了
      云帆软件：从 商机 退回 意向
      原因：客户A成交了
      不对就发 /撤销（10分钟内）

      张伟> 客户A签了
      你是不是要发
      1. /成交 客户A
      回数字选择，0 取消

      张伟> 客户A还没成交
      这句像是在问，或者还没定，我什么都没记
      看它现在怎样：/查 客户A
      已经定了就发：/成交 客户A

      张伟> 1
      客户A 成交了，从「线索」走到底
      还没填金额，发 /撤销 后用 /成交 客户A 金额 补上
      不对就发 /撤销（10分钟内）
    `));

  it('is refused as its line is: about others’ leads, and what is for managers', () =>
    conversation(`
      张伟> 星河实业成交了
      星河实业 是 李娜 负责的，请找 李娜

      张伟> 这个月能成多少
      「预测」只有经理和管理员能用。能用的命令发 /帮助 看
    `));

  it('said in a group shows the group no more than its line does', async () => {
    const room = await openRichRoom();
    try {
      await room.say('zhangwei', '/我的');
      expect(await room.sayIn('east', 'zhangwei', '星河实业成交了')).toBe(
        '已私聊发给你\n→ zhangwei (app): 星河实业 是 李娜 负责的，请找 李娜',
      );
      const offered = await room.sayIn('east', 'zhangwei', '云帆软件签了 12万');
      expect(offered).toContain('/成交 云帆软件 ＊＊');
      expect(offered).not.toContain('12万');
    } finally {
      await room.close();
    }
  });
});
