import type { Database } from 'better-sqlite3';
import { SqliteDatabase } from '../../src/store/sqlite-library.ts';

/** Opens a database file with the settings the bot's own connection has, without anything of the bot. */
export function openRawSqlite(file: string): Database {
  const database = new SqliteDatabase(file);
  database.pragma('busy_timeout = 5000');
  database.pragma('foreign_keys = ON');
  database.pragma('cache_size = -65536');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma('wal_autocheckpoint = 4000');
  return database;
}
