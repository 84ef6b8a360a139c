import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { readConfig } from '../config.ts';
import { leadsAsCsv, leadsAsWorkbook } from '../files/lead-table.ts';
import { projectRoot } from '../project-root.ts';
import { openDatabase } from '../store/database.ts';
import { readSeed } from '../store/seed.ts';
import { eventLog } from '../texts/event-log.ts';
import { exporting } from '../texts/export.ts';
import type { Deps } from '../usecases/deps.ts';
import { exportEvents } from '../usecases/export-events.ts';
import { exportLeads } from '../usecases/export-leads.ts';
import { CliExit, EXIT, type Io } from './io.ts';

interface Options {
  readonly format: string;
  readonly database?: string;
}

const FORMATS = ['csv', 'xlsx', 'events'] as const;
type Format = (typeof FORMATS)[number];

/** By which a spreadsheet knows UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** What `loudou export --format FORMAT [FILE]` does: to the output when no file is named. An existing file stays. */
export async function exportFile(io: Io, file: string | undefined, options: Options): Promise<number> {
  const format = FORMATS.find((known) => known === options.format);
  if (!format) throw new CliExit(EXIT.wrongUse, eventLog.badFormat(options.format, FORMATS));
  if (format === 'xlsx' && file === undefined) throw new CliExit(EXIT.wrongUse, exporting.needsFile);
  if (file !== undefined && existsSync(file)) throw new CliExit(EXIT.wrongUse, eventLog.fileExists(file));
  const url = options.database;
  const config = readConfig(url === undefined ? io.env : { ...io.env, DATABASE_URL: url });
  const seed = readSeed(`${projectRoot()}/data/seed`);
  const database = await openDatabase(config.databaseUrl, seed, config.sqliteSynchronous);
  try {
    const written = await database.uow.read((stores) => {
      const joining = { open: false, admins: new Set<string>() };
      const deps: Deps = { stores, now: io.now(), timeZone: config.timeZone, joining };
      return file === undefined ? printLines(io, linesOf(format, deps)) : writeOut(file, format, deps);
    });
    if (file !== undefined) {
      io.out(format === 'events' ? eventLog.exported(file, written) : exporting.written(file, written));
    }
    return EXIT.ok;
  } finally {
    await database.close();
  }
}

function linesOf(format: Format, deps: Deps): AsyncIterable<string> {
  return format === 'events' ? exportEvents(deps) : leadsAsCsv(exportLeads(deps), deps.timeZone);
}

/** Writes the file; says how many events or leads are in it. */
async function writeOut(file: string, format: Format, deps: Deps): Promise<number> {
  if (format === 'xlsx') {
    const { bytes, leads } = await leadsAsWorkbook(exportLeads(deps), deps.timeZone);
    await writeFile(file, bytes, { flag: 'wx', mode: 0o600 });
    return leads;
  }
  if (format === 'events') return writeLines(file, linesOf(format, deps), '');
  return (await writeLines(file, linesOf(format, deps), BYTE_ORDER_MARK)) - 1;
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
