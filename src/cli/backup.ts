import { dirname, join } from 'node:path';
import { readConfig } from '../config.ts';
import { BackupFailed, backUpSqlite, KEPT_BACKUPS } from '../store/backup.ts';
import { backup as words } from '../texts/backup.ts';
import { CliExit, EXIT, type Io } from './io.ts';

interface Options {
  readonly to?: string;
  readonly keep?: string;
  readonly database?: string;
}

/** What `loudou backup` does: a copy of a database that may be in use, read back before it counts. */
export async function makeBackup(io: Io, { to, keep, database: url }: Options): Promise<number> {
  const { databaseUrl } = readConfig(url === undefined ? io.env : { ...io.env, DATABASE_URL: url });
  if (/^postgres(ql)?:/.test(databaseUrl)) throw new CliExit(EXIT.wrongUse, words.postgres);
  if (databaseUrl === ':memory:') throw new CliExit(EXIT.wrongUse, words.inMemory);
  if (keep !== undefined && !/^[1-9][0-9]{0,3}$/.test(keep)) throw new CliExit(EXIT.wrongUse, words.badKeep);
  const source = databaseUrl.replace(/^file:/, '');
  const folder = to ?? join(dirname(source), 'backups');
  try {
    io.out(words.made(await backUpSqlite(source, { folder, keep: Number(keep ?? KEPT_BACKUPS), now: io.now() })));
    return EXIT.ok;
  } catch (error) {
    if (error instanceof BackupFailed) throw new CliExit(EXIT.problem, words.failed[error.code]);
    throw error;
  }
}
