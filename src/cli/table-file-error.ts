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
    | 'bad_workbook';
  /** The line that is broken, the header being 1. */
  readonly row: number | undefined;

  constructor(code: TableFileError['code'], cause?: unknown, row?: number) {
    super(`table file: ${code}`, { cause });
    this.name = 'TableFileError';
    this.code = code;
    this.row = row;
  }
}
