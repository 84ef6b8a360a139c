import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leadId } from '../../src/domain/ids.ts';
import { verifyProjections } from '../../src/store/verify-projections.ts';
import { checklistsIn } from '../../src/usecases/checklist.ts';
import { type Chat, openChat } from '../support/conversation.ts';
import { expectConversation } from './transcript.ts';

describe('the checklist of a stage', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await openChat({ checklists: 'shipped' });
  });
  afterEach(async () => {
    await chat.close();
  });
  const moved = `
      张伟> /推进 星河科技
      星河科技有限公司：意向 → 商机
      「商机」= 有预算，有决策人，有时间表
      不对就发 /撤销（10分钟内）
      离开「意向」，顺便答一下：
      · 需求是谁提的
      · 现在怎么解决
      按顺序回，用分号隔开
      1. 跳过
      直接回答，或者回数字；不回也行`;

  it('is not answered by what is said of another customer', async () => {
    await expectConversation(
      chat,
      `${moved}
      张伟> 云帆软件还没成交
      这句像是在问，或者还没定，我什么都没记
      看它现在怎样：/查 云帆软件
      已经定了就发：/成交 云帆软件

      张伟> 王总提的；现在用表格
      记下了，星河科技有限公司 意向 → 商机 的清单
      · 需求是谁提的：王总提的
      · 现在怎么解决：现在用表格
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行`,
    );
  });

  it('is asked in the one question after the move, and the answers belong to the move', async () => {
    await expectConversation(
      chat,
      `${moved}
      张伟> 1、王总提的；现在用表格
      记下了，星河科技有限公司 意向 → 商机 的清单
      · 需求是谁提的：王总提的
      · 现在怎么解决：现在用表格
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行
      张伟> /历史 星河科技
      星河科技有限公司 (#2) 走过的路，共 5 步
      5月27日 张伟：新建在「线索」，来源 电话
      6月3日 张伟：线索 → 意向
      6月5日 张伟：跟进：对方预算还没批，月底再问
      6月7日 张伟：跟进：微信发了产品资料，说内部看看
      6月10日 张伟：意向 → 商机（需求是谁提的：王总提的；现在怎么解决：现在用表格）
      张伟> /撤销
      已撤销 星河科技有限公司 的：意向 → 商机
      现在在「意向」
    `,
    );
    expect(await verifyProjections(chat.database.engine)).toEqual([]);
  });

  it('takes no lone digit for an answer: it is a slip of the thumb', async () => {
    await expectConversation(
      chat,
      `${moved}
      张伟> 2
      回 1 就选它，回 0 取消
      张伟> 王总提的
      记下了，星河科技有限公司 意向 → 商机 的清单
      · 需求是谁提的：王总提的
      · 现在怎么解决：没答
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行
    `,
    );
  });

  it('may be skipped, which the history shows, and filled in later', async () => {
    await expectConversation(
      chat,
      `${moved}
      张伟> 1
      星河科技有限公司 意向 → 商机 的清单没答，历史里会标出来。要补发 /清单 #2 答案
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行
      张伟> /历史 星河科技
      星河科技有限公司 (#2) 走过的路，共 5 步
      5月27日 张伟：新建在「线索」，来源 电话
      6月3日 张伟：线索 → 意向
      6月5日 张伟：跟进：对方预算还没批，月底再问
      6月7日 张伟：跟进：微信发了产品资料，说内部看看
      6月10日 张伟：意向 → 商机（清单没答）
      张伟> /清单 星河科技 王总 <@all>
      记下了，星河科技有限公司 意向 → 商机 的清单
      · 需求是谁提的：王总 ＜@all>
      · 现在怎么解决：没答
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行
      张伟> /清单 星河科技
      星河科技有限公司 意向 → 商机 的清单
      · 需求是谁提的：王总 ＜@all>
      · 现在怎么解决：没答
      张伟> 表格
      记下了，星河科技有限公司 意向 → 商机 的清单
      · 需求是谁提的：王总 ＜@all>
      · 现在怎么解决：表格
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行
      张伟> /清单 星河科技 再来一句
      星河科技有限公司 没有要答的清单。有新进展发 /跟进 星河科技有限公司 内容
    `,
    );
  });

  it('gives way to a command, with or without a slash', async () => {
    await expectConversation(
      chat,
      `${moved}
      张伟> 跟进 星河科技 王总说下周定
      记下了，星河科技有限公司：王总说下周定
      不对就发 /撤销（10分钟内）
    `,
    );
    const events = await chat.database.uow.run(({ leads }) => leads.events(leadId(2)));
    expect(events.filter(({ fact }) => fact.type === 'answered')).toEqual([]);
  });

  it('answered late, does not let the move be taken back from under what came after it', async () => {
    await expectConversation(
      chat,
      `${moved}
      王芳> /跟进 星河科技 陪访过一次
      记下了，星河科技有限公司：陪访过一次
      不对就发 /撤销（10分钟内）
      张伟> 王总；表格
      记下了，星河科技有限公司 意向 → 商机 的清单
      · 需求是谁提的：王总
      · 现在怎么解决：表格
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行
      张伟> /撤销
      星河科技有限公司 之后又被 王芳 改过，要先撤掉后面那一步，请找 王芳 或管理员
    `,
    );
  });

  it('left unanswered is counted, an answer given later is not missing', async () => {
    const span = { from: chat.now(), to: chat.now() + 3_600_000 };
    const counted = () =>
      chat.database.uow.run((stores) =>
        checklistsIn(
          { stores, now: chat.now(), timeZone: 'Asia/Shanghai', joining: { open: true, admins: new Set() } },
          span,
          {},
        ),
      );
    await chat.say('zhangwei', '/推进 星河科技');
    await chat.say('zhangwei', '/推进 客户A');
    await chat.say('zhangwei', '/推进 云帆软件 里面写着 "evidence":{ 也不算');
    expect(await counted()).toEqual({ moves: 2, empty: 2 });
    await chat.say('zhangwei', '/清单 星河科技 王总');
    expect(await counted()).toEqual({ moves: 2, empty: 1 });
    await chat.say('zhaomin', '/撤销 云帆软件');
    expect(await counted()).toEqual({ moves: 1, empty: 0 });
  });

  it('set to hard, is answered before the lead may leave', async () => {
    await expectConversation(
      chat,
      `
      赵敏> /阶段 清单 意向 必答=是
      离开「意向」前必须回答：需求是谁提的；现在怎么解决。没回答推进不了
      张伟> /推进 星河科技 报价 日期=昨天 "急着要 方案"
      星河科技有限公司 离开「意向」前要先回答：
      · 需求是谁提的
      · 现在怎么解决
      按顺序回，用分号隔开，一起算答了；0 取消
      张伟> 王总；表格
      星河科技有限公司：意向 → 报价（跳过商机），记在6月9日
      备注：急着要 方案
      「报价」= 客户收到正式报价，正在比价或走流程
      不对就发 /撤销（10分钟内）
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行
      李娜> /推进 星河科技
      星河科技有限公司 是 张伟 负责的，请找 张伟
    `,
    );
  });
});
