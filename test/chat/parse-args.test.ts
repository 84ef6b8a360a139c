import { afterAll, describe, expect, it } from 'vitest';
import { optional } from '../../src/chat/args/arg.ts';
import { arg, hidden, keyed, named } from '../../src/chat/args/index.ts';
import type { Problem } from '../../src/chat/args/problem.ts';
import { type ArgSpecs, parseArgs } from '../../src/chat/parse-args.ts';
import { demoScope } from './demo-scope.ts';

const { scope, chat } = await demoScope();
afterAll(() => chat.close());

/** A command as small as one that still has every kind of argument. */
const tiny = {
  lead: arg.lead(),
  stage: optional(arg.stage()),
  on: named(arg.day('日期', 'past')),
  recall: named(arg.day('回访', 'future')),
  amount: named(arg.money()),
  how: hidden(arg.oneOf('怎么', ['快', '慢'])),
  note: optional(arg.rest('备注')),
};

function problemOf(problem: Problem): string {
  if ('typed' in problem) return `${problem.code} ${problem.typed}`;
  if ('phrase' in problem) return `${problem.code} ${problem.phrase}`;
  return `${problem.code} ${problem.label}`;
}

/** The values as one reads them, or the problems. */
async function read(line: string, specs: ArgSpecs = tiny): Promise<Record<string, unknown> | readonly string[]> {
  const parsed = await parseArgs(specs, line, scope);
  if (!parsed.ok) return parsed.problems.map(problemOf);
  return Object.fromEntries(
    Object.entries(parsed.values).map(([name, value]) => {
      const { id, name: label } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
      return [name, name === 'lead' ? id : (label ?? value)];
    }),
  );
}

describe('the words after a command', () => {
  it.each([
    ['星河科技', { lead: 2 }],
    ['星河科技 商机', { lead: 2, stage: '商机' }],
    ['商机 星河科技', { lead: 2, stage: '商机' }],
    ['星河科技商机', { lead: 2, stage: '商机' }],
    ['星河科技 → 商机', { lead: 2, stage: '商机' }],
    ['→ 商机 星河科技', { lead: 2, stage: '商机' }],
    ['星河科技 → 商机 聊过了', { lead: 2, stage: '商机', note: '聊过了' }],
    ['商机 星河科技 聊过了', { lead: 2, stage: '商机', note: '聊过了' }],
    ['阶段=商机 星河科技 聊过了', { lead: 2, stage: '商机', note: '聊过了' }],
    ['聊过了 客户=星河科技', { lead: 2, note: '聊过了' }],
    ['星河科技 阶段=商机 报价', { lead: 2, stage: '商机', note: '报价' }],
    ['星河科技 商机 报价', { lead: 2, stage: '商机', note: '报价' }],
    ['#2 商机', { lead: 2, stage: '商机' }],
    ['＃２ 商机', { lead: 2, stage: '商机' }],
    ['"星河科技" 商机', { lead: 2, stage: '商机' }],
    ['星河 科技 商机', { lead: 2, stage: '商机' }],
    ['星河 科技 有限公司 商机', { lead: 2, stage: '商机' }],
    ['客户a 意向', { lead: 1, stage: '意向' }],
    ['客户A备注', ['lead_not_found 客户A备注']],
    ['星河科技 演示过了', { lead: 2, note: '演示过了' }],
    ['星河科技 备注=a', { lead: 2, note: 'a' }],
    ['星河科技 备注=', { lead: 2 }],
    ['星河科技 NOTE=「a b」', { lead: 2, note: 'a b' }],
    ['星河科技 不认识=a', { lead: 2, note: '不认识=a' }],
    ['星河科技 备注=a b', ['extra b']],
    ['星河科技 备注=a 备注=b', { lead: 2, note: 'b' }],
    ['星河科技 第一行\n第二行\n\n第四行', { lead: 2, note: '第一行\n第二行\n\n第四行' }],
    ['星河科技 他说  "好"  了', { lead: 2, note: '他说  "好"  了' }],
    ['星河科技 「整句 话」', { lead: 2, note: '整句 话' }],
    ['星河科技 前 金额=5万 后', { lead: 2, amount: 5_000_000, note: '前 后' }],
    ['星河科技 前 5万 后', { lead: 2, amount: 5_000_000, note: '前 后' }],
    ['星河科技 "5万"', { lead: 2, note: '5万' }],
    ['星河科技 2026', { lead: 2, note: '2026' }],
    ['星河科技 昨天 谈的', { lead: 2, on: '2026-06-09', note: '谈的' }],
    ['星河科技 上周五 谈的', { lead: 2, on: '2026-06-05', note: '谈的' }],
    ['星河科技 30天后 再谈', { lead: 2, recall: '2026-07-10', note: '再谈' }],
    ['星河科技 昨天 谈的 下周一 再谈', { lead: 2, on: '2026-06-09', recall: '2026-06-15', note: '谈的 再谈' }],
    ['星河科技 "昨天" 谈的', { lead: 2, note: '"昨天" 谈的' }],
    ['星河科技 今天 谈的', { lead: 2, note: '今天 谈的' }],
    ['星河科技 周五 谈', { lead: 2, note: '周五 谈' }],
    ['星河科技 3.5 折', { lead: 2, note: '3.5 折' }],
    ['星河科技 3-5 家在比', { lead: 2, note: '3-5 家在比' }],
    ['星河科技 6月3日 见过', { lead: 2, note: '6月3日 见过' }],
    ['星河科技 日期=6月3日 见过', { lead: 2, on: '2026-06-03', note: '见过' }],
    ['星河科技 日期=周五', { lead: 2, on: '2026-06-05' }],
    ['星河科技 回访=周五', { lead: 2, recall: '2026-06-12' }],
    ['星河科技 constructor toString __proto__', { lead: 2, note: 'constructor toString __proto__' }],
    ['星河科技 怎么=快', { lead: 2, how: '快' }],
    ['星河科技 怎么=别的', ['extra 别的']],
    ['', ['missing 客户']],
    ['→', ['missing 客户']],
    ['不认识的', ['lead_not_found 不认识的']],
    ['客户=不认识的', ['lead_not_found 不认识的']],
    ['#999 商机', ['lead_no_number #999']],
    ['星河科技 上机', ['stage_unsure 上机']],
    ['星河科技 → 演示', ['stage_unknown 演示']],
    ['星河科技 阶段=演示', ['stage_unknown 演示']],
    ['星河科技 日期=周八 金额=很多', ['not_a_day 周八', 'not_money 很多']],
    ['不认识的 日期=周八', ['not_a_day 周八', 'lead_not_found 不认识的']],
  ])('%j means %j', async (line, expected) => {
    expect(await read(line)).toEqual(expected);
  });
});

