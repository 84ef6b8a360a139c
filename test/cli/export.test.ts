import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import readWorkbook from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { loudou } from './run-cli.ts';

const folder = temporaryFolder();
const source = ['--database', `file:${join(folder, 'source.db')}`];
const ROWS = [
  '客户,负责人,阶段,金额,来源,电话,创建日期,结束日期,原因,下次跟进,下一步,备注',
  '"=HYPERLINK(""http://x"",""点我"")",张伟,商机,1234.5,展会,+86 138 0013 8000,2026-05-01,,,2026-06-12,约演示,@所有人',
  '"引号""和,逗号",李娜,成交,80000,,,2026-03-01,2026-04-01,,,,-',
  '山海贸易,李娜,丢单,,官网,,2026-03-02,2026-04-02,价格,,,',
];

/** What every lead is, but for its number and when it was written down. */
async function leadsIn(url: string) {
  const { engine, close } = await openDatabase(url, seed);
  try {
    const columns = ['name', 'owner', 'state', 'stage', 'amount_fen', 'source', 'phone', 'note'] as const;
    const dates = ['created_at', 'closed_at', 'reason', 'next_on', 'next_text'] as const;
    return await engine.reader
      .selectFrom('lead')
      .select([...columns, ...dates])
      .orderBy('id')
      .execute();
  } finally {
    await close();
  }
}

beforeAll(async () => {
  const table = join(folder, 'source.csv');
  writeFileSync(table, `${ROWS.join('\n')}\n`);
  expect(await loudou(['import', table, ...source])).toMatchObject({ code: 0 });
});

describe('loudou export of leads', () => {
  it('is a CSV in which nothing is a formula', async () => {
    const file = join(folder, 'leads.csv');
    const { code, out } = await loudou(['export', file, '--format', 'csv', ...source]);
    expect({ code, out }).toEqual({ code: 0, out: `导出了 3 条线索，在 ${file}` });
    const [header, first, second] = readFileSync(file, 'utf8').split('\n');
    expect(header).toBe(
      '\uFEFF编号,客户,阶段,负责人,团队,来源,金额（元）,联系人,电话,创建日期,进入阶段,最后跟进,下次跟进,下一步,结束日期,结束前阶段,原因,备注',
    );
    expect(first).toBe(
      `1,"'=HYPERLINK(""http://x"",""点我"")",商机,张伟,,展会,1234.5,,'+86 138 0013 8000,2026-05-01,2026-05-01,,2026-06-12,约演示,,,,'@所有人`,
    );
    expect(second).toContain(`"引号""和,逗号",成交,李娜`);
    expect(second?.endsWith(`,2026-04-01,线索,,'-`)).toBe(true);
  });

  it('is a workbook of typed cells', async () => {
    const file = join(folder, 'leads.xlsx');
    expect((await loudou(['export', file, '--format', 'xlsx', ...source])).code).toBe(0);
    const [sheet] = await readWorkbook(file);
    expect(sheet?.sheet).toBe('客户');
    expect(sheet?.data[1]?.slice(0, 10)).toEqual([
      1,
      '=HYPERLINK("http://x","点我")',
      '商机',
      '张伟',
      null,
      '展会',
      1234.5,
      null,
      '+86 138 0013 8000',
      new Date('2026-05-01T00:00:00Z'),
    ]);
  });

  it.each(['csv', 'xlsx'])('as %s comes back as the same leads, by its column names', async (format) => {
    const file = join(folder, `round.${format}`);
    const copy = `file:${join(folder, `${format}.db`)}`;
    await loudou(['export', file, '--format', format, ...source]);
    expect(await loudou(['import', file, '--database', copy])).toMatchObject({ code: 0 });
    expect(await leadsIn(copy)).toEqual(await leadsIn(source[1] ?? ''));
  });

  it('leaves a file alone that is there', async () => {
    const file = join(folder, 'mine.csv');
    writeFileSync(file, 'mine');
    expect((await loudou(['export', file, '--format', 'csv', ...source])).code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

describe('loudou export of history and reports', () => {
  it('is a table of events, as CSV and as a workbook', async () => {
    const file = join(folder, 'history.csv');
    const { code, out } = await loudou(['export', file, '--format', 'csv', '--what', 'history', ...source]);
    expect({ code, out }).toEqual({ code: 0, out: `导出了 6 个事件，在 ${file}` });
    expect(readFileSync(file, 'utf8')).toContain(`,山海贸易,丢单,导入,线索,,,,价格,,,`);
    const book = join(folder, 'history.xlsx');
    expect((await loudou(['export', book, '--format', 'xlsx', '--what', 'history', ...source])).code).toBe(0);
    const [sheet] = await readWorkbook(book);
    expect(sheet?.data).toHaveLength(7);
  });

  it('is a report of a period', async () => {
    const file = join(folder, 'report.xlsx');
    const report = ['--what', 'report', '--period', '2026-04'];
    expect((await loudou(['export', file, '--format', 'xlsx', ...report, ...source])).code).toBe(0);
    const sheets = await readWorkbook(file);
    const about = new Map(sheets[0]?.data.map(([name, value]) => [name, value]));
    expect([about.get('成交'), about.get('成交金额（元）'), about.get('丢单')]).toEqual([1, 80_000, 1]);
    expect(sheets.at(-1)?.data[1]).toEqual(['线索', '丢单', '价格', 1, 0]);
  });

  it.each([
    [['--what', 'all'], '--what「all」不认识，可以写 leads、history 或 report'],
    [['--what', 'history', '--period', '2026-04'], '--period 只能和 --what report 一起写'],
    [['--what', 'report', '--period', 'april'], 'april'],
  ])('%j is said to be wrong', async (options, why) => {
    const { code, err } = await loudou(['export', '--format', 'csv', ...options, ...source]);
    expect({ code, named: err.includes(why) }).toEqual({ code: 2, named: true });
  });
});
