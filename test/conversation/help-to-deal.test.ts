import { describe, expect, it } from 'vitest';
import { loadCommands } from '../../src/chat/registry.ts';
import { commandsFolder } from '../../src/project-root.ts';
import { demoChat } from './demo-chat.ts';
import { expectConversation } from './transcript.ts';
import { openUndoneRoom } from './undone-room.ts';

const registry = await loadCommands(commandsFolder());
const chat = demoChat({ checklists: 'shipped' });

describe('somebody who never read a manual', () => {
  it('gets from help to a closed deal by nothing but what each answer says', async () => {
    const first = (await chat().say('newbie', '帮助')).split('\n');
    // What the rest of the conversation goes by, up to the words in brackets.
    expect(first).toContainEqual(expect.stringMatching(/^\/新建 客户 .*新建一条线索$/));
    expect(first).toContainEqual(expect.stringMatching(/^\/成交 客户 \[金额\] .*记为成交/));
    expect(first.at(-1)).toBe('一条命令怎么用：/帮助 推进');
    await expectConversation(
      chat(),
      `
      newbie> /新建 蓝海科技
      已新建 蓝海科技 (#61)，在「线索」，负责人是你
      还没填来源和金额
      下一步：首次联系，确认是不是目标客户。不对就发 /撤销（10分钟内）

      newbie> /帮助 推进
      /推进：把线索推进到下一个阶段，或指定的阶段
      写法：/推进 客户 [阶段] [日期=…] [备注]
      也可以写：/推 /move
      例如：
      /推进 蓝海科技
      /推进 蓝海科技 商机
      /推进 蓝海科技 → 报价 日期=昨天 方案和价格都发过去了

      newbie> /推进 蓝海科技
      蓝海科技：线索 → 意向
      「意向」= 客户承认有需求，愿意继续聊
      不对就发 /撤销（10分钟内）
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行

      newbie> 1
      蓝海科技 的下一步：明天（周四） 约一次演示或拜访
      到那天之前不催你。改日期再发一次 /下一步 就行

      newbie> 推进 蓝海科技
      蓝海科技：意向 → 商机
      「商机」= 有预算，有决策人，有时间表
      下一步：明天（周四） 约一次演示或拜访
      不对就发 /撤销（10分钟内）
      离开「意向」，顺便答一下：
      · 需求是谁提的
      · 现在怎么解决
      按顺序回，用分号隔开
      1. 跳过
      直接回答，或者回数字；不回也行

      newbie> 王总提的；现在用表格
      记下了，蓝海科技 意向 → 商机 的清单
      · 需求是谁提的：王总提的
      · 现在怎么解决：现在用表格

      newbie> 蓝海科技到报价了
      蓝海科技：商机 → 报价
      「报价」= 客户收到正式报价，正在比价或走流程
      下一步：明天（周四） 约一次演示或拜访
      不对就发 /撤销（10分钟内）
      离开「商机」，顺便答一下：
      · 预算多少
      · 谁拍板
      · 什么时候要用上
      按顺序回，用分号隔开
      1. 跳过
      直接回答，或者回数字；不回也行

      newbie> 1
      蓝海科技 商机 → 报价 的清单没答，历史里会标出来。要补发 /清单 #61 答案

      newbie> /推进 蓝海科技
      再往前就是成交了。真的签了就发 /成交 蓝海科技 金额

      newbie> /成交 蓝海科技 8万
      蓝海科技 成交了，从「报价」走到底
      8万
      不对就发 /撤销（10分钟内）
      `,
    );
  });

  it('sees in an example where a customer of their own belongs, before there is one', async () => {
    expect((await chat().say('newbie', '/帮助 跟进')).split('\n')).toContain('/跟进 客户名 给王总演示了新版本');
  });
});

describe('the examples of a command’s help', () => {
  it('speak of the asker’s own leads', async () => {
    const shown = (await chat().say('lina', '/帮助 推进')).split('\n').slice(4);
    expect(shown).toHaveLength(3);
    const own = /^\/推进 (\S+)/.exec(shown[0] ?? '')?.[1] ?? '';
    expect(await chat().say('lina', `/查 ${own}`)).toContain('负责人 李娜');
    for (const line of shown) expect(line).toContain(own);
  });

  it('can be sent as they stand, by everybody who is shown them', async () => {
    const room = await openUndoneRoom(registry);
    try {
      for (const person of ['zhangwei', 'lina', 'chenqiang']) {
        // What a closed customer is called nobody can say beforehand.
        const usable = registry.usableBy('rep').filter(({ name }) => name !== 'reopen');
        for (const { aliases } of usable) {
          const help = (await room.say(person, `/帮助 ${aliases[0]}`)).split('\n');
          for (const line of help.slice(help.indexOf('例如：') + 1)) {
            const answer = await room.say(person, line);
            expect(answer, `${person}: ${line}`).not.toMatch(/没做|没有找到「|没有命令|负责的，请找|^抱歉/);
          }
        }
      }
    } finally {
      await room.close();
    }
  });
});