describe('a name that is not there, before a stage', () => {
  it('is not shortened until it fits another lead', async () => {
    expect(await read('客户 B 商机')).toEqual(['lead_unsure 客户 B']);
    expect(await read('客户 B → 商机')).toEqual(['lead_unsure 客户 B']);
    expect(await read('客户B 商机')).toEqual(['lead_not_found 客户B']);
  });
});

describe('arguments in their places', () => {
  const win = { lead: arg.lead(), amount: optional(arg.money()), note: optional(arg.rest('备注')) };
  const next = { lead: arg.lead(), on: arg.day('日期', 'future'), text: optional(arg.rest('内容')) };
  const log = { lead: arg.lead(), nextOn: keyed(arg.day('下次', 'future')), text: arg.rest('内容') };
  const mine = { stage: optional(arg.stage({ of: 'open' })) };
  const member = { member: optional(arg.member()), role: optional(arg.role()), team: optional(arg.word('团队')) };
  const team = { action: optional(arg.oneOf('怎么', ['新建'])), team: optional(arg.word('团队')) };

  it.each<[string, ArgSpecs, string, unknown]>([
    ['an amount', win, '天工机械 80000', { lead: 4, amount: 8_000_000 }],
    ['an amount', win, '天工机械 5万5 签了', { lead: 4, amount: 5_500_000, note: '签了' }],
    ['an amount', win, '天工机械 签了 5万', { lead: 4, amount: 5_000_000, note: '签了' }],
    ['an amount', win, '天工机械 签了三年', { lead: 4, note: '签了三年' }],
    ['an amount', win, '天工机械 12万万', ['not_money 12万万']],
    ['an amount', win, '天工机械 -5', ['not_money -5']],
    ['an amount', win, '天工机械 1e5', ['not_money 1e5']],
    ['a day', next, '天工机械 周五 见面', { lead: 4, on: '2026-06-12', text: '见面' }],
    ['a day', next, '天工机械 见面 周五', { lead: 4, on: '2026-06-12', text: '见面' }],
    ['a day', next, '天工机械 3/12 见面', { lead: 4, on: '2027-03-12', text: '见面' }],
    ['a day', next, '天工机械 见面', ['not_a_day 见面']],
    ['a day', next, '天工机械', ['missing 日期']],
    ['a text', log, '天工机械 明天 再打', { lead: 4, text: '明天 再打' }],
    ['a text', log, '天工机械 再打 下次=明天', { lead: 4, nextOn: '2026-06-11', text: '再打' }],
    ['a text', log, '天工机械', ['missing 内容']],
    ['an open stage', mine, '', {}],
    ['an open stage', mine, '商机', { stage: '商机' }],
    ['an open stage', mine, '成交', ['stage_not_open 成交']],
    ['an open stage', mine, '停滞', ['extra 停滞']],
    ['a member', member, '张伟 经理 华东组', { member: '张伟', role: 'manager', team: '华东组' }],
    ['a member', member, '张伟 constructor', { member: '张伟', team: 'constructor' }],
    ['a member', member, '没这人 经理', ['member_unknown 没这人']],
    ['one of some words', team, '新建 西南组', { action: '新建', team: '西南组' }],
    ['one of some words', team, '解散 西南组', ['extra 解散']],
  ])('%s: %#. %j', async (_, specs, line, expected) => {
    expect(await read(line, specs)).toEqual(expected);
  });

  it('asks for a missing text by its key, and for a missing reason with the answers there are', async () => {
    const lose = { lead: arg.lead(), reason: arg.reason('invalid'), note: optional(arg.rest('说明')) };
    const parsed = await parseArgs(lose, '北辰咨询 打不通', scope);
    expect(parsed).toEqual({
      ok: false,
      problems: [
        {
          code: 'missing',
          label: '原因',
          key: '原因',
          takesOthers: false,
          choices: ['空号', '重复', '非目标客户', '其他'],
        },
      ],
    });
    const asked = await parseArgs(log, '天工机械', scope);
    expect(asked).toEqual({
      ok: false,
      problems: [{ code: 'missing', label: '内容', key: '内容', takesOthers: true, choices: [] }],
    });
  });
});
