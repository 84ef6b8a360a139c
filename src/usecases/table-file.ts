import type { Table } from './import-table.ts';

/** Where a table came from, as far as its reader should know. */
export type TableSource =
  | { readonly kind: 'text'; readonly encoding: 'utf-8' | 'gbk' }
  | { readonly kind: 'workbook'; readonly sheet: string; readonly otherSheets: readonly string[] };

export interface FileTable extends Table {
  readonly source: TableSource;
  /** Of the file's bytes, as hex; only once every row was read. */
  sha256(): string;
}

/**
 * Opens the table of one file for `use` and closes it afterwards; the same file may be opened again. `delimiter` is that
 * of a CSV, found out when absent. Throws {@link TableFileError}, also out of the rows.
 */
export type OpenTable = <T>(delimiter: string | undefined, use: (table: FileTable) => Promise<T>) => Promise<T>;

/** A file that cannot be read as a table; the words for each are in `texts/import.ts`. */
export class TableFileError extends Error {
  readonly code:
    | 'unreadable'
    | 'empty'
    | 'broken_line'
    /** Neither UTF-8 nor GBK, or UTF-8 that is damaged. */
    | 'bad_encoding'
    | 'utf16'
    /** A workbook of before 2007, or one that needs a password. */
    | 'old_workbook'
    | 'bad_workbook'
    /** A workbook that unpacks to more than is read. */
    | 'unpacks_too_large'
    /** More rows than are read. */
    | 'too_many_rows';
  /** The line that is broken, the header being 1; or how many rows there may be. */
  readonly row: number | undefined;

  constructor(code: TableFileError['code'], cause?: unknown, row?: number) {
    super(`table file: ${code}`, { cause });
    this.name = 'TableFileError';
    this.code = code;
    this.row = row;
  }
}
