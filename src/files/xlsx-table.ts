import { createHash } from 'node:crypto';
import readWorkbook, { type CellValue } from 'read-excel-file/node';
import type { TableRow } from '../usecases/import-cells.ts';
import { type FileTable, TableFileError } from '../usecases/table-file.ts';
import { checkUnpackedSize } from './unpacked-size.ts';

/** How cells with a date are written out, whatever format the workbook shows them in. */
const DATE_FORMATS = ['YYYY-MM-DD', 'YYYY-MM-DD HH:mm:ss'] as const;

/**
 * What is kept of a workbook: its first sheet as people see it, each row as JSON. Cells would hold on to the whole text
 * they were cut out of.
 */
export interface Workbook {
  /** Of the file's bytes, as hex. */
  readonly sha256: string;
  readonly sheet: string;
  readonly otherSheets: readonly string[];
  readonly rows: readonly string[];
}

/**
 * Reads a workbook, which is a zip archive and so read as a whole; one that unpacks to more than `maxUnpackedBytes` is
 * not. Throws {@link TableFileError}.
 */
export async function readXlsx(bytes: Buffer, maxUnpackedBytes: number): Promise<Workbook> {
  await checkUnpackedSize(bytes, maxUnpackedBytes);
  const sheets = await readWorkbook(bytes).catch((error) => {
    throw new TableFileError('bad_workbook', error);
  });
  const [first, ...others] = sheets;
  if (!first) throw new TableFileError('empty');
  return {
    sha256: sha256Of(bytes),
    sheet: first.sheet,
    otherSheets: others.map(({ sheet }) => sheet),
    rows: first.data.map((cells) => JSON.stringify(cells.map(shown))),
  };
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A workbook's first sheet as a table. Empty lines are no rows, but they count. Throws {@link TableFileError}. */
export function tableOfWorkbook({ sha256, sheet, otherSheets, rows }: Workbook): FileTable {
  const header = cellsOf(rows[0] ?? '[]');
  const width = header.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (width === 0) throw new TableFileError('empty');
  return {
    header: header.slice(0, width).map((name) => name.trim()),
    rows: rowsOf(rows, width),
    dateFormats: DATE_FORMATS,
    source: { kind: 'workbook', sheet, otherSheets },
    sha256: () => sha256,
  };
}

/** Rows as wide as the header; one that has something beyond it stays as it is, so that it can be complained about. */
function* rowsOf(rows: Workbook['rows'], width: number): Generator<TableRow> {
  for (const [at, packed] of rows.entries()) {
    if (at === 0) continue;
    const cells = cellsOf(packed);
    const used = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (used === 0) continue;
    yield { row: at + 1, cells: Array.from({ length: Math.max(used, width) }, (_, column) => cells[column] ?? '') };
  }
}

function cellsOf(packed: string): readonly string[] {
  return JSON.parse(packed) as string[];
}

/** A cell as people read it: a number without the noise of binary fractions, a date as a date. */
function shown(value: CellValue | null): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return decimal(value);
  return value instanceof Date ? dateText(value) : String(value).toUpperCase();
}

/** Fifteen digits, as many as a spreadsheet keeps, and never an exponent that a whole number does not need. */
function decimal(value: number): string {
  return String(Number(value.toPrecision(15)));
}

/** A spreadsheet's dates have no time zone: they come as UTC and mean the clock on the wall. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day = '', time = ''] = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString().split(/[T.]/);
  return time === '00:00:00' ? day : `${day} ${time}`;
}
