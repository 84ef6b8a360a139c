import type { Table } from '../usecases/import-table.ts';
import type { TextEncoding } from './text-encoding.ts';

/** Where a table came from, as far as its reader should know. */
export type TableSource =
  | { readonly kind: 'text'; readonly encoding: TextEncoding }
  | { readonly kind: 'workbook'; readonly sheet: string; readonly otherSheets: readonly string[] };

export interface FileTable extends Table {
  readonly source: TableSource;
  /** Of the file's bytes, as hex; only once every row was read. */
  sha256(): string;
}
