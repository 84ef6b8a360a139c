import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { SqliteDatabase } from './sqlite-library.ts';

/** How our copies are called: `loudou-20261124-113000.sqlite`, UTC. Nothing else is ever deleted but what was left half done. */
const NAMED = /^loudou-[0-9]{8}-[0-9]{6}\.sqlite$/;

/** Copies kept unless told otherwise. */
export const KEPT_BACKUPS = 14;

/** What a copy is called that somebody died over. */
const UNFINISHED = /^loudou-[0-9]{8}-[0-9]{6}\.sqlite\.part/;
const DAY_MS = 24 * 3_600_000;

/** Tables that only ever grow, so that a copy may have no fewer rows than there were before. */
const COUNTED = ['lead', 'lead_event', 'audit'] as const;

/** A copy that was made and read back. */
export interface Backup {
  readonly file: string;
  readonly bytes: number;
  readonly leads: number;
  readonly events: number;
  /** Older copies that were deleted. */
  readonly removed: number;
}

/** Why there is no copy: the target is taken, or what was written does not read as it should. */
export class BackupFailed extends Error {
  readonly code: 'exists' | 'damaged' | 'incomplete';

  constructor(code: BackupFailed['code']) {
    super(`no backup was made: ${code}`);
    this.name = 'BackupFailed';
    this.code = code;
  }
}

/**
 * Copies a SQLite database that may be in use, as it is at one instant, into `folder` and keeps the newest `keep` copies.
 * A copy gets its name only after it was opened and read: what has the name is whole. Readable by its owner alone,
 * since it holds every customer.
 */
export async function backUpSqlite(
  source: string,
  { folder, keep, now }: { readonly folder: string; readonly keep: number; readonly now: number },
): Promise<Backup> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, nameOf(now));
  if (existsSync(file)) throw new BackupFailed('exists');
  const part = `${file}.part`;
  // Exclusively: two at the same second must not write into one file.
  closeSync(openSync(part, 'wx', 0o600));
  try {
    const database = new SqliteDatabase(source, { readonly: true, fileMustExist: true });
    let before: ReadonlyMap<string, number>;
    try {
      before = countsOf(database);
      await database.backup(part);
    } finally {
      database.close();
    }
    const copied = readBack(part, before);
    chmodSync(part, 0o600);
    renameSync(part, file);
    const { size: bytes } = statSync(file);
    return {
      file,
      bytes,
      leads: copied.get('lead') ?? 0,
      events: copied.get('lead_event') ?? 0,
      removed: prune(folder, keep, now),
    };
  } catch (error) {
    for (const rest of ['', '-wal', '-shm', '-journal']) rmSync(`${part}${rest}`, { force: true });
    throw error;
  }
}

function readBack(file: string, before: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const copy = new SqliteDatabase(file, { fileMustExist: true });
  try {
    // One file that opens anywhere: the log beside it would be lost when only the file is carried away.
    copy.pragma('journal_mode = delete');
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok') throw new BackupFailed('damaged');
    const counts = countsOf(copy);
    for (const [table, count] of before) {
      if ((counts.get(table) ?? 0) < count) throw new BackupFailed('incomplete');
    }
    return counts;
  } finally {
    copy.close();
  }
}

function countsOf(database: Database): ReadonlyMap<string, number> {
  return new Map(
    COUNTED.map((table) => [table, database.prepare<[], number>(`select count(*) from ${table}`).pluck().get() ?? 0]),
  );
}

function prune(folder: string, keep: number, now: number): number {
  // Somebody else's copy of this minute may be half done and well.
  const abandoned = nameOf(now - DAY_MS);
  for (const name of readdirSync(folder)) {
    if (UNFINISHED.test(name) && name < abandoned) rmSync(join(folder, name));
  }
  const old = readdirSync(folder)
    .filter((name) => NAMED.test(name))
    .sort()
    .slice(0, -keep);
  for (const name of old) rmSync(join(folder, name));
  return old.length;
}

function nameOf(now: number): string {
  const [day = '', time = ''] = new Date(now).toISOString().split('T');
  return `loudou-${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}.sqlite`;
}
