import { expect, it } from 'vitest';
import { withoutMention } from '../../src/wecom/mention.ts';

it.each([
  ['@RobotA hello robot', ['RobotA'], 'hello robot'],
  ['@Claude Code /list', [], '/list'],
  ['@RobotA\u2005/deal new 10', ['RobotA'], '/deal new 10'],
  ['＠销售助手 /help', ['销售助手'], '/help'],
  ['＠销售助手 ／帮助', [], '／帮助'],
  ['@RobotA/help', ['RobotA'], '/help'],
  ['@RobotA /assign @张三', ['RobotA'], '/assign @张三'],
  ['/help @RobotA', ['RobotA'], '/help'],
  ['@New Name /note a\nb', ['Bot'], '/note a\nb'],
  ['@RobotA see https://a.b/c 1/2', ['RobotA'], 'see https://a.b/c 1/2'],
  ['@RobotA', ['RobotA'], ''],
  ['@小漏 你好', [], '你好'],
  ['@小漏斗 你好', ['小漏', '小漏斗'], '你好'],
  ['写信给 zhang@RobotA /help', ['RobotA'], '写信给 zhang@RobotA /help'],
  ['没有人被提到', ['RobotA'], '没有人被提到'],
  ['@a.*(b) 记一下', ['a.*(b)'], '记一下'],
])('%j of a robot called %j says %j', (text, names, said) => {
  expect(withoutMention(text, names)).toBe(said);
});

it('takes a hundred kilobytes of at-signs no time worth naming', () => {
  const long = '@ '.repeat(50_000);
  expect(withoutMention(long, ['RobotA']).length).toBeLessThan(long.length);
});
