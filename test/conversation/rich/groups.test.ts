import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRichRoom, type RichRoom } from '../../support/rich-room.ts';

let room: RichRoom;
const open = async (options?: Parameters<typeof openRichRoom>[0]) => {
  await room?.close();
  room = await openRichRoom(options);
};
beforeEach(async () => {
  room = await openRichRoom({ webhooks: ['sales'] });
});
afterEach(async () => {
  await room.close();
});

const SALES = 'wrSales';

describe('in a group', () => {
  it('a command needs no slash, nor a space', async () => {
    expect(await room.sayIn(SALES, 'zhangwei', '推进客户A')).toContain('客户A：线索 → 意向');
  });

  it('a refusal is said to the asker alone, and the group sees one line', async () => {
    await room.say('lina', '/帮助');
    expect(await room.sayIn(SALES, 'lina', '推进 客户A')).toBe(
      '已私聊发给你\n→ lina (app): 客户A 是 张伟 负责的，请找 张伟',
    );
  });

  it('personal lists, histories and leads go to the asker alone', async () => {
    await room.say('zhangwei', '/帮助');
    for (const line of ['我的', '历史 客户A', '查 客户A', '帮助']) {
      const [group, ...alone] = (await room.sayIn(SALES, 'zhangwei', line)).split('\n');
      expect(group, line).toBe('已私聊发给你');
      expect(alone[0], line).toMatch(/^→ zhangwei \(app\): ./);
    }
  });

  it('plans and judgements that name leads or people go to the asker alone, a what-if names none', async () => {
    await room.say('wangfang', '/帮助');
    for (const line of ['预测', '反推 20单', '配额', '目标', '目标 本月 5单', '诊断', '底层', '清理', '口径 停滞']) {
      const [group, ...alone] = (await room.sayIn(SALES, 'wangfang', line)).split('\n');
      expect(group, line).toBe('已私聊发给你');
      expect(alone[0], line).toMatch(/^→ wangfang \(app\): ./);
    }
    expect(await room.sayIn(SALES, 'wangfang', '如果 报价→成交 20%→30%')).toMatch(/^如果 报价→成交 20%→30% · 华东组/);
  });

  it('somebody who never spoke to the bot alone is told how to begin, and nothing of it is shown', async () => {
    expect(await room.sayIn(SALES, 'zhangwei', '我的')).toBe(
      '这个要私聊说。请先在单聊里给我发一句话，再来一次就能私聊回你',
    );
    await room.say('zhangwei', '你好');
    expect(await room.sayIn(SALES, 'zhangwei', '我的')).toContain('→ zhangwei (app): 你的线索');
  });

  it('a robot that cannot speak first asks to be asked alone', async () => {
    await open({ channels: ['robot'] });
    await room.say('zhangwei', '/帮助', 'robot');
    expect(await room.sayIn(SALES, 'zhangwei', '我的', 'robot')).toBe('请在单聊里问我');
  });

  it('a question asked to somebody alone is answered there', async () => {
    await room.say('zhangwei', '/帮助');
    await room.sayIn(SALES, 'zhangwei', '查 云帆软件');
    expect(await room.press('zhangwei', '丢单')).toContain('→ zhangwei (app): ┃ 原因是什么');
    expect(await room.say('zhangwei', '价格')).toContain('云帆软件 记为丢单：价格');
  });

  it('amounts are hidden, rounded or shown as the group may see them, phones never', async () => {
    const log = () => room.sayIn(SALES, 'zhangwei', '跟进 客户A 王总 13900001042 说 12.8万 可以');
    const shown = async () => (await log()).split('\n')[0];
    const set = (what: string) => room.sayIn(SALES, 'zhaomin', `群 隐私 金额=${what}`);
    expect(await shown()).toBe('记下了，客户A：王总 ＊＊ 说 ＊＊ 可以');
    await set('取整');
    room.wait(3 * 60_000);
    expect(await shown()).toBe('记下了，客户A：王总 ＊＊ 说 约10万 可以');
    await set('显示');
    room.wait(3 * 60_000);
    expect(await shown()).toBe('记下了，客户A：王总 ＊＊ 说 12.8万 可以');
  });

  it('customers’ names are cut to their first character where the group wants it so', async () => {
    await room.sayIn(SALES, 'zhaomin', '群 隐私 客户名=缩写');
    expect(await room.sayIn(SALES, 'zhangwei', '推进 云帆软件 报价')).toContain('云＊＊：商机 → 报价');
  });

  it('with outsiders in it the bot says nothing at all', async () => {
    await room.sayIn(SALES, 'zhaomin', '群 隐私 外部群=是');
    expect(await room.sayIn(SALES, 'zhangwei', '推进 客户A')).toBe('');
    expect(await room.sayIn(SALES, 'lina', '推进 客户A')).toBe('');
  });
});

