import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/usecases/numbers-scope.ts';
import { demoChat } from './demo-chat.ts';
import { expectConversation } from './transcript.ts';

const demo = demoChat();
const conversation = (transcript: string) => expectConversation(demo(), transcript);

describe('what is wrong', () => {
  it('is said of a team with its evidence, names and steps', () =>
    conversation(`
      王芳> /诊断
      诊断 · 华东组 · 近91天
      数据可信度 81 分
      够数的几步里没有发现问题
      样本不足：报价→成交 2/2，先看 上海虹口教育科技、舟山群岛渔业、南通江海重工
      还没有每周的诊断记录：转化的问题连续两周才算确诊

      赵敏> /诊断
      诊断 · 全公司 · 近91天
      数据可信度 81 分
      【疑似】中层鼓包 · 意向：76%（25/33），九成把握在 62% 到 86%，目标 25%（示例值）
      依据：在手 18 条，停滞 9 条，没有下一步 14 条；每周进 10.5 条、走 5 条，是正常存量的 0.9 倍；张伟 停滞 4 条；李娜 停滞 3 条；陈强 停滞 2 条
      名单：合肥高新量子（张伟）、连云港海州医药（陈强）、宁波北仑港务（张伟）、镇江恒顺调味（李娜）、佛山顺德家电（李娜）
      张伟：先推进停滞的，每天定几条（合肥高新量子、宁波北仑港务）
      陈强：每条定好下一步和日期（连云港海州医药）
      李娜：每条定好下一步和日期（镇江恒顺调味、佛山顺德家电）
      样本不足：报价→成交 4/4，先看 南京紫金光电、上海虹口教育科技、舟山群岛渔业、南通江海重工
      还没有每周的诊断记录：转化的问题连续两周才算确诊

      赵敏> /诊断 张伟
      诊断看的是整个团队，一个人的数字太少。发 /诊断，或 /诊断 团队名

      孙丽> /诊断 华东组
      只能看自己团队的数字
    `));

  it('is at the bottom what can be signed, the largest first', () =>
    conversation(`
      王芳> /底层
      底层 · 华东组 · 6 条 · 共 56万
      · 杭州滨江游戏 · 张伟 · 20万 · 「报价」2天 · 没有下一步
      · 中山古镇灯饰 · 张伟 · 12万 · 「报价」1天 · 没有下一步
      · 上海虹口教育科技 · 李娜 · 8万 · 「报价」21天，停滞 · 下一步 今天（周三） 回访决策人
      · 舟山群岛渔业 · 李娜 · 8万 · 「报价」19天，停滞 · 下一步 明天（周四） 约技术交流
      · 天工机械 · 张伟 · 8万 · 「报价」6天 · 没有下一步
      · 南通江海重工 · 张伟 · 没填金额 · 「报价」18天，停滞 · 没有下一步
      介入：谈过就发 /跟进 杭州滨江游戏 内容，定下一步发 /下一步 杭州滨江游戏 明天 内容

      孙丽> /底层
      底层 · 华南组 · 3 条 · 共 12.3万
      · 厦门鹭岛软件 · 陈强 · 9.8万 · 「报价」1天 · 没有下一步
      · 南京紫金光电 · 陈强 · 2.5万 · 「报价」37天，停滞 · 没有下一步
      · 徐州彭城工程机械 · 陈强 · 没填金额 · 「报价」3天 · 没有下一步
      介入：谈过就发 /跟进 厦门鹭岛软件 内容，定下一步发 /下一步 厦门鹭岛软件 明天 内容
    `));

  it('is in the records what each has to put right', () =>
    conversation(`
      王芳> /清理
      清理 · 华东组
      数据可信度 81 分，满分 100
      各项得分：跟得及时 18/30 · 填得全 18/25 · 原因具体 15/15 · 一步一步走 15/15 · 当天就记 14/15
      要补的 28 条：
      张伟（15 条）
      · 南通江海重工：没有下一步、没填金额、停滞
      · 杭州云栖数据：没有下一步、停滞
      · 芜湖奇峰汽配：没有下一步、停滞
      · 宁波北仑港务：没有下一步、停滞
      · 合肥高新量子：没有下一步、停滞
      李娜（13 条）
      · 华信医疗器械：没有下一步、停滞
      · 无锡太湖传感：没有下一步、停滞
      · 镇江恒顺调味：没有下一步、停滞
      · 马鞍山雨山钢构：没有下一步、没填金额
      · 佛山顺德家电：没有下一步、停滞
      还有 18 条

      孙丽> /清理 陈强
      清理 · 陈强
      数据可信度 82 分，满分 100
      各项得分：跟得及时 22/30 · 填得全 17/25 · 原因具体 15/15 · 一步一步走 14/15 · 当天就记 15/15
      要补的 10 条：
      陈强（10 条）
      · 南京紫金光电：没有下一步、停滞
      · 徐州彭城工程机械：没有下一步、没填金额
      · 连云港海州医药：没有下一步、停滞
      · 嘉兴禾润食品：没有下一步
      · 盐城大丰风电：没有下一步
      · 淮安洪泽水务：停滞
      · 苏州园区生物科技：没有下一步
      · 珠海横琴跨境电商：没有下一步
      · 厦门鹭岛软件：没有下一步
      · 汕头澄海玩具：没有下一步
    `));

  it.each(['/诊断', '/底层', '/清理'])('%s is for managers and admins, read or not', async (line) => {
    expect(await demo().say('zhangwei', line)).toMatch(/^「(.+)」只有经理和管理员能用。能用的命令发 \/帮助 看$/);
    for (const person of ['wangfang', 'zhaomin']) expect(await demo().say(person, line)).not.toMatch(/只有/);
  });
});

