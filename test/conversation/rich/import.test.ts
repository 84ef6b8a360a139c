import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FetchFailure } from '../../../src/chat/reply-types.ts';
import { CHAT_LIMITS } from '../../../src/files/open-table.ts';
import { openRichRoom, type RichRoom } from '../../support/rich-room.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const LOOKING = '收到文件。我先试导一遍，什么都不写，看完告诉你';
const folder = temporaryFolder();
let serial = 0;
let room: RichRoom;

beforeEach(async () => {
  room = await openRichRoom({ channels: ['app', 'robot', 'robot-socket'] });
});
afterEach(() => room.close());

function csv(...lines: string[]) {
  return { name: '客户.csv', bytes: Buffer.from(`${lines.join('\n')}\n`) };
}

const NEW = csv('客户,负责人,阶段,金额', '青禾农业,张伟,商机,5万', '蓝湾物流,孙悦,线索,', '白石建材,李娜,成交,3万');

async function names(): Promise<readonly string[]> {
  const leads = await room.database.uow.read((stores) => stores.leads.leadsAfter(0, 1000));
  return leads.map(({ name }) => name);
}

async function left(table: 'chat_task' | 'kept_table'): Promise<number> {
  return (await room.database.engine.reader.selectFrom(table).select('id').execute()).length;
}

