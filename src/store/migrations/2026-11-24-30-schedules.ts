import { type Migration, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** What is sent again and again, each run once; what digests showed; who is away. */
export function schedules(engine: Engine): Migration {
  const suffix = sql.raw(engine.keyedTableSuffix);
  const id = engine.kind === 'sqlite' ? 'integer' : 'bigint';
  const binaryText = sql.raw(engine.binaryText);
  return {
    async up(db) {
      await db.schema
        .createTable('schedule')
        .addColumn('id', id, (column) => engine.generatedKey(column))
        .addColumn('seed', 'text', (column) => column.unique())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('target', 'text', (column) => column.notNull())
        .addColumn('rhythm', 'text', (column) => column.notNull())
        .addColumn('days', 'text', (column) => column.notNull())
        .addColumn('filters', 'text', (column) => column.notNull())
        .addColumn('quiet', 'text')
        .addColumn('is_on', 'integer', (column) => column.notNull())
        .addColumn('since', 'bigint', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('removed_at', 'bigint')
        .execute();
      await db.schema
        .createTable('schedule_check')
        .addColumn('one', 'integer', (column) => column.primaryKey().notNull())
        .addColumn('checked_until', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('slot')
        .addColumn('key', binaryText, (column) => column.primaryKey().notNull())
        .addColumn('schedule', id, (column) => column.notNull())
        .addColumn('slot', binaryText, (column) => column.notNull())
        .addColumn('target', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .addColumn('at', 'bigint', (column) => column.notNull())
        .modifyEnd(suffix)
        .execute();
      await db.schema.createIndex('slot_of_schedule').on('slot').columns(['schedule', 'slot']).execute();
      await db.schema.createIndex('slot_at').on('slot').column('at').execute();
      await db.schema
        .createTable('report_snapshot')
        .addColumn('schedule', id, (column) => column.notNull())
        .addColumn('target', 'text', (column) => column.notNull())
        .addColumn('slot', binaryText, (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('numbers', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('report_snapshot_pk', ['schedule', 'target', 'slot'])
        .modifyEnd(suffix)
        .execute();
      await db.schema
        .createTable('absence')
        .addColumn('member', 'text', (column) => column.primaryKey().notNull())
        .addColumn('from_on', 'text', (column) => column.notNull())
        .addColumn('to_on', 'text', (column) => column.notNull())
        .addColumn('substitute', 'text')
        .modifyEnd(suffix)
        .execute();
      // How many went to somebody in the last minute, for keeping within the platform's rates.
      await db.schema.createIndex('outbox_sent').on('outbox').columns(['channel', 'recipient', 'done_at']).execute();
    },
  };
}
