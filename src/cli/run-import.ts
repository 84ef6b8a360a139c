import { createHash } from 'node:crypto';
import type { LocalDay } from '../domain/period.ts';
import type { Database } from '../store/database.ts';
import type { Mapping } from '../usecases/import-mapping.ts';
import type { ImportReport } from '../usecases/import-report.ts';
import { checkTable, importTable } from '../usecases/import-table.ts';
import type { Stores } from '../usecases/ports.ts';
import type { TableSource } from './file-table.ts';
import { importedAt, importSubject } from './import-memory.ts';
import { withTable } from './open-table.ts';

export interface ImportRun {
  readonly file: string;
  readonly mapping: Mapping;
  /** The day to take for today; today when absent. */
  readonly asOf?: LocalDay | undefined;
  readonly mode: 'check' | 'write';
  readonly badRows: 'refuse' | 'leave_out';
  /** What to do with a file that was imported before. */
  readonly known: 'refuse' | 'import_again';
  readonly now: number;
  readonly timeZone: string;
}

export type ImportOutcome = { readonly report: ImportReport; readonly source: TableSource } & (
  | { readonly kind: 'checked' | 'written' | 'bad_rows' | 'nothing' }
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
 * Imports a table. The file is read twice, CSV streaming: once to check every row, so that a file that is refused never holds
 * up who else writes, and once to write, in one transaction. A file is known by its bytes and not imported twice unless
 * told so, not even by two of us at once: both would carry the same key.
 */
export async function runImport(database: Database, run: ImportRun): Promise<ImportOutcome> {
  const { file, mapping, now, timeZone, asOf } = run;
  const { uow } = database;
  const deps = (stores: Stores) => ({ stores, now, timeZone, joining: { open: false, admins: new Set<string>() } });
  const read = <T>(use: Parameters<typeof withTable<T>>[2]) => withTable(file, mapping.delimiter, use);

  const { report, source, sha256 } = await read(async (table) => ({
    source: table.source,
    report: await uow.read((stores) => checkTable(deps(stores), { table, mapping, asOf })),
    sha256: table.sha256(),
  }));
  const knownAt = run.known === 'import_again' ? undefined : await importedAt(database, sha256);
  if (knownAt !== undefined) return { kind: 'already', at: knownAt, report, source };
  if (run.mode === 'check') return { kind: 'checked', report, source };
  if (report.badRows > 0 && run.badRows === 'refuse') return { kind: 'bad_rows', report, source };
  if (report.leads === 0) return { kind: 'nothing', report, source };

  const subject = importSubject(sha256, createHash('sha256').update(JSON.stringify(mapping)).digest('hex'));
  const key = `import/${sha256}${run.known === 'import_again' ? `/${now}` : ''}`;
  let written = report;
  const { repeated } = await uow.once(key, now, (stores) =>
    read(async (table) => {
      written = await importTable(deps(stores), { table, mapping, asOf, badRows: run.badRows, subject });
      if (table.sha256() !== sha256) throw new FileChanged();
      return null;
    }),
  );
  return repeated ? { kind: 'already', at: now, report, source } : { kind: 'written', report: written, source };
}