describe('a diagnosis', () => {
  const ALL = keyOf({ kind: 'all' });
  const lost = async (count: number) => {
    for (let n = 0; n < count; n++) {
      await demo().say('zhangwei', `/新建 试探${n}公司 官网 5万 阶段=报价`);
      await demo().say('zhangwei', `/丢单 试探${n}公司 价格`);
    }
  };

  it('is suspected alone and confirmed when the last weekly run convicted as well', async () => {
    await lost(60);
    const alone = await demo().say('zhaomin', '/诊断');
    expect(alone).toContain('【疑似】底层塌陷 · 报价→成交：6%（4/64）');
    expect(alone).toContain('价格 60 条（300万）');
    const runs = [{ key: '["collapse","quote"]', convicts: true, verdict: 'suspected' as const }];
    await demo().database.uow.run(({ diagnoses }) => diagnoses.save(ALL, { at: demo().now() - 1000, runs }));
    const again = await demo().say('zhaomin', '/诊断');
    expect(again).toContain('【确诊】底层塌陷 · 报价→成交：6%（4/64）');
    expect(again).toContain('对照的是 6月10日');
  });

  it('writes nothing by itself', async () => {
    await demo().say('zhaomin', '/诊断');
    await demo().say('zhaomin', '/诊断');
    expect(await demo().database.uow.run(({ diagnoses }) => diagnoses.last(ALL, demo().now() + 1))).toBeUndefined();
  });

  it('says above everything when the records deserve little trust', async () => {
    demo().wait(60 * 24 * 3_600_000);
    const said = (await demo().say('zhaomin', '/诊断')).split('\n');
    expect(said[1]).toBe('数据可信度低，先补数据。补什么发 /清理');
    expect(said[2]).toMatch(/^数据可信度 [1-6]?[0-9] 分$/);
  });

  it('waits for four weeks of history', async () => {
    const empty = demo();
    await empty.database.engine.writer
      .updateTable('visit')
      .set({ entered_at: empty.now() - 1 })
      .execute();
    expect(await empty.say('zhaomin', '/诊断')).toMatch(/历史还不到四周，先不下结论$/);
  });
});
