import { existsSync, readFileSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { type LocalDay, localDay } from '../domain/period.ts';
import { bytesOfFile } from '../files/byte-source.ts';
import { tableIn, WIDE_LIMITS } from '../files/open-table.ts';
import { projectRoot } from '../project-root.ts';
import { publishedCalendar } from '../published-calendar.ts';
import { openDatabase } from '../store/database.ts';
import { readSeed } from '../store/seed.ts';
import { importing } from '../texts/import.ts';
import type { FindMapping } from '../usecases/find-mapping.ts';
import { HeaderUnclear } from '../usecases/guess-mapping.ts';
import { readHeaderNames } from '../usecases/header-names.ts';
import { compileDateFormat } from '../usecases/import-date.ts';
import type { DuplicatePolicy } from '../usecases/import-duplicates.ts';
import { type Mapping, MappingError, readMapping } from '../usecases/import-mapping.ts';
import { duplicatesOf } from '../usecases/import-table.ts';
import { FileChanged, type ImportOutcome, runImport } from '../usecases/run-import.ts';
import { TableFileError } from '../usecases/table-file.ts';
import { outcomeAsJson, outcomeAsText } from './import-output.ts';
import { CliExit, EXIT, type Io } from './io.ts';

/** Rows between two lines on the error stream that say how far it is. */
const PROGRESS_ROWS = 10_000;

interface Options {
  readonly mapping?: string;
  readonly owner?: string;
  readonly asOf?: string;
  readonly dryRun?: true;
  readonly skipBadRows?: true;
  readonly duplicates?: string;
  readonly again?: true;
  readonly json?: true;
  readonly database?: string;
}

/** What `loudou import FILE` does; answers with the exit code. */
export async function importFile(io: Io, file: string, options: Options): Promise<number> {
  const url = options.database;
  const config = readConfig(url === undefined ? io.env : { ...io.env, DATABASE_URL: url });
  const now = io.now();
  const today = localDay(now, config.timeZone);
  const asOf = readAsOf(options.asOf, today);
  const mapping = options.mapping === undefined ? findFor(options.owner) : givenMapping(options.mapping, options.owner);
  // Whoever imports a file again wants everything in it twice.
  const duplicates = readDuplicates(options.duplicates) ?? (options.again ? 'new' : 'refuse');
  const mode = options.dryRun ? 'check' : 'write';
  const database = await openDatabase(
    databaseFor(config.databaseUrl, mode),
    readSeed(`${projectRoot()}/data/seed`),
    config.sqliteSynchronous,
    publishedCalendar(),
  );
  let outcome: ImportOutcome;
  try {
    outcome = await runImport(database.uow, {
      open: tableIn(bytesOfFile(file), WIDE_LIMITS),
      mapping,
      asOf,
      mode,
      badRows: options.skipBadRows ? 'leave_out' : 'refuse',
      duplicates,
      known: options.again ? 'import_again' : 'refuse',
      now,
      timeZone: config.timeZone,
      progress: (phase, rows) => {
        if (rows % PROGRESS_ROWS === 0) io.err(importing.progress(phase, rows));
      },
    });
  } catch (error) {
    throw explained(error, file, options.mapping);
  } finally {
    await database.close();
  }
  io.out(
    options.json
      ? outcomeAsJson(outcome, { file, mapping: options.mapping ?? null, asOf: asOf ?? today })
      : outcomeAsText(outcome, file, { now, timeZone: config.timeZone }),
  );
  const { kind, report } = outcome;
  const isGood = report.badRows === 0 && (duplicates !== 'refuse' || duplicatesOf(report) === 0);
  return (kind === 'checked' || kind === 'written') && isGood ? EXIT.ok : EXIT.problem;
}

function readDuplicates(typed: string | undefined): DuplicatePolicy | undefined {
  if (typed === undefined || typed === 'skip' || typed === 'merge' || typed === 'new') return typed;
  throw new CliExit(EXIT.wrongUse, importing.badDuplicates(typed));
}

function readAsOf(typed: string | undefined, today: LocalDay): LocalDay | undefined {
  if (typed === undefined) return undefined;
  const on = compileDateFormat('YYYY-MM-DD')?.(typed)?.on;
  if (on === undefined || on > today) throw new CliExit(EXIT.wrongUse, importing.badAsOf(typed));
  return on;
}

/** The words that headers are understood by, with the owner of leads whose table names none. */
function findFor(owner: string | undefined): FindMapping {
  const names = readHeaderNames(readFileSync(`${projectRoot()}/data/seed/header-names.json`, 'utf8'));
  return { names, owner: checkedOwner(owner) };
}

function givenMapping(file: string, owner: string | undefined): Mapping {
  const mapping = readMappingFile(file);
  const name = checkedOwner(owner);
  return name === undefined ? mapping : { ...mapping, lead: { ...mapping.lead, owner: name } };
}

/** A name is no template: braces in it would be taken for columns. */
function checkedOwner(owner: string | undefined): string | undefined {
  if (owner === undefined) return undefined;
  const name = owner.trim();
  if (name === '' || /[{}]/.test(name)) throw new CliExit(EXIT.wrongUse, importing.badOwner(owner));
  return name;
}

function readMappingFile(file: string): Mapping {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliExit(EXIT.wrongUse, importing.unreadableMapping(file), { cause: error });
  }
  try {
    return readMapping(json);
  } catch (error) {
    throw explained(error, file, file);
  }
}

/** Trying out an import must not leave a new database behind. */
function databaseFor(url: string, mode: 'check' | 'write'): string {
  return mode === 'check' && url.startsWith('file:') && !existsSync(url.slice('file:'.length)) ? ':memory:' : url;
}

/** The error as its reader should see it; what we do not know stays what it is. */
function explained(error: unknown, file: string, mapping: string | undefined): unknown {
  if (error instanceof HeaderUnclear) {
    return new CliExit(EXIT.problem, importing.headerUnclear(file, error.missing, error.header), { cause: error });
  }
  if (error instanceof MappingError && mapping !== undefined) {
    return new CliExit(EXIT.wrongUse, importing.badMapping(mapping, error.problems), { cause: error });
  }
  if (error instanceof TableFileError) {
    const code = error.code === 'unreadable' ? EXIT.wrongUse : EXIT.problem;
    return new CliExit(code, importing.badFile(file, error.code, error.row), { cause: error });
  }
  if (error instanceof FileChanged) return new CliExit(EXIT.problem, importing.fileChanged(file), { cause: error });
  return error;
}
