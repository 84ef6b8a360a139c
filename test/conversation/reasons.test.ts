import { afterEach, beforeEach, describe, it } from 'vitest';
import { type Chat, openChat } from '../support/conversation.ts';
import { expectConversation } from './transcript.ts';

describe('the reasons for closing', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await openChat();
  });
  afterEach(async () => {
    await chat.close();
  });

  it('are added and renamed, and can be chosen at once', async () => {
    await expectConversation(
      chat,
      `
      赵敏> /原因
      丢单：价格、竞品、功能不符、无预算、决策拖延、暂不采购、联系不上、其他
      无效：空号、重复、非目标客户、其他
      改法：/原因 添加 丢单 名字，/原因 改名 丢单 旧名 新名，/原因 归档 丢单 名字
      赵敏> /原因 添加 丢单 交期太长
      丢单原因有「交期太长」了。例如 /丢单 客户 交期太长
      张伟> /丢单 星河科技 交期太长
      星河科技有限公司 记为丢单：交期太长（丢在「意向」）
      不对就发 /撤销（10分钟内）
      赵敏> /原因 改名 丢单 交期太长 交货慢
      丢单原因「交期太长」改名为「交货慢」，以前记的也跟着改。例如 /丢单 客户 交货慢
    `,
    );
  });

  it('are archived when used no more: what was closed with them keeps them', async () => {
    await expectConversation(
      chat,
      `
      张伟> /丢单 星河科技 价格
      星河科技有限公司 记为丢单：价格（丢在「意向」）
      不对就发 /撤销（10分钟内）
      赵敏> /原因 归档 丢单 价格
      丢单原因「价格」归档了，以后不能选，以前记的还在。要恢复发 /原因 添加 丢单 价格
      赵敏> /原因
      丢单：竞品、功能不符、无预算、决策拖延、暂不采购、联系不上、其他
      无效：空号、重复、非目标客户、其他
      已归档：丢单 价格
      改法：/原因 添加 丢单 名字，/原因 改名 丢单 旧名 新名，/原因 归档 丢单 名字
      赵敏> /原因 添加 丢单 价格
      丢单原因有「价格」了。例如 /丢单 客户 价格
    `,
    );
  });

  it('stay as they are when what is asked for makes no sense', async () => {
    await expectConversation(
      chat,
      `
      赵敏> /原因 添加 丢单 价 格
      已经有原因「价格」了，换一个名字
      赵敏> /原因 改名 丢单 竞品 价格
      已经有原因「价格」了，换一个名字
      赵敏> /原因 添加 丢单 a=b
      「a=b」不能当名字，最多 12 个字，只用汉字、字母、数字和 · & + / . -（）
      赵敏> /原因 归档 无效 价格
      没有原因「价格」，有：空号、重复、非目标客户、其他
      赵敏> /原因 归档
      归档哪一种原因
      1. 丢单
      2. 无效
      回数字选择，0 取消
      赵敏> 2
      归档哪个原因，直接回名字
      赵敏> 空号
      无效原因「空号」归档了，以后不能选，以前记的还在。要恢复发 /原因 添加 无效 空号
      赵敏> /原因 归档 无效 重复
      无效原因「重复」归档了，以后不能选，以前记的还在。要恢复发 /原因 添加 无效 重复
      赵敏> /原因 归档 无效 非目标客户
      无效原因「非目标客户」归档了，以后不能选，以前记的还在。要恢复发 /原因 添加 无效 非目标客户
      赵敏> /原因 归档 无效 其他
      「其他」是最后一个，先添加别的再归档
      张伟> /原因
      「原因」只有管理员能用。能用的命令发 /帮助 看
    `,
    );
  });
});