describe('a table an admin sends', () => {
  it('is tried out, asked about, and imported when they say so', async () => {
    const before = (await names()).length;
    expect(await room.sendFile('zhaomin', NEW)).toBe(
      [
        LOOKING,
        '→ zhaomin (app): 「客户.csv」：3 行，3 行没问题',
        '按阶段列：商机 1 · 线索 1 · 成交 1',
        '导入后是：线索 1 · 商机 1（5万） · 成交 1（3万）',
        '负责人 3 位，其中 1 位是新的：孙悦',
        '按列名认的：客户＝客户 · 负责人＝负责人 · 阶段＝阶段 · 金额＝金额 · 原因＝其他',
        '要导入吗',
        '1. 导入',
        '2. 取消',
        '回数字选择，0 取消',
      ].join('\n'),
    );
    expect(await names()).toHaveLength(before);
    expect(await room.say('zhaomin', '1')).toBe(
      [
        '开始导入「客户.csv」，3 行，导完告诉你',
        '→ zhaomin (app): 「客户.csv」导好了：3 条线索，4 条历史',
        '新的负责人还没有账号，管理员在企业微信里绑定：/成员 孙悦 账号=企业微信账号',
      ].join('\n'),
    );
    expect((await names()).slice(before)).toEqual(['青禾农业', '蓝湾物流', '白石建材']);
    expect([await left('chat_task'), await left('kept_table')]).toEqual([0, 0]);
    const audit = room.database.engine.reader.selectFrom('audit').select('actor').where('action', '=', 'lead.import');
    expect((await audit.execute()).at(-1)).toEqual({ actor: 'zhaomin' });
  });

  it('is imported once, however often it is confirmed and sent', async () => {
    await room.sendFile('zhaomin', NEW);
    const before = (await names()).length;
    await room.say('zhaomin', '/导入 确认');
    expect(await room.say('zhaomin', '/导入 确认')).toMatch(/^没有等着导入的表/);
    expect(await room.sendFile('zhaomin', NEW)).toContain('「客户.csv」6月10日导入过了，内容一模一样，没有再导');
    expect(await names()).toHaveLength(before + 3);
  });

  it('is looked at once when its message comes three times', async () => {
    const sent = [await room.sendFile('zhaomin', NEW, { key: 'same' })];
    for (let repeat = 0; repeat < 2; repeat++) sent.push(await room.sendFile('zhaomin', NEW, { key: 'same' }));
    expect(sent.map((heard) => heard.split('\n')[0])).toEqual([LOOKING, LOOKING, LOOKING]);
    expect(room.fetched()).toBe(1);
  });

  it('goes where its duplicates are told to go', async () => {
    const known = csv('客户,负责人,联系人,备注', '星河科技,李娜,周总,展会见过', '青禾农业,张伟,,');
    const asked = await room.sendFile('zhaomin', known);
    expect(asked).toContain('1 行和已有的线索重复');
    expect(asked).toContain('1. 跳过重复\n2. 合并重复\n3. 都新建\n4. 取消');
    const before = await names();
    expect(await room.say('zhaomin', '2')).toContain('1 条线索，1 条历史，1 行补进了已有的线索');
    expect((await names()).slice(before.length)).toEqual(['青禾农业']);
    expect(await room.say('zhangwei', '/查 星河科技')).toContain('备注：展会见过');
  });

  it('leaves duplicates out, or makes them leads of their own', async () => {
    const before = await names();
    await room.sendFile('zhaomin', csv('客户,负责人', '星河科技,李娜', '青禾农业,张伟'));
    expect(await room.say('zhaomin', '/导入 跳过重复')).toContain('1 条线索，1 条历史，跳过重复的 1 行');
    await room.sendFile('zhaomin', csv('客户,负责人', '星河科技,李娜'));
    await room.say('zhaomin', '/导入 都新建');
    expect((await names()).slice(before.length)).toEqual(['青禾农业', '星河科技']);
  });

  it('with a bad row is not asked about: its first problems are named', async () => {
    const heard = await room.sendFile(
      'zhaomin',
      csv('客户,负责人,金额', '青禾农业,张伟,很多', ...Array.from({ length: 7 }, () => ',张伟,1'), '白石,李娜,1'),
    );
    expect(heard).toContain('「客户.csv」：9 行，1 行没问题，8 行有问题');
    expect(heard).toContain('第 2 行 金额「很多」 不是金额');
    expect(heard).toContain('还有 3 处\n有一行不对就一行都不导。改好再发一次');
    expect(await left('kept_table')).toBe(0);
    expect(await room.say('zhaomin', '1')).toContain('现在没有要你选的');
  });

  it('is deleted when they say no, and when they say nothing for an hour', async () => {
    await room.sendFile('zhaomin', NEW);
    expect(await room.say('zhaomin', '2')).toBe('好，不导了，文件已经删掉');
    expect(await left('kept_table')).toBe(0);
    await room.sendFile('zhaomin', NEW);
    room.wait(3_600_000);
    await room.later();
    expect(await left('kept_table')).toBe(0);
    expect(await room.say('zhaomin', '/导入 确认')).toMatch(/^没有等着导入的表/);
  });

  it('takes the place of the one before it, whose answer is void', async () => {
    await room.sendFile('zhaomin', NEW);
    await room.sendFile('zhaomin', csv('客户,负责人', '甲,张伟'));
    expect(await left('kept_table')).toBe(1);
    expect(await room.say('zhaomin', '/导入 确认 1')).toMatch(/^没有等着导入的表/);
    expect(await room.say('zhaomin', '/导入 确认 2')).toContain('1 条线索');
  });

  it('that takes long tells them how far it is, now and then', async () => {
    const rows = Array.from({ length: 1000 }, (_, row) => `客户${row},张伟`);
    room.slowDown(3000);
    const heard = await room.sendFile('zhaomin', csv('客户,负责人', ...rows));
    expect(heard.match(/还在看，到第 [\d,]+ 行了/g)).toEqual([
      '还在看，到第 300 行了',
      '还在看，到第 600 行了',
      '还在看，到第 900 行了',
    ]);
  });

  it('is nobody else’s to confirm', async () => {
    await room.say('zhaomin', '/成员 王芳 管理员');
    await room.sendFile('zhaomin', NEW);
    expect(await room.say('wangfang', '/导入 确认 1')).toMatch(/^没有等着导入的表/);
    expect(await room.say('wangfang', '/导入 取消 1')).toBe('现在没有等着导入的表');
    expect(await left('kept_table')).toBe(1);
  });

  it('is asked about over a robot that cannot speak first, in the answer it has left', async () => {
    expect(await room.sendFile('zhaomin', NEW, { channel: 'robot' })).toContain('→ zhaomin (robot): ');
  });
});

