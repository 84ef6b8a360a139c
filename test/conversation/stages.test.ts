import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyProjections } from '../../src/store/verify-projections.ts';
import { type Chat, openChat } from '../support/conversation.ts';
import { expectConversation } from './transcript.ts';

describe('the stages', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await openChat();
  });
  afterEach(async () => {
    await chat.close();
  });
  const pipeline = () => chat.database.uow.run(({ settings }) => settings.pipeline());
  const openIn = (id: string) =>
    chat.database.uow.run(
      async ({ leads }) => [...(await leads.countOpenByStage())].find(([stage]) => stage === id)?.[1],
    );
  const untraceable = () => verifyProjections(chat.database.engine);

  it('are listed with their limits and how many leads are in each', async () => {
    await expectConversation(
      chat,
      `
      赵敏> /阶段
      漏斗 5 个阶段
      1. 线索 · 上层 · 未跟进 2 · 停留 5 · 预期 40% · 9 条
      2. 意向 · 上层 · 未跟进 5 · 停留 10 · 预期 25% · 18 条
      3. 商机 · 中层 · 未跟进 5 · 停留 15 · 预期 50% · 11 条
      4. 报价 · 底层 · 未跟进 3 · 停留 10 · 预期 20% · 9 条
      5. 成交 · 终点
      看一个：/阶段 商机。改法发 /帮助 阶段
    `,
    );
  });

  it('are added where they belong, and who went past the place counts as having been there', async () => {
    await expectConversation(
      chat,
      `
      赵敏> /阶段 添加 演示 在=商机前
      添加了「演示」
      线索 → 意向 → 演示 → 商机 → 报价 → 成交
      以前的数字按新顺序重算了：跳过「演示」往前走的也算到过
      再定一句定义：/阶段 定义 演示 什么样才算
      赵敏> /阶段 定义 演示 拍板的人看过 <@all> 一次
      「演示」的定义改好了，推进到这里时会显示：拍板的人看过 ＜@all> 一次
      赵敏> /阶段 别名 演示 看产品、demo
      「演示」也叫看产品、demo。/推进 客户 看产品 就是推进到「演示」
      赵敏> /阶段 上限 演示 未跟进=5 停留=15
      在「演示」超过 5 个工作日没跟进，或停留超过 15 个工作日，就算停滞
      赵敏> /阶段 改 演示 预期=25% 层=中 下一步=约拍板的人 对方案
      「演示」往下的预期是 25%：100 条到了「演示」，预期 25 条再往前走
      「演示」算中层（重点推进）
      推进到「演示」后，下一步默认写：约拍板的人 对方案
      赵敏> /阶段 清单 演示 谁看的；反应怎么样
      离开「演示」时会问：谁看的；反应怎么样。可以跳过，跳过会记下来
      赵敏> /阶段 demo
      演示 · 中层 · 未跟进 5 · 停留 15 · 预期 25%
      定义：拍板的人看过 ＜@all> 一次
      别名：看产品、demo
      清单：谁看的；反应怎么样
      下一步：约拍板的人 对方案
      张伟> /新建 蓝海物流
      已新建 蓝海物流 (#61)，在「线索」，负责人是你
      还没填来源和金额
      下一步：首次联系，确认是不是目标客户。不对就发 /撤销（10分钟内）
      张伟> /推进 蓝海物流 看产品
      蓝海物流：线索 → 演示（跳过意向）
      「演示」= 拍板的人看过 ＜@all> 一次
      不对就发 /撤销（10分钟内）
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行
      张伟> 1
      蓝海物流 的下一步：明天（周四） 约拍板的人 对方案
      到那天之前不催你。改日期再发一次 /下一步 就行
    `,
    );
    expect(await untraceable()).toEqual([]);
  });

  it('are archived into another one after a confirmation, and every lead and number follows', async () => {
    await expectConversation(
      chat,
      `
      赵敏> /阶段 归档 报价 → 商机
      归档「报价」：现在里面 9 条算「商机」，以前走过「报价」的也按「商机」算，数字会重算
      归档后不能恢复，要用只能新加一个。确定吗
      1. 归档
      回数字选择，0 取消
    `,
    );
    expect(await openIn('quote')).toBe(9);
    await expectConversation(
      chat,
      `
      赵敏> 1
      「报价」归档了，9 条现在在「商机」。例如以前的「报价」在 /历史 里显示为「商机」
      赵敏> /阶段 报价
      没有阶段「报价」，有：线索、意向、商机、成交
      赵敏> /阶段 添加 报价 在=商机后
      添加了「报价」
      线索 → 意向 → 商机 → 报价 → 成交
      以前的数字按新顺序重算了：跳过「报价」往前走的也算到过
      再定一句定义：/阶段 定义 报价 什么样才算
    `,
    );
    expect([await openIn('quote'), await openIn('opp')]).toEqual([undefined, 20]);
    // The new one of the same name is another stage.
    expect((await pipeline()).named('报价')?.id).toBe('stage_1');
    expect(await untraceable()).toEqual([]);
  });

  it('change their order, and the paths of all leads are read anew', async () => {
    await expectConversation(
      chat,
      `
      赵敏> /阶段 顺序 报价 在=商机前
      「报价」换了位置
      线索 → 意向 → 报价 → 商机 → 成交
      以前的数字按新顺序重算了：跳过「报价」往前走的也算到过
      赵敏> /阶段 顺序 报价
      「报价」放到哪里，例如回 商机前、商机后
      赵敏> 商机后
      「报价」换了位置
      线索 → 意向 → 商机 → 报价 → 成交
      以前的数字按新顺序重算了：跳过「报价」往前走的也算到过
    `,
    );
    expect(await untraceable()).toEqual([]);
  });

  it('stay as they are when what is asked for makes no sense', async () => {
    const before = (await pipeline()).stages;
    await expectConversation(
      chat,
      `
      赵敏> /阶段 归档 成交 → 商机
      「成交」是终点，位置不能动，不能归档，也没有上限、清单和预期。改名、定义、别名、下一步可以
      赵敏> /阶段 归档 商机 → 商机
      要写另一个阶段，不能是「商机」自己
      赵敏> /阶段 顺序 成交 在=商机前
      「成交」是终点，位置不能动，不能归档，也没有上限、清单和预期。改名、定义、别名、下一步可以
      赵敏> /阶段 添加 回款 在=成交后
      「成交」是终点，后面不能再有阶段
      赵敏> /阶段 添加 <@all>
      「＜@all>」不能当名字，最多 12 个字，只用汉字、字母、数字和 · & + / . -（）
      赵敏> /阶段 改名 商机 报 价
      「报 价」已经是「报价」的名字或别名，换一个
      赵敏> /阶段 清单 商机 一；二；三；四
      清单最多 3 条，多了没人答。什么都没改
      赵敏> /阶段 上限 商机 未跟进=0
      /阶段 没做，未跟进「0」没看懂，写工作日数 1 到 366，不设就写 无
      写法：/阶段 [添加/改名/顺序/定义/别名/清单/上限/改/归档] [阶段] [在=…] [未跟进=…] [停留=…] [预期=…] [层=…] [必答=…] [下一步=…] [内容]
      例如：/阶段
      赵敏> /阶段 改 商机 快一点
      「快一点」没看懂，什么都没改。例如 /阶段 改 商机 未跟进=5 停留=15 预期=25% 层=中 下一步=约拍板的人
      赵敏> /阶段 增加 演示
      没有阶段「增加」，有：线索、意向、商机、报价、成交
    `,
    );
    expect((await pipeline()).stages).toEqual(before);
  });

  it('are the business of admins alone', async () => {
    await expectConversation(
      chat,
      `
      张伟> /阶段 归档 报价 → 商机 确认=归档
      「阶段」只有管理员能用。能用的命令发 /帮助 看
      陈强> /阶段
      「阶段」只有管理员能用。能用的命令发 /帮助 看
    `,
    );
  });
});
