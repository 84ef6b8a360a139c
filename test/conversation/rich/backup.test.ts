import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SqliteDatabase } from '../../../src/store/sqlite-library.ts';
import { openRichRoom, type RichRoom } from '../../support/rich-room.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const COMING = '开始备份，大家照常用。做完打开检查过再告诉你';
const root = temporaryFolder();
let serial = 0;
let folder: string;
let room: RichRoom;

beforeEach(async () => {
  folder = join(root, String(++serial));
  room = await openRichRoom({ file: join(folder, 'loudou.db') });
});
afterEach(() => room.close());

const copies = () => readdirSync(join(folder, 'backups'));

it('/备份 copies the database beside it, and says what is in the copy', async () => {
  const heard = await room.say('zhaomin', '/备份');
  expect(heard.split('\n')).toEqual([
    COMING,
    expect.stringMatching(
      /^→ zhaomin \(app\): 备份好了：loudou-20260610-020001\.sqlite（\d\.\d MB），打开检查过：60 条线索，\d+ 个事件$/,
    ),
    '在服务器数据库旁边的 backups/ 里',
  ]);
  expect(heard).not.toContain(folder);
  expect(copies()).toEqual(['loudou-20260610-020001.sqlite']);
  const file = join(folder, 'backups', 'loudou-20260610-020001.sqlite');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const copy = new SqliteDatabase(file, { readonly: true });
  expect(copy.prepare('select count(*) from lead').pluck().get()).toBe(60);
  copy.close();
  expect(await room.say('zhaomin', '/审计')).toContain('备份');
});

it('/备份 keeps the newest fourteen, and takes away what was left half done', async () => {
  mkdirSync(join(folder, 'backups'), { recursive: true });
  const old = Array.from({ length: 15 }, (_, day) => `loudou-202605${String(day + 10)}-000000.sqlite`);
  const others = ['loudou-20260101-000000.sqlite.part', 'mine.sqlite'];
  for (const name of [...old, ...others]) writeFileSync(join(folder, 'backups', name), '');
  expect(await room.say('zhaomin', '/备份')).toContain('清掉了 2 份旧的');
  expect(copies().sort()).toEqual([...old.slice(2), 'loudou-20260610-020001.sqlite', 'mine.sqlite']);
});

it('/备份 is made once at a time', async () => {
  room.pauseTasks('paused');
  expect(await room.say('zhaomin', '/备份')).toBe(COMING);
  expect(await room.say('zhaomin', '/备份')).toBe('已经在备份了，做完告诉你');
  expect(await room.later()).toContain('备份好了');
  expect(copies()).toHaveLength(1);
});

it('/备份 is for admins', async () => {
  for (const userid of ['zhangwei', 'wangfang']) {
    expect(await room.say(userid, '/备份')).toBe('「备份」只有管理员能用。能用的命令发 /帮助 看');
  }
  expect(readdirSync(folder)).not.toContain('backups');
});

it('/备份 in a group shows one line, and tells the admin alone', async () => {
  await room.say('zhaomin', '/我的');
  const heard = await room.sayIn('wrGroup', 'zhaomin', '/备份');
  expect(heard.split('\n')[0]).not.toContain('备份');
  expect(heard).toMatch(/→ zhaomin \((app|robot-socket)\): 备份好了/);
});

it('/备份 of a database in memory says that there is no file', async () => {
  const other = await openRichRoom();
  expect(await other.say('zhaomin', '/备份')).toContain('现在的库只在内存里，没有文件可以备份');
  await other.close();
});
