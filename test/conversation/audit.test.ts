import { afterEach, beforeEach, describe, it } from 'vitest';
import { type Chat, openChat } from '../support/conversation.ts';
import { expectConversation } from './transcript.ts';

describe('the audit', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await openChat();
  });
  afterEach(async () => {
    await chat.close();
  });

  it('tells admins who did what to whom, and never what was written', async () => {
    await chat.say('zhangwei', '/跟进 星河科技 老板电话 13900009999');
    await chat.say('lina', '/新建 蓝海物流');
    await chat.say('zhaomin', '/阶段 别名 商机 立项');
    await chat.say('zhaomin', '/成员 @lina 姓名=李小娜');
    await expectConversation(
      chat,
      `
      赵敏> /审计 今天
      共 5 条，新的在前
      6月10日 10:00 赵敏 改成员 李小娜
      6月10日 10:00 赵敏 改阶段 商机
      6月10日 10:00 李小娜 新建 蓝海物流
      6月10日 10:00 张伟 跟进 星河科技有限公司
      6月10日 10:00 系统 导入
      赵敏> /审计 @zhangwei
      共 1 条，新的在前
      6月10日 10:00 张伟 跟进 星河科技有限公司
      赵敏> /审计 蓝海物流
      共 1 条，新的在前
      6月10日 10:00 李小娜 新建 蓝海物流
      赵敏> /审计 上月
      这段时间没有人做过什么
      张伟> /审计
      「审计」只有管理员能用。能用的命令发 /帮助 看
      王芳> /审计
      「审计」只有管理员能用。能用的命令发 /帮助 看
    `,
    );
  });
});
