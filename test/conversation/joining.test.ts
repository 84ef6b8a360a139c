import { afterEach, describe, expect, it } from 'vitest';
import { type Chat, openChat } from '../support/conversation.ts';
import { expectConversation } from './transcript.ts';

describe('joining', () => {
  const open: Chat[] = [];
  afterEach(async () => {
    for (const chat of open.splice(0)) await chat.close();
  });
  const start = async (options: Parameters<typeof openChat>[0]) => {
    const chat = await openChat(options);
    open.push(chat);
    return chat;
  };

  it('happens by writing, as a rep without a team', async () => {
    const chat = await start({});
    await expectConversation(
      chat,
      `
      newbie> /我的
      你没有进行中的线索。新建一条：/新建 客户名 来源=官网 金额=5万

      newbie> /新建 蓝海物流
      已新建 蓝海物流 (#61)，在「线索」，负责人是你
      还没填来源和金额
      下一步：首次联系，确认是不是目标客户。不对就发 /撤销（10分钟内）

      赵敏> /成员 @newbie
      newbie 现在是 销售，没有团队

      赵敏> /查 蓝海物流
      蓝海物流 (#61)
      「线索」不到1天，最近动静 今天 · 负责人 newbie
      还没有下一步，建议：首次联系，确认是不是目标客户
      可以发：/推进 蓝海物流 · /跟进 蓝海物流 内容
    `,
    );
  });

  it('is refused when it is closed, until an admin lets somebody in', async () => {
    const chat = await start({ joinOpen: false });
    await expectConversation(
      chat,
      `
      newbie> /我的
      你还不在成员名单里。请管理员发 /成员 你的账号 销售 把你加进来

      newbie> /帮助
      你还不在成员名单里。请管理员发 /成员 你的账号 销售 把你加进来

      赵敏> /成员 newbie 销售 华东组
      没有成员「newbie」，要按这个账号加进来吗
      1. 加 newbie
      回数字选择，0 取消

      赵敏> 1
      newbie 现在是 销售，华东组

      newbie> /我的
      你没有进行中的线索。新建一条：/新建 客户名 来源=官网 金额=5万

      张伟> /查 星河科技
      星河科技有限公司 (#2)
      「意向」7天，最近动静 3天前 · 负责人 张伟
      来源 电话 · 20万 · 联系人 郭总 · 电话 13900001001
      还没有下一步，建议：约一次演示或拜访
      可以发：/推进 星河科技有限公司 · /跟进 星河科技有限公司 内容
    `,
    );
  });

  it('leaves no trace of somebody who may not', async () => {
    const chat = await start({ joinOpen: false });
    await chat.say('stranger', '/新建 蓝海物流');
    const { writer } = chat.database.engine;
    expect(await writer.selectFrom('member').selectAll().where('userid', '=', 'stranger').execute()).toEqual([]);
    expect(await writer.selectFrom('conversation').selectAll().execute()).toEqual([]);
    expect(await writer.selectFrom('lead').select('id').where('name', '=', '蓝海物流').execute()).toEqual([]);
  });

  it('makes those the configuration names admins, new or known, even when it is closed', async () => {
    const chat = await start({ joinOpen: false, admins: ['boss', 'zhangwei'] });
    await expectConversation(
      chat,
      `
      boss> /成员 @boss
      boss 现在是 管理员，没有团队

      张伟> /成员 @zhangwei
      张伟 现在是 管理员，华东组

      李娜> /成员
      「成员」只有管理员能用。能用的命令发 /帮助 看

      张伟> /查 星河实业
      星河实业 (#7)
      「意向」10天，最近动静 6天前 · 负责人 李娜
      来源 展会 · 6.5万 · 联系人 胡先生 · 电话 13900001006
      还没有下一步，建议：约一次演示或拜访
      可以发：/推进 星河实业 · /跟进 星河实业 内容
    `,
    );
  });

  it('works in an empty company', async () => {
    const chat = await start({ team: 'none', admins: ['boss'] });
    await expectConversation(
      chat,
      `
      boss> /团队
      没有团队：boss

      boss> /成员
      共 1 人
      · boss 管理员 (boss)
      改角色：/成员 @账号 经理 华东组

      boss> /我的
      你没有进行中的线索。新建一条：/新建 客户名 来源=官网 金额=5万

      boss> /新建 第一家
      已新建 第一家 (#1)，在「线索」，负责人是你
      还没填来源和金额
      下一步：首次联系，确认是不是目标客户。不对就发 /撤销（10分钟内）

      boss> /推进 第一家
      第一家：线索 → 意向
      「意向」= 客户承认有需求，愿意继续聊
      不对就发 /撤销（10分钟内）
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行
    `,
    );
  });
});
