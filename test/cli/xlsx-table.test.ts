import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import { withTable } from '../../src/cli/open-table.ts';
import { TableFileError } from '../../src/cli/table-file-error.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
let serial = 0;

async function workbook(...sheets: readonly [name: string, data: SheetData][]): Promise<string> {
  // Deliberately not named .xlsx: what a file is stands in its bytes.
  const path = join(folder, `${++serial}.dat`);
  await writeWorkbook(sheets.map(([sheet, data]) => ({ sheet, data }))).toFile(path);
  return path;
}

async function read(path: string) {
  return withTable(path, undefined, async ({ header, rows, source, sha256 }) => {
    const lines: [number, ...string[]][] = [];
    for await (const { row, cells } of rows) lines.push([row, ...cells]);
    return { header, lines, source, sha256: sha256() };
  });
}

async function failure(path: string): Promise<string> {
  try {
    await read(path);
  } catch (error) {
    if (error instanceof TableFileError) return error.code;
    throw error;
  }
  return 'none';
}

const date = (iso: string, format = 'yyyy-mm-dd') => ({ value: new Date(iso), type: Date, format });

describe('a workbook', () => {
  it('is the table its first sheet shows, row for row', async () => {
    const path = await workbook([
      '客户',
      [
        ['客户', '创建日期', '金额', '电话', null],
        [' 星河科技 ', date('2026-03-05T00:00:00Z'), 0.1 + 0.2, 13_800_138_000, null],
        [null, null, null, null, null],
        ['云上工坊', date('2026-03-05T08:30:00Z', 'yyyy-mm-dd hh:mm'), 80_000, '010-8888', null],
      ],
    ]);
    const { header, lines, source, sha256 } = await read(path);
    expect(header).toEqual(['客户', '创建日期', '金额', '电话']);
    expect(lines).toEqual([
      [2, '星河科技', '2026-03-05', '0.3', '13800138000'],
      [4, '云上工坊', '2026-03-05 08:30:00', '80000', '010-8888'],
    ]);
    expect(source).toEqual({ kind: 'workbook', sheet: '客户', otherSheets: [] });
    expect(sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
  });

  it('with several sheets names the ones that are left alone', async () => {
    const path = await workbook(['客户', [['a'], ['1']]], ['说明', [['x']]], ['旧', [['y']]]);
    expect(await read(path)).toMatchObject({
      lines: [[2, '1']],
      source: { sheet: '客户', otherSheets: ['说明', '旧'] },
    });
  });

  it('keeps a cell beyond the header, so that the row is complained about', async () => {
    const path = await workbook([
      '客户',
      [
        ['a', 'b', null],
        ['1', null, null],
        ['1', '2', '3'],
      ],
    ]);
    expect((await read(path)).lines).toEqual([
      [2, '1', ''],
      [3, '1', '2', '3'],
    ]);
  });
});

describe('a file that is no workbook', () => {
  it.each([
    ['a damaged one', Buffer.from('PK\x03\x04 and then nothing'), 'bad_workbook'],
    ['one of before 2007, or with a password', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old_workbook'],
    ['nothing', Buffer.alloc(0), 'empty'],
  ])('is %s', async (_, content, code) => {
    const path = join(folder, `${++serial}.xlsx`);
    writeFileSync(path, content);
    expect(await failure(path)).toBe(code);
  });

  it('is one without a header', async () => {
    expect(await failure(await workbook(['空', [[null, null]]]))).toBe('empty');
  });

  it('is not there', async () => {
    expect(await failure(join(folder, 'nowhere.xlsx'))).toBe('unreadable');
  });
});
