import { createHash } from 'node:crypto';
import type { MemberId } from '../domain/ids.ts';
import type { LocalDay } from '../domain/period.ts';
import { type FindMapping, type FoundMapping, findMapping } from './find-mapping.ts';
import type { DuplicatePolicy } from './import-duplicates.ts';
import type { Mapping } from './import-mapping.ts';
import { importedAt, importSubject } from './import-memory.ts';
import type { ImportReport } from './import-report.ts';
import { IMPORT_ACTOR } from './import-row.ts';
import { checkTable, duplicatesOf, importTable, TableRefused } from './import-table.ts';
import { type MappingColumns, mappingColumns } from './mapping-columns.ts';
import type { Stores, UnitOfWork } from './ports.ts';
import type { OpenTable, TableSource } from './table-file.ts';

export interface ImportRun {
  readonly open: OpenTable;
  /** What the columns mean, or how to find out. */
  readonly mapping: Mapping | FindMapping;
  /** The day to take for today; today when absent. */
  readonly asOf?: LocalDay | undefined;
  readonly mode: 'check' | 'write';
  readonly badRows: 'refuse' | 'leave_out';
  readonly duplicates: DuplicatePolicy;
  /** What to do with a file that was imported before. */
  readonly known: 'refuse' | 'import_again';
  /** Whom the audit names; the import itself when nobody in particular asked. */
  readonly by?: MemberId;
  readonly now: number;
  readonly timeZone: string;
  /** Told of rows as they go by. */
  readonly progress?: (phase: 'check' | 'write', rows: number) => void;
  /** What becomes true together with the import, in its transaction. */
  readonly alongside?: (stores: Stores, report: ImportReport) => Promise<void>;
}

/** How a file was read, and what is in it. */
export interface Reading {
  readonly report: ImportReport;
  readonly source: TableSource;
  readonly found: FoundMapping;
  readonly columns: MappingColumns;
}

export type ImportOutcome = Reading &
  (
    | { readonly kind: 'checked' | 'written' | 'bad_rows' | 'duplicates' | 'nothing' }
    | { readonly kind: 'already'; readonly at: number }
  );

/** The file was not the same any more when it was read for writing; nothing was written. */
export class FileChanged extends Error {
  constructor() {
    super('the file changed while it was imported');
    this.name = 'FileChanged';
  }
}

/**
 * Imports a table. Its file is read twice, CSV streaming: once to check every row, so that a file that is refused never
 * holds up who else writes, and once to write, in one transaction. A file is known by its bytes and not imported twice
 * unless told so, not even by two of us at once: both would carry the same key. How the columns were understood is
 * remembered for the next table with this header.
 */
export async function runImport(uow: Pick<UnitOfWork, 'read' | 'once'>, run: ImportRun): Promise<ImportOutcome> {
  const { open, now, timeZone, asOf, duplicates, progress = () => {} } = run;
  const deps = (stores: Stores) => ({ stores, now, timeZone, joining: { open: false, admins: new Set<string>() } });
  const delimiter = 'names' in run.mapping ? undefined : run.mapping.delimiter;

  const { sha256, ...reading } = await open(delimiter, (table) =>
    uow.read(async (stores) => {
      const found = await foundMapping(run, deps(stores), table.header);
      const watched = { ...table, rows: counted(table.rows, (rows) => progress('check', rows)) };
      const report = await checkTable(deps(stores), { table: watched, mapping: found.mapping, asOf, duplicates });
      const columns = mappingColumns(found.mapping, table.header);
      return { report, source: table.source, found, columns, sha256: table.sha256() };
    }),
  );
  const { report } = reading;
  const { mapping } = reading.found;
  const knownAt = run.known === 'import_again' ? undefined : await importedAt(uow, sha256);
  if (knownAt !== undefined) return { kind: 'already', at: knownAt, ...reading };
  if (run.mode === 'check') return { kind: 'checked', ...reading };
  if (report.badRows > 0 && run.badRows === 'refuse') return { kind: 'bad_rows', ...reading };
  if (duplicatesOf(report) > 0 && duplicates === 'refuse') return { kind: 'duplicates', ...reading };
  if (report.leads === 0 && !(duplicates === 'merge' && duplicatesOf(report) > 0))
    return { kind: 'nothing', ...reading };

  const mappingJson = JSON.stringify(mapping);
  const subject = importSubject(sha256, createHash('sha256').update(mappingJson).digest('hex'));
  const key = `import/${sha256}${run.known === 'import_again' ? `/${now}` : ''}`;
  let written = report;
  const writing = uow.once(key, now, (stores) =>
    open(delimiter, async (table) => {
      const watched = { ...table, rows: counted(table.rows, (rows) => progress('write', rows)) };
      const by = run.by ?? IMPORT_ACTOR;
      const input = { table: watched, mapping, asOf, badRows: run.badRows, duplicates, subject, by };
      written = await importTable(deps(stores), input);
      if (table.sha256() !== sha256) throw new FileChanged();
      await stores.importMappings.put(table.header, mappingJson, now);
      await run.alongside?.(stores, written);
      return null;
    }),
  );
  try {
    const { repeated } = await writing;
    return repeated ? { kind: 'already', at: now, ...reading } : { kind: 'written', ...reading, report: written };
  } catch (error) {
    if (!(error instanceof TableRefused)) throw error;
    // Members or leads have changed since the check, and the table with them.
    return { kind: error.report.badRows > 0 ? 'bad_rows' : 'duplicates', ...reading, report: error.report };
  }
}

async function foundMapping(
  { mapping }: ImportRun,
  deps: Parameters<typeof findMapping>[0],
  header: readonly string[],
): Promise<FoundMapping> {
  return 'names' in mapping ? findMapping(deps, header, mapping) : { mapping, from: 'given' };
}

/** The same rows; `tell` hears how many there were after each. */
async function* counted<Row>(rows: AsyncIterable<Row> | Iterable<Row>, tell: (rows: number) => void) {
  let count = 0;
  for await (const row of rows) {
    yield row;
    tell(++count);
  }
}
