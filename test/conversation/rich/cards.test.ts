import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRichRoom, type RichRoom } from '../../support/rich-room.ts';

let room: RichRoom;
beforeEach(async () => {
  room = await openRichRoom();
});
afterEach(async () => {
  await room.close();
});

const lines = (...text: readonly string[]) => text.join('\n');

describe('a lead’s card', () => {
  it('is the answer itself where an answer can be a card', async () => {
    expect(await room.say('zhangwei', '/查 云帆软件', 'robot-socket')).toBe(
      lines(
        '┃ 云帆软件 (#3)',
        '┃ 商机 16天',
        '┃ 负责人 张伟',
        '┃ 动静 5天前',
        '┃ 金额 12万',
        '┃ 来源 展会',
        '┃ 联系人 黄女士 13900001002',
        '┃ [推进到报价] [跟进] [延后] [丢单]',
      ),
    );
  });

  it('follows the words of an app as its buttons alone, said once', async () => {
    expect(await room.say('zhangwei', '/查 云帆软件')).toBe(
      lines(
        '云帆软件 (#3)',
        '「商机」16天，最近动静 5天前 · 负责人 张伟',
        '来源 展会 · 12万 · 联系人 黄女士 · 电话 13900001002',
        '还没有下一步，建议：见到拍板的人，对齐方案',
        '可以发：/推进 云帆软件 · /跟进 云帆软件 内容',
        '→ zhangwei (app): ┃ 云帆软件 (#3)',
        '┃ [推进到报价] [跟进] [延后] [丢单]',
      ),
    );
  });

  it('offers to open a closed lead again, and nothing else', async () => {
    await room.say('zhangwei', '/丢单 云帆软件 价格');
    expect((await room.say('zhangwei', '/查 云帆软件', 'robot-socket')).split('\n').at(-1)).toBe('┃ [重启]');
  });
});

describe('a press', () => {
  it('does what it says, once: the second one changes nothing and sees who was faster', async () => {
    await room.sayIn('wrSales', 'zhangwei', '推进 云帆软件 报价');
    const first = await room.press('zhangwei', '明天');
    expect(first).toBe(
      lines(
        '(card changed)',
        '┃ 云帆软件：商机 → 报价',
        '┃ 「报价」= 客户收到正式报价，正在比价或走流程',
        '┃ 不对就发 /撤销（10分钟内）',
        '┃ 下一步定在哪天',
        '┃ 张伟 选了「明天」 10:00',
        '→ room:wrSales (robot-socket): 云帆软件 的下一步：明天（周四） 确认报价收到，问清走到哪一步',
        '到那天之前不催你。改日期再发一次 /下一步 就行',
      ),
    );
    const before = await events();
    for (const who of ['zhangwei', 'chenqiang']) {
      const late = await room.press(who, '下周一');
      expect(late.split('\n').at(-1)).toBe('┃ 张伟 选了「明天」 10:00');
      expect(late).not.toContain('→ room');
    }
    expect(await events()).toBe(before);
  });

  it('that is delivered twice is one press', async () => {
    await room.say('zhangwei', '/查 云帆软件', 'robot-socket');
    const first = await room.press('zhangwei', '推进', { key: 'the same' });
    const before = await events();
    // What was pushed the first time is not pushed again; the card shows the same.
    expect(first.startsWith(await room.press('zhangwei', '推进', { key: 'the same' }))).toBe(true);
    expect(await events()).toBe(before);
  });

  it('is allowed by the presser’s rights, not by whom the card was sent to', async () => {
    await room.say('lina', '/我的');
    await room.say('zhangwei', '/查 云帆软件', 'robot-socket');
    const before = await events();
    expect(await room.press('lina', '推进')).toBe('→ lina (robot-socket): 云帆软件 是 张伟 负责的，请找 张伟');
    expect(await events()).toBe(before);
    expect(await room.press('zhangwei', '推进')).toContain('已由 张伟 推进到报价');
  });

  it('of somebody else’s question is told whose it is, and the question stays', async () => {
    await room.say('lina', '/我的');
    await room.sayIn('wrSales', 'zhangwei', '推进 云帆软件 报价');
    expect(await room.press('lina', '明天')).toBe('→ lina (app): 这是问 张伟 的，要他自己选');
    expect(await room.press('zhangwei', '明天')).toContain('张伟 选了「明天」');
  });

  it('that leads to a question leaves the card as it is', async () => {
    await room.say('zhangwei', '/查 云帆软件', 'robot-socket');
    expect(await room.press('zhangwei', '跟进')).toBe('→ zhangwei (robot-socket): 内容写一句，直接回就行');
    expect(await room.say('zhangwei', '约了周五看方案', 'robot-socket')).toContain('记下了，云帆软件：约了周五看方案');
    expect(await room.press('zhangwei', '推进')).toContain('已由 张伟 推进到报价');
  });

  it('of a card nobody knows any more says what to do instead', async () => {
    expect(await room.pressUnknown('zhangwei')).toBe(
      '→ zhangwei (app): 这张卡片太旧，按不了了。发 /我的 或 /查 客户名 重新来',
    );
  });
});

