import { type Migration, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** What was said to us, what is to be said, what we are in the middle of, and who did what. */
export function messages(engine: Engine): Migration {
  const suffix = sql.raw(engine.keyedTableSuffix);
  const id = engine.kind === 'sqlite' ? 'integer' : 'bigint';
  return {
    async up(db) {
      await db.schema
        .createTable('conversation')
        .addColumn('chat', 'text', (column) => column.notNull())
        .addColumn('member', 'text', (column) => column.notNull())
        .addColumn('question', 'text')
        .addColumn('last_line', 'text')
        .addColumn('last_line_at', 'bigint')
        .addColumn('last_reply', 'text')
        .addPrimaryKeyConstraint('conversation_pk', ['chat', 'member'])
        .modifyEnd(suffix)
        .execute();
      await db.schema
        .createTable('inbound')
        .addColumn('key', 'text', (column) => column.primaryKey().notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('answer', 'text', (column) => column.notNull())
        .modifyEnd(suffix)
        .execute();
      await db.schema
        .createTable('outbox')
        .addColumn('id', id, (column) => engine.generatedKey(column))
        .addColumn('key', 'text', (column) => column.notNull().unique())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('recipient', 'text', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('request', 'text')
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('not_before', 'bigint', (column) => column.notNull())
        .addColumn('lease_until', 'bigint', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('last_error', 'text')
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('done_at', 'bigint')
        .execute();
      await db.schema
        .createIndex('outbox_due')
        .on('outbox')
        .columns(['recipient', 'id'])
        .where(sql.ref('state'), '=', sql.lit('due'))
        .execute();
      await db.schema
        .createTable('audit')
        .addColumn('id', id, (column) => engine.generatedKey(column))
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('lead_id', 'bigint')
        .addColumn('subject', 'text')
        .execute();
    },
  };
}
