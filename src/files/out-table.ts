import writeWorkbook, { type Cell } from 'write-excel-file/node';
import type { ExportedCell } from '../texts/export.ts';
import { csvLine } from './csv-line.ts';

/** A table that leaves the house. */
export interface OutTable {
  /** What its sheet is called. */
  readonly sheet: string;
  readonly titles: readonly string[];
  readonly rows: AsyncIterable<readonly ExportedCell[]> | Iterable<readonly ExportedCell[]>;
}

/** Thrown for more rows than were asked for at most: a workbook is made in memory. */
export class TooManyRows extends Error {
  constructor(max: number) {
    super(`more than ${max} rows`);
    this.name = 'TooManyRows';
  }
}

/** As many as a sheet of Excel has, the titles apart. */
const MAX_ROWS = 1_048_575;

/** Tables as lines of CSV, without line breaks, titles first; several are told apart by an empty line and their name. */
export async function* tablesAsCsv(tables: readonly OutTable[]): AsyncGenerator<string> {
  for (const [at, { sheet, titles, rows }] of tables.entries()) {
    if (at > 0) yield '';
    if (tables.length > 1) yield csvLine([sheet]);
    yield csvLine(titles);
    for await (const row of rows) yield csvLine(row.map(plain));
  }
}

/** Tables as the sheets of a workbook. What people wrote is text in it, whatever it looks like. */
export async function tablesAsWorkbook(
  tables: readonly OutTable[],
  maxRows = MAX_ROWS,
): Promise<{ readonly bytes: Buffer; readonly rows: number }> {
  const sheets: { sheet: string; data: Cell[][]; stickyRowsCount: number }[] = [];
  let count = 0;
  for (const { sheet, titles, rows } of tables) {
    const data: Cell[][] = [titles.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))];
    for await (const row of rows) {
      if (++count > maxRows) throw new TooManyRows(maxRows);
      data.push(row.map(typedCell));
    }
    sheets.push({ sheet, data, stickyRowsCount: 1 });
  }
  return { bytes: await writeWorkbook(sheets).toBuffer(), rows: count };
}

function plain(cell: ExportedCell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.day : String(cell);
}

function typedCell(cell: ExportedCell): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'string') return { value: withoutControls(cell), type: String };
  if (typeof cell === 'number') return { value: cell, type: Number };
  return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
}

/** XML 1.0 has no place for control characters but tab and line breaks, nor for halves of characters. */
function withoutControls(text: string): string {
  return text.replace(/\p{Cs}|[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '');
}
