import { describe, it } from 'vitest';
import { demoChat } from './demo-chat.ts';
import { expectConversation } from './transcript.ts';

const chat = demoChat();
const conversation = (transcript: string) => expectConversation(chat(), transcript);

describe('putting a lead off', () => {
  it('puts a lead off three times at most, and is no follow-up', () =>
    conversation(`
      张伟> /延后 云帆软件 3天
      云帆软件 延后到 6月13日（周六），到那天之前不催
      还能再延后 2 次。不对就发 /撤销（10分钟内）

      张伟> /延后 云帆软件 下周一
      云帆软件 延后到 6月15日（周一），到那天之前不催
      还能再延后 1 次。不对就发 /撤销（10分钟内）

      张伟> /延后 云帆软件
      云帆软件 延后到 6月13日（周六），到那天之前不催
      这是最后一次延后。不对就发 /撤销（10分钟内）

      张伟> /延后 云帆软件 1天
      云帆软件 已经延后过 3 次，不能再延后了。定下一步发 /下一步 云帆软件 日期 内容，不跟了发 /丢单 云帆软件

      张伟> /撤销
      已撤销 云帆软件 的：延后
      现在在「商机」

      张伟> /延后 云帆软件 两周
      云帆软件 延后到 6月24日（周三），到那天之前不催
      这是最后一次延后。不对就发 /撤销（10分钟内）

      张伟> /查 云帆软件
      云帆软件 (#3)
      「商机」16天，最近动静 5天前 · 负责人 张伟
      来源 展会 · 12万 · 联系人 黄女士 · 电话 13900001002
      还没有下一步，建议：见到拍板的人，对齐方案
      可以发：/推进 云帆软件 · /跟进 云帆软件 内容
    `));

  it('says what is wrong with a day', () =>
    conversation(`
      张伟> /延后 云帆软件 昨天
      昨天（周二）已经过了，换个今天以后的日子

      张伟> /延后 云帆软件 31天
      最多排到 30 天以内，7月11日（周六）太远了

      张伟> /延后 云帆软件 abc
      /延后 没做，多出来的「abc」没看懂
      写法：/延后 客户 [几天]
      例如：/延后 星河科技 3天

      张伟> /延后 远山食品
      远山食品 已经丢单。要继续跟，先发 /重启 远山食品

      李娜> /延后 云帆软件
      云帆软件 是 张伟 负责的，请找 张伟
    `));
});
