import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { CONVERSATION_START } from '../support/conversation.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openRoom } from './room.ts';

const folder = temporaryFolder();
const open: Database[] = [];
afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
});

/** A bot started on a database file, after the one before it was stopped. */
async function start(file: string) {
  for (const database of open.splice(0)) await database.close();
  const database = await openDatabase(`file:${join(folder, file)}`, seed);
  open.push(database);
  return openRoom(database);
}

describe('a restart', () => {
  it('forgets no question', async () => {
    const asked = await (await start('question.db')).say('zhangwei', '/丢单 云帆软件');
    expect(asked).toMatch(/^原因是什么\n1. 价格\n/);

    const answer = await (await start('question.db')).say('zhangwei', '1', { at: CONVERSATION_START + 60_000 });
    expect(answer).toMatch(/^云帆软件 记为丢单：价格/);
  });

  it('does not make a question last longer', async () => {
    await (await start('late.db')).say('zhangwei', '/丢单 云帆软件');
    const answer = await (await start('late.db')).say('zhangwei', '1', { at: CONVERSATION_START + 601_000 });
    expect(answer).toBe('刚才的问题过了 10 分钟，已经作废。请把命令再发一次');
  });

  it('does not make the same line worth doing again', async () => {
    await (await start('repeat.db')).say('zhangwei', '/推进 客户A');
    const answer = await (await start('repeat.db')).say('zhangwei', '/推进 客户A', { at: CONVERSATION_START + 60_000 });
    expect(answer).toMatch(/^刚刚已经做过了，没有再做一遍：\n客户A：线索 → 意向\n/);
  });

  it('leaves an undo possible', async () => {
    await (await start('undo.db')).say('zhangwei', '/推进 客户A');
    const answer = await (await start('undo.db')).say('zhangwei', '/撤销', { at: CONVERSATION_START + 60_000 });
    expect(answer).toBe('已撤销 客户A 的：线索 → 意向\n现在在「线索」');
  });
});

describe('a group', () => {
  it('keeps everybody’s question apart from the others’, and from their own in private', async () => {
    const room = await start('group.db');
    const inGroup = { chat: 'group-1' };
    await room.say('zhangwei', '/查 宁波', inGroup);
    await room.say('zhangwei', '/丢单 云帆软件');
    await room.say('lina', '/查 上海', inGroup);

    expect(await room.say('wangfang', '2', inGroup)).toBe('现在没有要你选的。全部命令发 /帮助');
    expect(await room.say('zhangwei', '2', inGroup)).toMatch(/^宁波北仑港务 \(#43\)/);
    expect(await room.say('lina', '1', inGroup)).toMatch(/^上海东岸设计 \(#20\)/);
    expect(await room.say('zhangwei', '2')).toMatch(/^云帆软件 记为丢单：竞品/);
  });
});