describe('/群', () => {
  const list = () => room.say('zhaomin', '/群');

  it('knows a group from its first word on, and calls it by the name it is given', async () => {
    expect(await list()).toContain('还没有群');
    await room.sayIn(SALES, 'zhangwei', '我的');
    expect(await list()).toContain('· 未命名群1（智能机器人（长连接））金额隐藏，客户名全名，排名关');
    expect(await room.sayIn(SALES, 'zhaomin', '群 绑定 华东群')).toBe(
      '绑定好了：华东群（智能机器人（长连接））金额隐藏，客户名全名，排名关',
    );
    expect(await list()).toContain('· 华东群（智能机器人（长连接））');
  });

  it('joins a webhook to the same group, and refuses one nobody configured', async () => {
    await room.sayIn(SALES, 'zhaomin', '群 绑定 华东群');
    expect(await room.say('zhaomin', '/群 绑定 华东群 webhook=sales')).toBe(
      '绑定好了：华东群（智能机器人（长连接）、群机器人 sales）金额隐藏，客户名全名，排名关',
    );
    expect(await room.say('zhaomin', '/群 绑定 华东群 webhook=other')).toBe('没有配置群机器人「other」，有的是：sales');
  });

  it('joins two addresses of one group, but never two of one channel', async () => {
    await room.sayIn(SALES, 'zhaomin', '群 绑定 华东群');
    expect(await room.sayIn('wrTwin', 'zhaomin', '群 绑定 华东群', 'robot')).toContain(
      '华东群（智能机器人、智能机器人（长连接））',
    );
    await room.say('zhaomin', '/帮助');
    expect(await room.sayIn('wrOther', 'zhaomin', '群 绑定 华东群')).toContain(
      '「华东群」在这个渠道上已经有一个群了，要换先发 /群 解绑 华东群',
    );
    expect(await list()).toContain('共 2 个群');
  });

  it('tells two groups apart whose ids differ in case only', async () => {
    await room.sayIn('wrabc', 'zhaomin', '群 绑定 甲群');
    await room.sayIn('wrABC', 'zhaomin', '群 绑定 乙群');
    expect(await list()).toContain('共 2 个群');
  });

  it('forgets a group, which is registered anew when it speaks again', async () => {
    await room.sayIn(SALES, 'zhaomin', '群 绑定 华东群');
    expect(await room.say('zhaomin', '/群 解绑 华东群')).toBe('华东群 解绑了，不再往里发。要再用，发 /群 绑定 名称');
    expect(await list()).toContain('还没有群');
    await room.sayIn(SALES, 'zhangwei', '我的');
    expect(await list()).toContain('· 未命名群');
  });

  it('is for admins', async () => {
    expect(await room.say('zhangwei', '/群')).toBe('「群」只有管理员能用。能用的命令发 /帮助 看');
  });
});

describe('opening the chat', () => {
  it('is welcomed once a day on each channel, with three things to try by one’s role', async () => {
    expect(await room.enter('zhangwei')).toBe(
      '张伟，你好。可以这样用我：\n/新建 客户名 金额=5万\n/推进 客户名 商机\n/我的\n全部命令发 /帮助',
    );
    expect(await room.enter('zhangwei')).toBe('');
    expect(await room.enter('zhangwei', 'robot-socket')).toContain('张伟，你好');
    room.wait(24 * 3_600_000);
    expect(await room.enter('zhangwei')).toContain('张伟，你好');
    expect(await room.enter('zhaomin')).toContain('/成员 @账号 经理 华东组');
  });

  it('leaves an open question open', async () => {
    await room.say('zhangwei', '/丢单 云帆软件');
    await room.enter('zhangwei');
    expect(await room.say('zhangwei', '1')).toContain('云帆软件 记为丢单：价格');
  });
});
