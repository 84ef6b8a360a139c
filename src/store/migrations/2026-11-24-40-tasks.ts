import { type Migration, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** Work that goes on after an answer, and the tables people sent for importing. */
export function tasks(engine: Engine): Migration {
  const id = engine.kind === 'sqlite' ? 'integer' : 'bigint';
  return {
    async up(db) {
      await db.schema
        .createTable('chat_task')
        .addColumn('id', id, (column) => engine.generatedKey(column))
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('member', 'text', (column) => column.notNull())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('chat', 'text', (column) => column.notNull())
        .addColumn('data', 'text', (column) => column.notNull())
        .addColumn('not_before', 'bigint', (column) => column.notNull())
        .addColumn('lease_until', 'bigint', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('kept_table')
        .addColumn('id', id, (column) => engine.generatedKey(column))
        .addColumn('member', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('bytes', sql.raw(engine.kind === 'sqlite' ? 'blob' : 'bytea'), (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('rows', 'integer', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .execute();
    },
  };
}
