import { open } from 'node:fs/promises';
import { withCsvTable } from './csv-table.ts';
import type { FileTable } from './file-table.ts';
import { TableFileError } from './table-file-error.ts';
import { readXlsxTable } from './xlsx-table.ts';

const ZIP = Buffer.from('PK\x03\x04', 'latin1');
/** What workbooks were before XLSX, and what an encrypted XLSX is wrapped in (MS-CFB 2.2). */
const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/**
 * Opens a table for `use` and closes it afterwards: an XLSX workbook or a CSV text, told apart by their first bytes and
 * never by the file's name. Throws {@link TableFileError}, also out of the rows.
 */
export async function withTable<T>(
  file: string,
  delimiter: string | undefined,
  use: (table: FileTable) => Promise<T>,
): Promise<T> {
  const start = await firstFour(file);
  if (start.equals(COMPOUND_FILE)) throw new TableFileError('old_workbook');
  return start.equals(ZIP) ? use(await readXlsxTable(file)) : withCsvTable(file, delimiter, use);
}

async function firstFour(file: string): Promise<Buffer> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new TableFileError('unreadable', error);
  }
}
