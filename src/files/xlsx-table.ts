import { createHash } from 'node:crypto';
import readWorkbook, { type CellValue } from 'read-excel-file/node';
import type { TableRow } from '../usecases/import-cells.ts';
import { type FileTable, TableFileError } from '../usecases/table-file.ts';
import { checkUnpackedSize } from './unpacked-size.ts';

/** How cells with a date are written out, whatever format the workbook shows them in. */
const DATE_FORMATS = ['YYYY-MM-DD', 'YYYY-MM-DD HH:mm:ss'] as const;

/**
 * The first sheet of a workbook as a table. A workbook is a zip archive, so it is read as a whole; one that unpacks to
 * more than `maxUnpackedBytes` is not. Empty lines are no rows, but they count. Throws {@link TableFileError}.
 */
export async function readXlsxTable(bytes: Buffer, maxUnpackedBytes: number): Promise<FileTable> {
  await checkUnpackedSize(bytes, maxUnpackedBytes);
  const sheets = await readWorkbook(bytes).catch((error) => {
    throw new TableFileError('bad_workbook', error);
  });
  const [first, ...others] = sheets;
  const lines: readonly TableRow[] = (first?.data ?? []).map((cells, at) => ({ row: at + 1, cells: cells.map(shown) }));
  const [header] = lines;
  const width = header ? header.cells.findLastIndex((cell) => cell.trim() !== '') + 1 : 0;
  if (!first || !header || width === 0) throw new TableFileError('empty');
  return {
    header: header.cells.slice(0, width).map((name) => name.trim()),
    rows: rowsOf(lines.slice(1), width),
    dateFormats: DATE_FORMATS,
    source: { kind: 'workbook', sheet: first.sheet, otherSheets: others.map(({ sheet }) => sheet) },
    sha256: () => createHash('sha256').update(bytes).digest('hex'),
  };
}

/** Rows as wide as the header; one that has something beyond it stays as it is, so that it can be complained about. */
function* rowsOf(lines: readonly TableRow[], width: number): Generator<TableRow> {
  for (const { row, cells } of lines) {
    const used = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (used === 0) continue;
    yield { row, cells: Array.from({ length: Math.max(used, width) }, (_, at) => cells[at] ?? '') };
  }
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
