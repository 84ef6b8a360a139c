import { afterAll, describe, expect, it } from 'vitest';
import { takeMember } from '../../../src/chat/args/member.ts';
import { tokenize } from '../../../src/chat/line.ts';
import { memberId } from '../../../src/domain/ids.ts';
import { demoScope } from '../demo-scope.ts';

const { scope, chat } = await demoScope('zhaomin');
await chat.database.uow.run(async ({ members }) => {
  const known = { userid: null, role: 'rep', team: null } as const;
  await members.save({ ...known, id: memberId('~Anna Snelling'), name: 'Anna Snelling' }, chat.now());
  await members.save({ ...known, id: memberId('li2'), userid: 'li2', name: '李娜' }, chat.now());
});
afterAll(() => chat.close());

async function named(line: string): Promise<string> {
  const { used, reading } = await takeMember(tokenize(line), scope, { mayAdd: true });
  if (reading.ok) return `${reading.value.id} of ${used}`;
  const { problem } = reading;
  if (problem.code === 'member_unknown') return `unknown ${problem.typed}, may add ${problem.add ?? 'nobody'}`;
  return problem.code === 'member_ambiguous' ? `one of ${problem.members.length}` : problem.code;
}

describe('a member', () => {
  it.each([
    ['zhangwei', 'zhangwei of 1'],
    ['@zhangwei', 'zhangwei of 1'],
    ['＠zhangwei 经理', 'zhangwei of 1'],
    ['@ZhangWei', 'zhangwei of 1'],
    ['张伟', 'zhangwei of 1'],
    ['@张伟 经理 华东组', 'zhangwei of 1'],
    ['"张伟"', 'zhangwei of 1'],
    ['Anna Snelling', '~Anna Snelling of 2'],
    ['@Anna Snelling 经理', '~Anna Snelling of 2'],
    ['"Anna Snelling" 经理', '~Anna Snelling of 1'],
    ['李娜', 'one of 2'],
    ['@lina', 'lina of 1'],
    ['@li2', 'li2 of 1'],
    ['Anna', 'unknown Anna, may add +anna'],
    ['@Nobody', 'unknown Nobody, may add +nobody'],
    ['没这人', 'unknown 没这人, may add nobody'],
    ['@', 'unknown , may add nobody'],
    ['constructor', 'unknown constructor, may add +constructor'],
    ['+newbie 销售', 'newbie of 1'],
    ['＋Newbie', 'newbie of 1'],
    ['+zhangwei', 'zhangwei of 1'],
    ['+新人', 'unknown +新人, may add nobody'],
    ['', 'missing'],
  ])('typed as %j is %s', async (line, expected) => {
    expect(await named(line)).toBe(expected);
  });
});
