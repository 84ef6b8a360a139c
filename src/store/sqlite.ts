import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database, Statement } from 'better-sqlite3';
import {
  type Compilable,
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { type Checkpoints, createCheckpoints } from './checkpoints.ts';
import type { Engine } from './engine.ts';
import type { Tables } from './schema/tables.ts';
import { sqliteSearchIndex } from './search/sqlite-index.ts';
import { SqliteDatabase } from './sqlite-library.ts';

export interface SqliteOptions {
  /** Path of the database file, or `:memory:`. */
  readonly file: string;
  /** `FULL` also survives a power cut; `NORMAL` may lose the last commits then, never when only the process dies. */
  readonly synchronous?: 'NORMAL' | 'FULL';
}

/**
 * Opens (and creates) a SQLite database: one connection that writes, one that only reads. In memory there is one for
 * both, since a second connection would see another database.
 */
export function openSqlite({ file, synchronous = 'NORMAL' }: SqliteOptions): Engine {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const checkpoints = file === ':memory:' ? undefined : createCheckpoints(file);
  const open = (readonly: boolean) => {
    const database = new SqliteDatabase(file, { readonly });
    database.pragma('busy_timeout = 5000');
    database.pragma('foreign_keys = ON');
    database.pragma('cache_size = -65536');
    if (!readonly) {
      switchToWal(database);
      database.pragma(`synchronous = ${synchronous}`);
      database.pragma(`wal_autocheckpoint = ${WAL_MOST_PAGES}`);
      database.pragma(`journal_size_limit = ${WAL_MOST_BYTES}`);
    }
    const connection = new CachingConnection(database);
    return {
      database,
      connection,
      db: new Kysely<Tables>({ dialect: dialectOver(database, connection, checkpoints) }),
    };
  };
  const written = open(false);
  const read = file === ':memory:' ? written : open(true);
  const { db: writer, connection } = written;
  const reader = read.db;
  return {
    kind: 'sqlite',
    writer,
    reader,
    // While Kysely holds the connection for the transaction, compiled queries run on it directly: Kysely's way to it
    // takes eight promises a query, and with async hooks on (the turns need them) those cost as much as the query.
    transaction: (work) =>
      writer.transaction().execute((tx) =>
        work({
          db: tx,
          inTransaction: true,
          execute: <Row>(query: CompiledQuery<Row> | Compilable<Row>) =>
            connection.executeQuery<Row>('compile' in query ? query.compile() : query),
        }),
      ),
    generatedKey: (column) => column.primaryKey().autoIncrement(),
    binaryText: 'text',
    keyedTableSuffix: 'without rowid',
    lockMessage: async () => {},
    lockStages: async () => {},
    lockTables: async () => {},
    version: async (on) => (await on.execute<{ data_version: number }>(DATA_VERSION)).rows[0]?.data_version,
    ids: (ids) => sql<number>`(select value from json_each(${JSON.stringify(ids)}))`,
    jsonRows: (columns) => sql`json_group_array(json_array(${sql.join(columns.map((column) => sql.ref(column)))}))`,
    tellsInsertId: true,
    locksRows: false,
    searchIndex: sqliteSearchIndex,
    async close() {
      await checkpoints?.close();
      // Kysely leaves alone what it never used. The writer closes last: only it may take the log away with it.
      if (reader !== writer) await reader.destroy();
      read.database.close();
      await writer.destroy();
      written.database.close();
    },
  };
}

/** How long to wait for another program that is just switching the same new file, in steps of `WAL_WAIT_MS`. */
const WAL_ATTEMPTS = 250;
const WAL_WAIT_MS = 20;

/** The one thing that does not wait for its lock as `busy_timeout` says, so it is tried again. */
function switchToWal(database: Database): void {
  for (let attempt = 1; ; attempt++) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const isBusy = error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!isBusy || attempt === WAL_ATTEMPTS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_WAIT_MS);
    }
  }
}

/**
 * Pages of log at which a commit moves them into the file itself, for when {@link createCheckpoints} has not kept up:
 * a log that never stops growing makes every reader slower.
 */
const WAL_MOST_PAGES = 32_000;
/** What the log file keeps of the disk once it is empty again. */
const WAL_MOST_BYTES = 64 * 2 ** 20;

function dialectOver(database: Database, connection: CachingConnection, checkpoints: Checkpoints | undefined): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new CachingDriver(database, connection, checkpoints),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/**
 * SQLite's DDL is transactional, whatever Kysely's adapter says: so all migrations run in one transaction, and of two
 * programs that open a new file at once the second waits and finds everything done.
 */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Kysely's own SQLite driver prepares each statement anew and begins deferred transactions. This one keeps prepared
 * statements, and begins `immediate`: two processes may write, and a deferred transaction that meets another writer
 * half-way fails instead of waiting.
 */
class CachingDriver implements Driver {
  readonly #database: Database;
  readonly #connection: CachingConnection;
  readonly #checkpoints: Checkpoints | undefined;
  #last: Promise<void> = Promise.resolve();
  #release: () => void = () => {};

  constructor(database: Database, connection: CachingConnection, checkpoints: Checkpoints | undefined) {
    this.#database = database;
    this.#connection = connection;
    this.#checkpoints = checkpoints;
  }

  async init(): Promise<void> {}

  /** One user of the connection at a time, in the order of asking. */
  async acquireConnection(): Promise<DatabaseConnection> {
    const previous = this.#last;
    let release = () => {};
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    await previous;
    if (this.#checkpoints?.pause) await this.#checkpoints.pause;
    this.#release = release;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#release();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(BEGIN);
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(COMMIT);
    this.#checkpoints?.committed();
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await connection.executeQuery(ROLLBACK);
  }

  async destroy(): Promise<void> {
    this.#database.close();
  }
}

const BEGIN = CompiledQuery.raw('begin immediate');
const COMMIT = CompiledQuery.raw('commit');
const ROLLBACK = CompiledQuery.raw('rollback');
/** Changes when another connection has committed (sqlite.org/pragma.html#pragma_data_version). */
const DATA_VERSION = CompiledQuery.raw('pragma data_version');

/** Prepared statements kept per connection; past this many the oldest is dropped. */
const MAX_STATEMENTS = 500;

class CachingConnection implements DatabaseConnection {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement<unknown[]>>();

  constructor(database: Database) {
    this.#database = database;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const statement = this.#prepare(sql);
    if (statement.reader) return { rows: statement.all(...parameters) as R[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    for (const row of this.#database.prepare(sql).iterate(...parameters)) yield { rows: [row as R] };
  }

  #prepare(sql: string): Statement<unknown[]> {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare<unknown[]>(sql);
    if (this.#statements.size >= MAX_STATEMENTS) {
      const oldest = this.#statements.keys().next().value;
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    this.#statements.set(sql, statement);
    return statement;
  }
}