describe('a file that is no table for us', () => {
  it.each<[string, Parameters<RichRoom['sendFile']>[1], string]>([
    ['a page', { bytes: Buffer.from('%PDF-1.7\0\0') }, '这个文件是 UTF-16'],
    ['an old workbook', { bytes: Buffer.from('d0cf11e0a1b11ae1', 'hex') }, '这个文件是旧的 XLS'],
    ['nothing', { bytes: Buffer.alloc(0) }, '这个文件是空的'],
    ['one without owners', csv('客户,电话', '甲,1'), '看不出哪一列是负责人\n第一行是：客户、电话'],
    ['a header alone', csv('客户,负责人'), '「客户.csv」里没有客户，只有列名'],
    ['one that is gone', new FetchFailure('gone'), '文件已经取不到了。请再发一次'],
    ['one that is too large', { bytes: Buffer.alloc(5 * 1024 * 1024 + 1) }, '文件太大，聊天里最多 5 MB'],
  ])('is %s', async (_, sent, said) => {
    const heard = await room.sendFile('zhaomin', sent);
    expect(heard.split('\n')[0]).toBe(LOOKING);
    expect(heard).toContain(said);
    expect([await left('chat_task'), await left('kept_table')]).toEqual([0, 0]);
  });

  it('is one with more rows than chat takes', async () => {
    const most = CHAT_LIMITS.rows.toLocaleString('en-US');
    const rows = Array.from({ length: CHAT_LIMITS.rows + 1 }, (_, row) => `客户${row},张伟`);
    expect(await room.sendFile('zhaomin', csv('客户,负责人', ...rows))).toContain(`这个表太长，聊天里最多 ${most} 行`);
    expect(await room.say('zhaomin', '/导入')).toContain(`最多 ${most} 行、5 MB`);
  });

  it('is one that could not be fetched three times', async () => {
    expect(await room.sendFile('zhaomin', new FetchFailure('retry'))).toBe(LOOKING);
    room.wait(30_000);
    expect(await room.later()).toBe('');
    room.wait(30_000);
    expect(await room.later()).toMatch(/^→ zhaomin \(app\): 抱歉，没做成，什么都没变。.*编号 [0-9a-f]{8} /);
    expect(room.fetched()).toBe(3);
    expect(await left('chat_task')).toBe(0);
  });
});

describe('a file that is not fetched', () => {
  it.each(['zhangwei', 'wangfang'])('is one of %s, who may not import', async (userid) => {
    expect(await room.sendFile(userid, NEW)).toBe(
      '文件我只会用来导入客户，那要管理员来发。其他的请发文字，全部命令发 /帮助',
    );
    expect([room.fetched(), await left('chat_task')]).toEqual([0, 0]);
    expect(await room.say(userid, '/导入 确认 1')).toContain('只有管理员能用');
  });

  it('is one of an admin who is none any more when it is looked at', async () => {
    await room.say('zhaomin', '/成员 王芳 管理员');
    room.pauseTasks('paused');
    await room.sendFile('wangfang', NEW);
    await room.say('zhaomin', '/成员 王芳 经理 华东组');
    expect(await room.later()).toBe('');
    expect([room.fetched(), await left('chat_task')]).toEqual([0, 0]);
  });
});

describe('a restart', () => {
  beforeEach(async () => {
    await room.close();
    room = await openRichRoom({ file: join(folder, `${++serial}.db`) });
  });
  let restarts = 0;
  async function restart() {
    await room.close();
    room = await openRichRoom({ file: join(folder, `${serial}.db`) });
    // Its clock begins anew, and must not lie before what was there.
    room.wait(60_000 * ++restarts);
  }

  it('between a file and the look at it, and between its question and the answer, loses nothing', async () => {
    room.pauseTasks('paused');
    expect(await room.sendFile('zhaomin', new FetchFailure('retry'))).toBe(LOOKING);
    expect(await left('chat_task')).toBe(1);
    await restart();
    expect(await room.later()).toContain('文件已经取不到了');

    await room.sendFile('zhaomin', NEW);
    await restart();
    room.pauseTasks('paused');
    expect(await room.say('zhaomin', '1')).toBe('开始导入「客户.csv」，3 行，导完告诉你');
    expect(await room.say('zhaomin', '/导入 确认 1')).toBe('已经在导入了，导完告诉你');
    expect(await room.say('zhaomin', '/导入 取消 1')).toBe('已经在导入了，取消不了');
    await restart();
    expect(await room.later()).toContain('「客户.csv」导好了：3 条线索');
    expect(await room.later()).toBe('');
  });
});
