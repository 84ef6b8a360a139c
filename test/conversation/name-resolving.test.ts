import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chat, openChat } from '../support/conversation.ts';
import { MORE_LEADS, WHAT_PEOPLE_TYPE } from './what-people-type.ts';

const rows = WHAT_PEOPLE_TYPE.trim()
  .split('\n')
  .map((line) => line.split(' | ') as [typed: string, meant: string]);

/** The answer to `/查`, as the table writes it. */
function takenFor(answer: string): string {
  const lines = answer.split('\n');
  const [first = ''] = lines;
  const names = lines
    .filter((line) => /^[0-9]\. /.test(line) && !/^[0-9]\. 新建 /.test(line))
    .map((line) => line.replace(/^[0-9]\. /, '').replace(/ · .*$/, ''));
  if (first.includes('有几条像的')) return `哪一条 ${names.join('; ')}`;
  if (first.includes('是不是')) return `是不是 ${names.join('; ')}`;
  if (first.startsWith('没有找到')) return '没有';
  const owner = /负责的，请找 (.+)$/.exec(first)?.[1];
  return owner === undefined ? first.replace(/ \(#[0-9]+\)$/, '') : `找 ${owner}`;
}

describe('what people type of a name', () => {
  let chat: Chat;
  beforeAll(async () => {
    chat = await openChat();
    for (const [owner, name] of MORE_LEADS) await chat.say(owner, `/新建 「${name}」`);
  });
  afterAll(() => chat.close());

  it('fills a table worth the name', () => {
    expect(rows.length).toBeGreaterThanOrEqual(120);
  });

  it.each(rows)('%s', async (typed, meant) => {
    const answer = await chat.say('zhangwei', `/查 ${typed}`);
    await chat.say('zhangwei', '0');
    expect(takenFor(answer)).toBe(meant);
  });
});
