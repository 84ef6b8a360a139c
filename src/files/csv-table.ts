import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { TableRow } from '../usecases/import-cells.ts';
import { type FileTable, TableFileError } from '../usecases/table-file.ts';
import type { ByteSource } from './byte-source.ts';
import { type TextEncoding, textEncodingOf } from './text-encoding.ts';

/** Longest line (with its quoted line breaks): a quote that is never closed must not take the whole file with it. */
const MAX_LINE = 1_000_000;

/**
 * Opens a CSV for `use` and closes it afterwards. It is streamed: UTF-8, with or without a byte order mark,
 * or GBK; the delimiter is the one most frequent in the header unless given. Empty lines are no rows, but they count.
 * Throws {@link TableFileError}, also out of the rows.
 */
export async function withCsvTable<T>(
  file: ByteSource,
  delimiter: string | undefined,
  use: (table: FileTable) => Promise<T>,
): Promise<T> {
  const hash = createHash('sha256');
  const encoding = await textEncodingOf(file);
  const text = decoded(file, encoding, hash);
  try {
    const first = await text.next();
    const start = first.done ? '' : first.value;
    const parser = parse({
      delimiter: delimiter ?? likelyDelimiter(start),
      relax_column_count: true,
      max_record_size: MAX_LINE,
    });
    // A failing source takes the parser down with its error, which then comes out of the loop below.
    pipeline(resumed(start, text), parser, () => {});
    const lines = parser[Symbol.asyncIterator]() as AsyncIterator<string[]>;
    let row = 0;
    const next = async (): Promise<TableRow | undefined> => {
      const { done, value } = await lines.next();
      return done ? undefined : { row: ++row, cells: value.map(withoutGuard) };
    };
    async function* rows() {
      for (let line = await next(); line; line = await next()) if (!isBlank(line)) yield line;
    }
    try {
      const header = await next();
      if (!header || isBlank(header)) throw new TableFileError('empty');
      return await use({
        header: header.cells.map((name) => name.trim()),
        rows: rows(),
        source: { kind: 'text', encoding },
        sha256: () => hash.digest('hex'),
      });
    } finally {
      parser.destroy();
    }
  } catch (error) {
    throw error instanceof CsvError ? new TableFileError('broken_line', error, Number(error.records) + 1) : error;
  }
}

/** Without the apostrophe that keeps a spreadsheet from taking a text for a formula, as our own export writes it. */
function withoutGuard(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

function isBlank({ cells }: TableRow): boolean {
  return cells.every((cell) => cell.trim() === '');
}

async function* decoded(
  file: ByteSource,
  encoding: TextEncoding,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of file.chunks()) {
      hash.update(chunk);
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? new TableFileError('bad_encoding', error) : error;
  }
}

async function* resumed(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}

/** The delimiter there is most of in the header, outside quotes. */
function likelyDelimiter(text: string): string {
  const header = (/^(?:"[^"]*"|[^"\r\n])*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}
