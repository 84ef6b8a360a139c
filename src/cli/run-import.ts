import { createHash } from 'node:crypto';
import type { LocalDay } from '../domain/period.ts';
import type { Database } from '../store/database.ts';
import { type FindMapping, type FoundMapping, findMapping } from '../usecases/find-mapping.ts';
import type { DuplicatePolicy } from '../usecases/import-duplicates.ts';
import type { Mapping } from '../usecases/import-mapping.ts';
import type { ImportReport } from '../usecases/import-report.ts';
import { checkTable, duplicatesOf, importTable, TableRefused } from '../usecases/import-table.ts';
import { type MappingColumns, mappingColumns } from '../usecases/mapping-columns.ts';
import type { Stores } from '../usecases/ports.ts';
import type { TableSource } from './file-table.ts';
import { importedAt, importSubject } from './import-memory.ts';
import { withTable } from './open-table.ts';

export interface ImportRun {
  readonly file: string;
  /** What the columns mean, or how to find out. */
  readonly mapping: Mapping | FindMapping;
  /** The day to take for today; today when absent. */
  readonly asOf?: LocalDay | undefined;
  readonly mode: 'check' | 'write';
  readonly badRows: 'refuse' | 'leave_out';
  readonly duplicates: DuplicatePolicy;
  /** What to do with a file that was imported before. */
  readonly known: 'refuse' | 'import_again';
  readonly now: number;
  readonly timeZone: string;
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
 * Imports a table. The file is read twice, CSV streaming: once to check every row, so that a file that is refused never
 * holds up who else writes, and once to write, in one transaction. A file is known by its bytes and not imported twice
 * unless told so, not even by two of us at once: both would carry the same key. How the columns were understood is
 * remembered for the next table with this header.
 */
export async function runImport(database: Database, run: ImportRun): Promise<ImportOutcome> {
  const { file, now, timeZone, asOf, duplicates } = run;
  const { uow } = database;
  const deps = (stores: Stores) => ({ stores, now, timeZone, joining: { open: false, admins: new Set<string>() } });
  const delimiter = 'names' in run.mapping ? undefined : run.mapping.delimiter;
  const read = <T>(use: Parameters<typeof withTable<T>>[2]) => withTable(file, delimiter, use);

  const { sha256, ...reading } = await read((table) =>
    uow.read(async (stores) => {
      const found = await foundMapping(run, deps(stores), table.header);
      const report = await checkTable(deps(stores), { table, mapping: found.mapping, asOf, duplicates });
      const columns = mappingColumns(found.mapping, table.header);
      return { report, source: table.source, found, columns, sha256: table.sha256() };
    }),
  );
  const { report } = reading;
  const { mapping } = reading.found;
  const knownAt = run.known === 'import_again' ? undefined : await importedAt(database, sha256);
  if (knownAt !== undefined) return { kind: 'already', at: knownAt, ...reading };
  if (run.mode === 'check') return { kind: 'checked', ...reading };
  if (report.badRows > 0 && run.badRows === 'refuse') return { kind: 'bad_rows', ...reading };
  if (duplicatesOf(report) > 0 && duplicates === 'refuse') return { kind: 'duplicates', ...reading };
  if (report.leads === 0) return { kind: 'nothing', ...reading };

  const mappingJson = JSON.stringify(mapping);
  const subject = importSubject(sha256, createHash('sha256').update(mappingJson).digest('hex'));
  const key = `import/${sha256}${run.known === 'import_again' ? `/${now}` : ''}`;
  let written = report;
  const writing = uow.once(key, now, (stores) =>
    read(async (table) => {
      const input = { table, mapping, asOf, badRows: run.badRows, duplicates, subject };
      written = await importTable(deps(stores), input);
      if (table.sha256() !== sha256) throw new FileChanged();
      await stores.importMappings.put(table.header, mappingJson, now);
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
