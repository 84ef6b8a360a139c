import { describe, expect, it } from 'vitest';
import { memberId } from '../../src/domain/ids.ts';
import { openRichRoom } from '../support/rich-room.ts';
import { demoChat } from './demo-chat.ts';
import { expectConversation } from './transcript.ts';

const chat = demoChat();
const conversation = (transcript: string) => expectConversation(chat(), transcript);

describe('giving a lead to somebody else', () => {
  it('gives a lead to somebody else, stage and clocks as they were', () =>
    conversation(`
      张伟> /转交 云帆软件 @lina 她更熟
      云帆软件 从 张伟 转交给 李娜 了
      备注：她更熟
      不对就发 /撤销（10分钟内）
      李娜 收不到我的通知，请你说一声

      李娜> /查 云帆软件
      云帆软件 (#3)
      「商机」16天，最近动静 5天前 · 负责人 李娜
      来源 展会 · 12万 · 联系人 黄女士 · 电话 13900001002
      还没有下一步，建议：见到拍板的人，对齐方案
      可以发：/推进 云帆软件 · /跟进 云帆软件 内容

      张伟> /查 云帆软件
      云帆软件 是 李娜 负责的，请找 李娜

      李娜> /历史 云帆软件
      云帆软件 (#3) 走过的路，共 7 步
      5月19日 张伟：新建在「线索」，来源 展会
      5月23日 张伟：线索 → 意向
      5月25日 张伟：意向 → 商机
      5月28日 张伟：跟进：对方要了一份案例
      6月4日 张伟：跟进：约了下周技术交流
      6月5日 张伟：跟进：约了下周技术交流
      6月10日 张伟：转交给 李娜，她更熟

      张伟> /撤销
      已撤销 云帆软件 的：转交
      现在在「商机」

      李娜> /查 云帆软件
      云帆软件 是 张伟 负责的，请找 张伟
    `));

  it('is asked back when it is unclear, and refused when it changes nothing', () =>
    conversation(`
      张伟> /转交 云帆软件 张伟
      云帆软件 本来就是 张伟 负责，没有变化

      张伟> /转交 云帆软件 没这人
      /转交 没做，没有成员「没这人」。对方给我发过一条消息，我才认识。名单发 /成员 看
      写法：/转交 客户 成员 [备注]
      例如：/转交 星河科技 @lina

      张伟> /转交 云帆软件
      成员是什么
      1. 李娜
      回数字选择，0 取消

      张伟> 1
      云帆软件 从 张伟 转交给 李娜 了
      不对就发 /撤销（10分钟内）
      李娜 收不到我的通知，请你说一声
    `));

  it('goes out of a team, but is not pulled back by a manager who has lost sight of it', () =>
    conversation(`
      王芳> /转交 云帆软件 陈强
      云帆软件 从 张伟 转交给 陈强 了
      不对就发 /撤销（10分钟内）
      陈强、张伟 收不到我的通知，请你说一声

      王芳> /转交 云帆软件 李娜
      云帆软件 是 陈强 负责的，请找 陈强

      赵敏> /转交 云帆软件 李娜
      云帆软件 从 陈强 转交给 李娜 了
      不对就发 /撤销（10分钟内）
      李娜、陈强 收不到我的通知，请你说一声
    `));
});

describe('the people of a transfer', () => {
  it('are told in their own chats, once', async () => {
    const room = await openRichRoom();
    try {
      await room.say('lina', '/我的');
      await room.say('zhangwei', '/我的');
      expect(await room.say('wangfang', '/转交 云帆软件 李娜 <@all> **急**')).toBe(
        [
          '云帆软件 从 张伟 转交给 李娜 了',
          '备注：＜@all> **急**',
          '不对就发 /撤销（10分钟内）',
          '→ lina (app): 王芳 把 张伟 的 云帆软件（商机）转交给你了',
          '备注：＜@all> **急**',
          '看来龙去脉发 /历史 云帆软件',
          '→ zhangwei (app): 王芳 把你的 云帆软件 转交给 李娜 了',
        ].join('\n'),
      );
      expect(await room.say('wangfang', '/转交 云帆软件 李娜 <@all> **急**')).not.toContain('→');
    } finally {
      await room.close();
    }
  });

  it('are told alone, whatever group it was said in', async () => {
    const room = await openRichRoom();
    try {
      await room.say('lina', '/我的');
      const heard = await room.sayIn('east', 'zhangwei', '转交 云帆软件 李娜');
      expect(heard).toContain('云帆软件 从 张伟 转交给 李娜 了');
      expect(heard).toContain('→ lina (app): 张伟 把 云帆软件（商机）转交给你了');
    } finally {
      await room.close();
    }
  });

  it('never get a lead once they left', async () => {
    await chat().database.uow.run(({ members }) => members.markLeft(memberId('lina'), chat().now()));
    expect(await chat().say('zhangwei', '/转交 云帆软件 李娜')).toBe(
      '李娜 已离职，线索不能交给他。在职的人发 /成员 看',
    );
    expect(await chat().say('zhangwei', '/查 云帆软件')).toContain('负责人 张伟');
  });
});