describe('a question asked with a card', () => {
  it('of more options than buttons is a list, and is answered by choosing', async () => {
    expect(await room.say('zhangwei', '/丢单 云帆软件', 'robot-socket')).toBe(
      lines(
        '┃ 原因是什么',
        '┃ [价格] / [竞品] / [功能不符] / [无预算] / [决策拖延] / [暂不采购] / [联系不上] / [其他] (选定)',
      ),
    );
    expect(await room.press('zhangwei', '竞品')).toBe(
      lines(
        '(card changed)',
        '┃ 原因是什么',
        '┃ 张伟 选了「竞品」 10:00',
        '→ zhangwei (robot-socket): 云帆软件 记为丢单：竞品（丢在「商机」）',
        '不对就发 /撤销（10分钟内）',
      ),
    );
  });

  it('names long options in full above the list', async () => {
    expect(await room.say('zhangwei', '/查 宁波', 'robot-socket')).toBe(
      lines(
        '┃ 「宁波」有几条像的，是哪一条',
        '┃ 1. 宁波海曙物流 · 意向 · 张伟 · 4天前 (#13)',
        '┃ 2. 宁波北仑港务 · 意向 · 张伟 · 22天前 (#43)',
        '┃ [1. 宁波海曙物流…] / [2. 宁波北仑港务…] (选定)',
      ),
    );
  });

  it('can be answered by typing, and then is closed', async () => {
    await room.say('zhangwei', '/丢单 云帆软件', 'robot-socket');
    expect(await room.say('zhangwei', '2', 'robot-socket')).toBe(
      lines('云帆软件 记为丢单：竞品（丢在「商机」）', '不对就发 /撤销（10分钟内）'),
    );
    expect(await room.press('zhangwei', '价格')).toBe(
      lines('(card changed)', '┃ 原因是什么', '┃ 张伟 选了「竞品」 10:00'),
    );
  });

  it('is asked in words by an app, numbers and all', async () => {
    expect((await room.say('zhangwei', '/丢单 云帆软件')).split('\n').slice(0, 3)).toEqual([
      '原因是什么',
      '1. 价格',
      '2. 竞品',
    ]);
  });
});

describe('a press of a robot that cannot speak first', () => {
  beforeEach(async () => {
    await room.close();
    room = await openRichRoom({ channels: ['robot'] });
  });

  it('is answered inside the card, what was done and what is asked', async () => {
    await room.say('zhangwei', '/查 云帆软件', 'robot');
    const asked = await room.press('zhangwei', '跟进');
    expect(asked).toContain('┃ 内容写一句，直接回就行');
    expect(asked).toContain('[推进到报价] [跟进] [延后] [丢单]');
    expect(await room.say('zhangwei', '约了周五看方案', 'robot')).toContain('记下了，云帆软件：约了周五看方案');
    const moved = await room.press('zhangwei', '推进');
    expect(moved).toContain('┃ 云帆软件：商机 → 报价');
    expect(moved.split('\n').at(-1)).toBe('┃ 已由 张伟 推进到报价 10:00');
  });

  it('by somebody without the right says so there', async () => {
    await room.say('zhangwei', '/查 云帆软件', 'robot');
    expect(await room.press('lina', '推进')).toContain('┃ 云帆软件 是 张伟 负责的，请找 张伟');
  });
});

describe('a card that cannot be changed any more', () => {
  it('is followed by its news in words, when its code was used or is too old', async () => {
    await room.say('zhangwei', '/查 云帆软件');
    await room.press('zhangwei', '丢单');
    room.refuse((message) => (message.kind === 'card_update' ? '60140' : undefined));
    // Answered by typing: the question's card went out as a message of its own and is changed through its code.
    expect(await room.say('zhangwei', '1')).toBe(
      lines(
        '云帆软件 记为丢单：价格（丢在「商机」）',
        '不对就发 /撤销（10分钟内）',
        '→ zhangwei (app): 原因是什么',
        '张伟 选了「价格」 10:00',
      ),
    );
  });

  it('is changed by the code its sending gave, for whom it was sent to', async () => {
    await room.say('zhangwei', '/查 云帆软件');
    await room.press('zhangwei', '丢单');
    expect(await room.say('zhangwei', '1')).toContain(
      lines('→ zhangwei (app): (card changed)', '┃ 原因是什么', '┃ 张伟 选了「价格」 10:00'),
    );
  });
});

describe('a card the platform refuses', () => {
  it('comes as words', async () => {
    room.refuse((message) => (message.kind === 'card' ? '43012' : undefined));
    await room.say('zhangwei', '/我的');
    const said = await room.sayIn('wrSales', 'zhangwei', '查 云帆软件');
    expect(said).toContain('→ zhangwei (app): 云帆软件 (#3)');
  });
});

async function events(): Promise<number> {
  return (await room.database.engine.writer.selectFrom('lead_event').select('id').execute()).length;
}
