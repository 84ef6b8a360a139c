import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { readConfig } from '../config.ts';
import type { Member } from '../domain/access.ts';
import { memberId } from '../domain/ids.ts';
import type { Days } from '../domain/period.ts';
import { type Exported, tablesOf } from '../exports.ts';
import { BYTE_ORDER_MARK } from '../files/csv-line.ts';
import { tablesAsCsv, tablesAsWorkbook } from '../files/out-table.ts';
import { projectRoot } from '../project-root.ts';
import { publishedCalendar } from '../published-calendar.ts';
import { openDatabase } from '../store/database.ts';
import { readSeed } from '../store/seed.ts';
import { eventLog } from '../texts/event-log.ts';
import { type ExportedWhat, exporting } from '../texts/export.ts';
import { reporting } from '../texts/report-cli.ts';
import type { Deps } from '../usecases/deps.ts';
import { exportEvents } from '../usecases/export-events.ts';
import { CliExit, EXIT, type Io } from './io.ts';
import { readDays } from './period.ts';

interface Options {
  readonly format: string;
  readonly what?: string;
  readonly period?: string;
  readonly database?: string;
}

const FORMATS = ['csv', 'xlsx', 'events'] as const;
type Format = (typeof FORMATS)[number];

/** Whoever can open the database file sees all there is in it. */
const OPERATOR: Member = { id: memberId('system'), userid: null, name: '', role: 'admin', team: null };

/** What `loudou export --format FORMAT [FILE]` does: to the output when no file is named. An existing file stays. */
export async function exportFile(io: Io, file: string | undefined, options: Options): Promise<number> {
  const format = FORMATS.find((known) => known === options.format);
  if (!format) throw new CliExit(EXIT.wrongUse, eventLog.badFormat(options.format, FORMATS));
  const wanted = readWanted(options);
  if (format === 'xlsx' && file === undefined) throw new CliExit(EXIT.wrongUse, exporting.needsFile);
  if (file !== undefined && existsSync(file)) throw new CliExit(EXIT.wrongUse, eventLog.fileExists(file));
  const url = options.database;
  const config = readConfig(url === undefined ? io.env : { ...io.env, DATABASE_URL: url });
  const seed = readSeed(`${projectRoot()}/data/seed`);
  const database = await openDatabase(config.databaseUrl, seed, config.sqliteSynchronous, publishedCalendar());
  try {
    const written = await database.uow.read((stores) => {
      const joining = { open: false, admins: new Set<string>() };
      const deps: Deps = { stores, now: io.now(), timeZone: config.timeZone, joining };
      return file === undefined ? printLines(io, linesOf(format, wanted, deps)) : writeOut(file, format, wanted, deps);
    });
    if (file !== undefined) {
      io.out(format === 'events' ? eventLog.exported(file, written) : exporting.written(wanted.what, file, written));
    }
    return EXIT.ok;
  } finally {
    await database.close();
  }
}

const CONTENTS: readonly ExportedWhat[] = ['leads', 'history', 'report'];

function readWanted({ what: typed = 'leads', period }: Options): Exported {
  const what = CONTENTS.find((known) => known === typed);
  if (!what) throw new CliExit(EXIT.wrongUse, exporting.badWhat(typed));
  if (what !== 'report') {
    if (period !== undefined) throw new CliExit(EXIT.wrongUse, exporting.onlyReportsHavePeriod);
    return { what, owners: undefined };
  }
  return { what, by: OPERATOR, period: period === undefined ? undefined : readPeriod(period) };
}

function readPeriod(typed: string): Days {
  const days = readDays(typed);
  if (!days) throw new CliExit(EXIT.wrongUse, reporting.badPeriod(typed));
  return days;
}

async function* linesOf(format: Format, wanted: Exported, deps: Deps): AsyncGenerator<string> {
  yield* format === 'events' ? exportEvents(deps) : tablesAsCsv(await tablesOf(deps, wanted));
}

/** Writes the file; says how many events or rows are in it. */
async function writeOut(file: string, format: Format, wanted: Exported, deps: Deps): Promise<number> {
  if (format === 'xlsx') {
    const { bytes, rows } = await tablesAsWorkbook(await tablesOf(deps, wanted));
    await writeFile(file, bytes, { flag: 'wx', mode: 0o600 });
    return rows;
  }
  if (format === 'events') return writeLines(file, linesOf(format, wanted, deps), '');
  const lines = await writeLines(file, linesOf(format, wanted, deps), BYTE_ORDER_MARK);
  // Without the line of titles.
  return lines - 1;
}

async function printLines(io: Io, lines: AsyncIterable<string>): Promise<number> {
  let count = 0;
  for await (const line of lines) {
    io.out(line);
    count++;
  }
  return count;
}

async function writeLines(file: string, lines: AsyncIterable<string>, mark: string): Promise<number> {
  const stream = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  stream.write(mark);
  let count = 0;
  for await (const line of lines) {
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
    count++;
  }
  stream.end();
  await once(stream, 'finish');
  return count;
}
