import type { TableRow } from '../usecases/import-cells.ts';
import { type FileTable, type OpenTable, TableFileError } from '../usecases/table-file.ts';
import type { ByteSource } from './byte-source.ts';
import { withCsvTable } from './csv-table.ts';
import { readXlsx, sha256Of, tableOfWorkbook, type Workbook } from './xlsx-table.ts';

const ZIP = Buffer.from('PK\x03\x04', 'latin1');
/** What workbooks were before XLSX, and what an encrypted XLSX is wrapped in (MS-CFB 2.2). */
const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** A database in the same process answers at once, so without this nobody else would be heard while a table is read. */
const ROWS_AT_A_TIME = 50;

/** How much of a file is read; what has more is refused as a whole. */
export interface TableLimits {
  /** Of a workbook, which is unpacked in memory. */
  readonly unpackedBytes: number;
  /** Without the header and empty lines. */
  readonly rows: number;
}

/** For whoever has a machine to themselves: as many rows as a sheet of Excel has. */
export const WIDE_LIMITS: TableLimits = { unpackedBytes: 256 * 1024 * 1024, rows: 1_048_576 };

/**
 * For a table sent in chat, beside everybody's messages. An import keeps other writers waiting, so this many rows have
 * to be in well within the four seconds a message may wait for its answer (10,000 rows: 1.3 s, measured).
 */
export const CHAT_LIMITS: TableLimits = { unpackedBytes: 32 * 1024 * 1024, rows: 10_000 };

/**
 * Opens the table in a file: an XLSX workbook or a CSV text, told apart by their first bytes and never by the file's
 * name. Opened again, a workbook is read anew only when its bytes are others. Throws `TableFileError`, also out of the
 * rows.
 */
export function tableIn(file: ByteSource, limits: TableLimits): OpenTable {
  let workbook: Workbook | undefined;
  return async (delimiter, use) => {
    const start = await firstFour(file);
    if (start.equals(COMPOUND_FILE)) throw new TableFileError('old_workbook');
    const within = (table: FileTable) => use({ ...table, rows: atMost(limits.rows, table.rows) });
    if (!start.equals(ZIP)) return withCsvTable(file, delimiter, within);
    const bytes = await file.whole();
    if (workbook?.sha256 !== sha256Of(bytes)) workbook = await readXlsx(bytes, limits.unpackedBytes);
    return within(tableOfWorkbook(workbook));
  };
}

/** Rows that throw when there are too many; between them everybody else gets a turn. */
async function* atMost(max: number, rows: FileTable['rows']): AsyncGenerator<TableRow> {
  let count = 0;
  for await (const row of rows) {
    if (++count > max) throw new TableFileError('too_many_rows', undefined, max);
    if (count % ROWS_AT_A_TIME === 0) await new Promise((resolve) => setImmediate(resolve));
    yield row;
  }
}

async function firstFour(file: ByteSource): Promise<Buffer> {
  for await (const chunk of file.chunks(4)) return chunk;
  return Buffer.alloc(0);
}
