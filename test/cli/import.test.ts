import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { exampleFile, exampleMapping, exampleMappingFile } from '../import/example-import.ts';
import { rowCounts } from '../import/whole-database.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { loudou, type Ran } from './run-cli.ts';

const folder = temporaryFolder();
let serial = 0;
const example = readFileSync(exampleFile, 'utf8');
const BAD_ROWS =
  'LD4X41ZZ,Mia Torres,GTXPro,Pinecrest,Won,13/1/2017,,-100\nLD4X42ZZ,Mia Torres,GTXPro,Pinecrest,Paused,,,\n';

function write(name: string, content: string): string {
  const path = join(folder, `${++serial}-${name}`);
  writeFileSync(path, content);
  return path;
}

/** `loudou import` into a database of its own, or the one given. */
function importing(file: string, ...more: string[]): Promise<Ran> {
  const database = more.includes('--database') ? [] : ['--database', `file:${join(folder, `${++serial}.db`)}`];
  return loudou(['import', file, '--mapping', exampleMappingFile, '--as-of', '2018-01-01', ...database, ...more]);
}

async function counts(file: string): Promise<Record<string, number>> {
  const database = await openDatabase(`file:${file}`, seed);
  try {
    return await rowCounts(database);
  } finally {
    await database.close();
  }
}

describe('loudou import', () => {
  it('writes the file and says what came of it', async () => {
    const file = join(folder, 'told.db');
    expect(await importing(exampleFile, '--database', `file:${file}`)).toEqual({
      code: 0,
      err: '',
      out: [
        `${exampleFile}：40 行，40 行没问题`,
        '按阶段列：Won 14 · Lost 10 · Engaging 10 · Prospecting 6',
        '导入后是：线索 6 · 商机 10 · 成交 14（6万） · 丢单 10',
        '负责人 4 位，都是新的：Mia Torres、Owen Park、Lena Fischer、Raj Patel',
        '',
        '导入了 40 条线索，88 条历史',
        '新的负责人还没有账号，管理员在企业微信里绑定：/成员 「Mia Torres」 账号=企业微信账号',
      ].join('\n'),
    });
    expect(await counts(file)).toMatchObject({ lead: 40, lead_event: 88, member: 4 });
  });

  it('goes where DATABASE_URL says when nothing else is said', async () => {
    const file = join(folder, 'from-env.db');
    const args = ['import', exampleFile, '--mapping', exampleMappingFile];
    expect((await loudou(args, { DATABASE_URL: `file:${file}` })).code).toBe(0);
    expect(await counts(file)).toMatchObject({ lead: 40 });
  });

  it('tries it out without even making a database', async () => {
    const file = join(folder, 'never.db');
    const { code, out } = await importing(exampleFile, '--database', `file:${file}`, '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('试导完了，什么都没写。正式导入去掉 --dry-run');
    expect(existsSync(file)).toBe(false);
  });

  it('names every bad row, writes none, and exits with 1', async () => {
    const file = join(folder, 'none.db');
    const { code, out } = await importing(write('bad.csv', example + BAD_ROWS), '--database', `file:${file}`);
    expect(code).toBe(1);
    expect(out.split('\n').filter((line) => /^第|没写/.test(line))).toEqual([
      '第 42 行 engage_date「13/1/2017」 不是日期，对照表里写的是 M/D/YYYY',
      '第 42 行 close_date 空着',
      '第 42 行 close_value「-100」 不是金额，要是不小于 0 的数，最多两位小数',
      '第 43 行 deal_stage「Paused」 不认识，有：Prospecting、Engaging、Won、Lost',
      '有问题，什么都没写。改好再导；只想先导没问题的行，加 --skip-bad-rows',
    ]);
    expect(await counts(file)).toMatchObject({ lead: 0, member: 0, audit: 0 });
  });

  it('leaves bad rows out when told to, and still exits with 1', async () => {
    const { code, out } = await importing(write('bad.csv', example + BAD_ROWS), '--skip-bad-rows');
    expect(code).toBe(1);
    expect(out).toContain('导入了 40 条线索，88 条历史。跳过了 2 行，改好后单独放一个文件再导，整份再导会有两份');
  });

  it('refuses the same file a second time, unless told to', async () => {
    const into = ['--database', `file:${join(folder, 'twice.db')}`];
    expect((await importing(exampleFile, ...into)).code).toBe(0);
    const second = await importing(exampleFile, ...into);
    expect(second.code).toBe(1);
    expect(second.out).toContain('这个文件 6月10日 导入过了，什么都没写。真要再导一遍（会有两份），加 --again');
    expect((await importing(exampleFile, ...into, '--again')).code).toBe(0);
    expect(await counts(join(folder, 'twice.db'))).toMatchObject({ lead: 80, member: 4 });
  });

  it('tells a script the same as one JSON object', async () => {
    const { code, out } = await importing(write('bad.csv', example + BAD_ROWS), '--json');
    expect(code).toBe(1);
    const said = JSON.parse(out);
    expect(said).toMatchObject({
      asOf: '2018-01-01',
      outcome: 'bad_rows',
      written: 0,
      rows: 42,
      leads: 40,
      badRows: 2,
    });
    expect(said.problems).toHaveLength(4);
    expect(said.problems[3]).toMatchObject({
      row: 43,
      column: 'deal_stage',
      code: 'stage_value_unknown',
      value: 'Paused',
      message: expect.stringContaining('Paused'),
    });
  });

  it.each(['2018-13-01', '2018/1/1', 'yesterday', '2026-06-11'])(
    'does not take %s for a day to call today',
    async (day) => {
      const { code, err } = await loudou(['import', exampleFile, '--mapping', exampleMappingFile, '--as-of', day]);
      expect({ code, err }).toEqual({ code: 2, err: `--as-of「${day}」不是日期，要写成 2018-01-01，不能晚于今天` });
    },
  );

  it('names what is wrong with the mapping, with its place', async () => {
    const { dates: _, ...rest } = exampleMapping;
    const shape = write('shape.json', JSON.stringify({ ...rest, extra: 1 }));
    const bad = await loudou(['import', exampleFile, '--mapping', shape]);
    expect(bad.code).toBe(2);
    expect(bad.err).toMatch(/有 2 处不对：\n· dates：.*\n· .*extra/);

    const columns = write('columns.json', JSON.stringify({ ...exampleMapping, stage: '{stage}' }));
    const unfit = await loudou(['import', exampleFile, '--mapping', columns, '--database', ':memory:']);
    expect(unfit.code).toBe(2);
    expect(unfit.err).toContain('· stage：表格里没有列「stage」');
  });

  it('says so when a file is not there, or no table', async () => {
    const nowhere = join(folder, 'nowhere');
    expect(await importing(nowhere, '--dry-run')).toEqual({ code: 2, out: '', err: `${nowhere} 打不开` });
    const broken = write('broken.csv', `${example}"x"y\n`);
    expect(await importing(broken, '--dry-run')).toMatchObject({
      code: 1,
      err: expect.stringContaining('第 42 行的引号'),
    });
    const mapping = ['import', exampleFile, '--mapping', nowhere];
    expect(await loudou(mapping)).toEqual({ code: 2, out: '', err: `对照表 ${nowhere} 打不开` });
  });

  it('wants a database it knows', async () => {
    const { code, err } = await importing(exampleFile, '--database', 'mysql://nobody:secret@host/db');
    expect(code).toBe(2);
    expect(err).toContain('DATABASE_URL');
    expect(err).not.toContain('secret');
  });
});
