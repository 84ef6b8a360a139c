import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bytesOfFile } from '../../src/files/byte-source.ts';
import { withCsvTable } from '../../src/files/csv-table.ts';
import { TableFileError } from '../../src/usecases/table-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
/** `客户名称,负责人,阶段,金额（万元）,电话` and two rows, in GBK. */
const gbkFile = fileURLToPath(new URL('../import/gbk.csv', import.meta.url));
let serial = 0;

function file(content: string | Buffer): string {
  const path = join(folder, `${++serial}.csv`);
  writeFileSync(path, content);
  return path;
}

async function table(content: string | Buffer, delimiter?: string) {
  return withCsvTable(bytesOfFile(file(content)), delimiter, async ({ header, rows, sha256 }) => {
    const lines: [number, ...string[]][] = [];
    for await (const { row, cells } of rows) lines.push([row, ...cells]);
    return { header, lines, sha256: sha256() };
  });
}

async function failure(path: string): Promise<[string, number | undefined]> {
  try {
    await withCsvTable(bytesOfFile(path), undefined, async ({ rows }) => {
      for await (const _ of rows);
    });
  } catch (error) {
    if (error instanceof TableFileError) return [error.code, error.row];
    throw error;
  }
  return ['none', undefined];
}

describe('a CSV file', () => {
  it('is read with quotes, doubled quotes, and line breaks inside them', async () => {
    const { header, lines } = await table('name,note\n"Northwind, Inc.","The ""Blue""\nCompany"\nb,c\n');
    expect(header).toEqual(['name', 'note']);
    expect(lines).toEqual([
      [2, 'Northwind, Inc.', 'The "Blue"\nCompany'],
      [3, 'b', 'c'],
    ]);
  });

  it.each([
    ['commas', 'a,b\n1,2\n'],
    ['semicolons', 'a;b\n1;2\n'],
    ['tabs', 'a\tb\n1\t2\n'],
    ['Windows line ends', 'a,b\r\n1,2\r\n'],
    ['no line end at the end', 'a,b\n1,2'],
    ['a byte order mark', '\uFEFFa,b\n1,2\n'],
    ['spaces around the column names', ' a , b \n1,2\n'],
  ])('may have %s', async (_, content) => {
    expect(await table(content)).toMatchObject({ header: ['a', 'b'], lines: [[2, '1', '2']] });
  });

  it('is not fooled by another delimiter inside a quoted column name', async () => {
    expect((await table('"a;;;b",c\n1,2\n')).header).toEqual(['a;;;b', 'c']);
    expect((await table('客户\t金额,元\n甲\t2\n', '\t')).header).toEqual(['客户', '金额,元']);
  });

  it('counts empty lines but gives none', async () => {
    expect((await table('a,b\n\n1,2\n , \n3,4\n')).lines).toEqual([
      [3, '1', '2'],
      [5, '3', '4'],
    ]);
  });

  it('gives lines of another width as they are', async () => {
    expect((await table('a,b\n1\n1,2,3\n')).lines).toEqual([
      [2, '1'],
      [3, '1', '2', '3'],
    ]);
  });

  it('is known by its bytes', async () => {
    const content = `\uFEFFa,b\n${'1,一二三\n'.repeat(20_000)}`;
    const { sha256, lines } = await table(content);
    expect(lines).toHaveLength(20_000);
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it('is read in GBK when it is that, and comes out as the same table', async () => {
    const { header, lines } = await withCsvTable(bytesOfFile(gbkFile), undefined, async (found) => {
      const rows: string[][] = [];
      for await (const { cells } of found.rows) rows.push([...cells]);
      return { header: [...found.header, found.source.kind === 'text' ? found.source.encoding : ''], lines: rows };
    });
    expect(header).toEqual(['客户名称', '负责人', '阶段', '金额（万元）', '电话', 'gbk']);
    expect(lines).toEqual([
      ['星河科技有限公司', '张伟', '商机', '12.5', '13800138000'],
      ['镕基实业', '李娜', '线索', '', ''],
    ]);
  });

  it('loses the apostrophe that keeps a spreadsheet from calculating', async () => {
    expect((await table("a,b\n'=1+1,'quoted\n'+86 138,-\n")).lines).toEqual([
      [2, '=1+1', "'quoted"],
      [3, '+86 138', '-'],
    ]);
  });

  it('may be a header and nothing else', async () => {
    expect(await table('a,b')).toMatchObject({ header: ['a', 'b'], lines: [] });
  });
});

describe('a file that is no table', () => {
  const damaged = (text: string) => {
    const bytes = Buffer.from(text);
    bytes[1] = 0xff;
    return bytes;
  };
  const good = '1,2\n'.repeat(50_000);

  it.each([
    ['nothing in it', '', 'empty', undefined],
    ['an empty first line', '\na,b\n', 'empty', undefined],
    ['UTF-8 cut in the middle of a character', Buffer.from('a,b\n1,一').subarray(0, -1), 'bad_encoding', undefined],
    ['UTF-8 with a damaged byte', damaged('客户,阶段\n星河科技,线索\n'), 'bad_encoding', undefined],
    [
      'a UTF-8 mark before GBK',
      Buffer.concat([Buffer.from('\uFEFF'), readFileSync(gbkFile)]),
      'bad_encoding',
      undefined,
    ],
    ['UTF-16 with its mark', Buffer.from('\uFEFFa,b\n', 'utf16le'), 'utf16', undefined],
    ['UTF-16 without', Buffer.from('a,b\n', 'utf16le'), 'utf16', undefined],
    ['text after a closing quote', `a,b\n${good}3,"x"y\n${good}`, 'broken_line', 50_002],
    ['a quote that is never closed', `a,b\n${good}3,"x\n${good.repeat(10)}`, 'broken_line', 50_002],
  ])('has %s', async (_, content, code, row) => {
    expect(await failure(file(content))).toEqual([code, row]);
  });

  it('is not there, or is a folder', async () => {
    expect(await failure(join(folder, 'nowhere.csv'))).toEqual(['unreadable', undefined]);
    expect(await failure(folder)).toEqual(['unreadable', undefined]);
  });

  it('passes on what goes wrong with whoever reads it', async () => {
    const mine = new Error('mine');
    await expect(
      withCsvTable(bytesOfFile(file(`a,b\n${good}`)), undefined, async ({ rows }) => {
        for await (const _ of rows) throw mine;
      }),
    ).rejects.toBe(mine);
  });
});
