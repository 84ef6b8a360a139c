import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import { bytesOfFile } from '../../src/files/byte-source.ts';
import { tableIn, WIDE_LIMITS } from '../../src/files/open-table.ts';
import { TableFileError } from '../../src/usecases/table-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
let serial = 0;

async function workbook(...sheets: readonly [name: string, data: SheetData][]): Promise<string> {
  // Deliberately not named .xlsx: what a file is stands in its bytes.
  const path = join(folder, `${++serial}.dat`);
  await writeWorkbook(sheets.map(([sheet, data]) => ({ sheet, data }))).toFile(path);
  return path;
}

async function read(path: string, limits = WIDE_LIMITS) {
  return tableIn(bytesOfFile(path), limits)(undefined, async ({ header, rows, source, sha256 }) => {
    const lines: [number, ...string[]][] = [];
    for await (const { row, cells } of rows) lines.push([row, ...cells]);
    return { header, lines, source, sha256: sha256() };
  });
}

async function failure(path: string, limits = WIDE_LIMITS): Promise<string> {
  try {
    await read(path, limits);
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

describe('a workbook that is more than it looks', () => {
  /** A zip archive of one file of zeros, whose list of contents may say what it likes. */
  function bomb(
    zeros: number,
    { says = zeros, before = Buffer.alloc(0) }: { readonly says?: number; readonly before?: Buffer } = {},
  ): Buffer {
    const name = Buffer.from('xl/worksheets/sheet1.xml');
    const packed = deflateRawSync(Buffer.alloc(zeros));
    const sizes = Buffer.alloc(8);
    sizes.writeUInt32LE(packed.length, 0);
    sizes.writeUInt32LE(says, 4);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    sizes.copy(local, 18);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    sizes.copy(entry, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(before.length, 42);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(entry.length + name.length, 12);
    const file = Buffer.concat([before, local, name, packed]);
    end.writeUInt32LE(file.length, 16);
    return Buffer.concat([file, entry, name, end]);
  }
  const limits = { ...WIDE_LIMITS, unpackedBytes: 1_000_000 };
  const codeOf = (content: Buffer) => {
    const path = join(folder, `${++serial}.xlsx`);
    writeFileSync(path, content);
    return failure(path, limits);
  };

  it('is not unpacked, whatever size it says it has', async () => {
    expect(bomb(50_000_000).length).toBeLessThan(60_000);
    expect(await codeOf(bomb(50_000_000))).toBe('unpacks_too_large');
    expect(await codeOf(bomb(50_000_000, { says: 10 }))).toBe('unpacks_too_large');
  });

  it('is not read with a file in it that its list of contents leaves out', async () => {
    const hidden = bomb(50_000_000);
    expect(await codeOf(bomb(1000, { before: hidden.subarray(0, hidden.length - 22) }))).toBe('bad_workbook');
  });

  it('may have as many rows as are asked for, and no more', async () => {
    const path = await workbook(['客户', [['a'], ['1'], ['2'], ['3']]]);
    expect(await failure(path, { ...WIDE_LIMITS, rows: 3 })).toBe('none');
    expect(await failure(path, { ...WIDE_LIMITS, rows: 2 })).toBe('too_many_rows');
  });
});
