import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { type Engine, sessionOf } from './engine.ts';
import type { Tables } from './schema/tables.ts';
import { postgresSearchIndex } from './search/postgres-index.ts';

/** PostgreSQL's type id of `int8`, which arrives as text unless told otherwise. */
const INT8 = 20;

/** Opens a PostgreSQL database. `connectionString` carries a password: never log it. */
export function openPostgres({ connectionString, max = 8 }: { connectionString: string; max?: number }): Engine {
  const pool = new pg.Pool({
    connectionString,
    max,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: 'postgres',
    writer: db,
    reader: db,
    transaction: (work) => db.transaction().execute((tx) => work(sessionOf(tx))),
    generatedKey: (column) => column.primaryKey().generatedByDefaultAsIdentity(),
    binaryText: 'text collate "C"',
    keyedTableSuffix: '',
    lockMessage: async (on, key) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(on.db);
    },
    version: async () => undefined,
    ids: (ids) => sql<number>`(select unnest(${ids}::bigint[]))`,
    jsonRows: (columns) => sql`json_agg(json_build_array(${sql.join(columns.map((column) => sql.ref(column)))}))`,
    tellsInsertId: false,
    locksRows: true,
    searchIndex: postgresSearchIndex,
    close: () => db.destroy(),
  };
}
