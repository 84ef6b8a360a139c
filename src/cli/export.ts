import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { projectRoot } from '../project-root.ts';
import { openDatabase } from '../store/database.ts';
import { readSeed } from '../store/seed.ts';
import { eventLog } from '../texts/event-log.ts';
import { exportEvents } from '../usecases/export-events.ts';
import { CliExit, EXIT, type Io } from './io.ts';

interface Options {
  readonly format: string;
  readonly database?: string;
}

/** What `loudou export --format events [FILE]` does: to the output when no file is named. An existing file stays. */
export async function exportFile(io: Io, file: string | undefined, options: Options): Promise<number> {
  if (options.format !== 'events') throw new CliExit(EXIT.wrongUse, eventLog.badFormat(options.format, ['events']));
  if (file !== undefined && existsSync(file)) throw new CliExit(EXIT.wrongUse, eventLog.fileExists(file));
  const url = options.database;
  const config = readConfig(url === undefined ? io.env : { ...io.env, DATABASE_URL: url });
  const seed = readSeed(`${projectRoot()}/data/seed`);
  const database = await openDatabase(config.databaseUrl, seed, config.sqliteSynchronous);
  try {
    const written = await database.uow.read(async (stores) => {
      const joining = { open: false, admins: new Set<string>() };
      const lines = exportEvents({ stores, now: io.now(), timeZone: config.timeZone, joining });
      return file === undefined ? printLines(io, lines) : writeLines(file, lines);
    });
    if (file !== undefined) io.out(eventLog.exported(file, written));
    return EXIT.ok;
  } finally {
    await database.close();
  }
}

async function printLines(io: Io, lines: AsyncIterable<string>): Promise<number> {
  let count = 0;
  for await (const line of lines) {
    io.out(line);
    count++;
  }
  return count;
}

async function writeLines(file: string, lines: AsyncIterable<string>): Promise<number> {
  const stream = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  let count = 0;
  for await (const line of lines) {
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
    count++;
  }
  stream.end();
  await once(stream, 'finish');
  return count;
}
