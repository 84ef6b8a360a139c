import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CsvFileError, withCsvTable } from '../../src/cli/csv-table.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
let serial = 0;

function file(content: string | Buffer): string {
  const path = join(folder, `${++serial}.csv`);
  writeFileSync(path, content);
  return path;
}

async function table(content: string | Buffer, delimiter?: string) {
  return withCsvTable(file(content), delimiter, async ({ header, rows, sha256 }) => {
    const lines: [number, ...string[]][] = [];
    for await (const { row, cells } of rows) lines.push([row, ...cells]);
    return { header, lines, sha256: sha256() };
  });
}

async function failure(path: string): Promise<[string, number | undefined]> {
  try {
    await withCsvTable(path, undefined, async ({ rows }) => {
      for await (const _ of rows);
    });
  } catch (error) {
    if (error instanceof CsvFileError) return [error.code, error.row];
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

  it('may be a header and nothing else', async () => {
    expect(await table('a,b')).toMatchObject({ header: ['a', 'b'], lines: [] });
  });
});

describe('a file that is no table', () => {
  const good = '1,2\n'.repeat(50_000);

  it.each([
    ['nothing in it', '', 'empty', undefined],
    ['an empty first line', '\na,b\n', 'empty', undefined],
    [
      'GBK instead of UTF-8',
      Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0xb0, 0xa1, 0x2c, 0x32, 0x0a]),
      'not_utf8',
      undefined,
    ],
    ['UTF-8 cut in the middle of a character', Buffer.from('a,b\n1,一').subarray(0, -1), 'not_utf8', undefined],
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
      withCsvTable(file(`a,b\n${good}`), undefined, async ({ rows }) => {
        for await (const _ of rows) throw mine;
      }),
    ).rejects.toBe(mine);
  });
});
