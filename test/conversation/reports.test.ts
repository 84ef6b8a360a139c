import { describe, expect, it } from 'vitest';
import { drawChart } from '../../src/charts/charts.ts';
import { readPeriod } from '../../src/chat/args/period.ts';
import { pictures } from '../../src/chat/pictures.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import { texts } from '../../src/texts/index.ts';
import { bindUseCases } from '../../src/usecases/index.ts';
import { writtenIn } from '../charts/drawn-texts.ts';
import { demoChat } from './demo-chat.ts';
import { expectConversation } from './transcript.ts';

const chat = demoChat();
const conversation = (transcript: string) => expectConversation(chat(), transcript);
const TODAY = '2026-06-10' as LocalDay;

describe('the funnel', () => {
  it('is the company’s for the admin, the team’s for its manager, one’s own for a rep', () =>
    conversation(`
      赵敏> /停滞 @陈强
      停滞 · 陈强 3 条 / 在手 11 条
      陈强（3 条）
      · 淮安洪泽水务 · 意向 · 约定已过（6月8日）
      · 南京紫金光电 · 报价 · 未跟进 21 个工作日（上限 3） · 2.5万
      · 连云港海州医药 · 意向 · 未跟进 15 个工作日（上限 5）

      张伟> /漏斗 @李娜
      只能看自己的数字。不写人就是你自己的

      王芳> /漏斗 全公司
      只能看自己团队的数字

      王芳> /丢单分析 @张伟 2026年5月
      丢单分析 · 张伟 · 5月1日–5月31日
      丢单和无效共 1 条
      价格 1 条，占 1/1，32万（最远到意向 1）

      赵敏> /漏斗 2099-01
      2099年1月1日（周四）还没到，没有数字可看

      赵敏> /漏斗 明年
      2027年1月1日（周五）还没到，没有数字可看
    `));

  it('says nothing of nobody', async () => {
    await chat().say('newcomer', '/帮助');
    expect(await chat().say('newcomer', '/漏斗')).toBe(
      '漏斗 · newcomer · 6月8日–6月10日\n这里还没有线索。新建一条发 /新建 客户名',
    );
  });
});

describe('a picture of the numbers', () => {
  const today = { now: Date.parse('2026-06-10T10:00:00+08:00'), timeZone: 'Asia/Shanghai' };

  it.each(['funnel', 'flow', 'losses'] as const)('called %s has no number that its text has not', async (name) => {
    const view = await chat().database.uow.run(async (stores) => {
      const use = bindUseCases({ stores, ...today, joining: { open: false, admins: new Set() } });
      const by = (await stores.members.byUserid('zhaomin')) ?? expect.fail('the demo has an admin');
      return use.viewReport({ by, period: readPeriod('近90天', TODAY) });
    });
    const { chart, data } = pictures[name](view, today, { kind: 'alone' });
    const text = [
      texts.reports.funnel(view, today),
      texts.reports.conversions(view, today),
      texts.reports.losses(view, today),
      texts.reports.moment(view.report.asOf, today),
    ].join('\n');
    const missing = writtenIn(drawChart(chart, data)).flatMap((written) =>
      (written.match(/[0-9][0-9.,]*/g) ?? [])
        .filter((number) => !text.includes(number))
        .map((number) => `${number} in ${written}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('a period', () => {
  it.each([
    ['今天', '2026-06-10', '2026-06-10'],
    ['昨天', '2026-06-09', '2026-06-09'],
    ['本周', '2026-06-08', '2026-06-14'],
    ['上周', '2026-06-01', '2026-06-07'],
    ['本月', '2026-06-01', '2026-06-30'],
    ['上月', '2026-05-01', '2026-05-31'],
    ['上个月', '2026-05-01', '2026-05-31'],
    ['本季', '2026-04-01', '2026-06-30'],
    ['上季度', '2026-01-01', '2026-03-31'],
    ['今年', '2026-01-01', '2026-12-31'],
    ['去年', '2025-01-01', '2025-12-31'],
    ['近30天', '2026-05-12', '2026-06-10'],
    ['最近7天', '2026-06-04', '2026-06-10'],
    ['2026-10', '2026-10-01', '2026-10-31'],
    ['2026年2月', '2026-02-01', '2026-02-28'],
    ['5月', '2026-05-01', '2026-05-31'],
    ['12月', '2025-12-01', '2025-12-31'],
    ['2026Q2', '2026-04-01', '2026-06-30'],
    ['一季度', '2026-01-01', '2026-03-31'],
    ['2025年', '2025-01-01', '2025-12-31'],
    ['６月１日~６月５日', '2026-06-01', '2026-06-05'],
    ['2026-05-04至2026-05-08', '2026-05-04', '2026-05-08'],
  ])('%s is %s to %s', (typed, from, to) => {
    expect(readPeriod(typed, TODAY)).toEqual({ from, to });
  });

  it.each(['', '5', '13月', '2026-13', '下下周', '明天之后', '近0天', '6月5日~6月1日', '星河科技'])(
    '%j is none',
    (typed) => {
      expect(readPeriod(typed, TODAY)).toBeUndefined();
    },
  );
});
