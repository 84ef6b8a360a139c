import { type Migration, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** Groups and where they are found, on which channels people talk to us alone, and cards that wait for a press. */
export function chats(engine: Engine): Migration {
  const suffix = sql.raw(engine.keyedTableSuffix);
  const id = engine.kind === 'sqlite' ? 'integer' : 'bigint';
  return {
    async up(db) {
      await db.schema
        .createTable('chat_group')
        .addColumn('id', id, (column) => engine.generatedKey(column))
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('external', 'integer', (column) => column.notNull())
        .addColumn('amounts', 'text', (column) => column.notNull())
        .addColumn('names', 'text', (column) => column.notNull())
        .addColumn('ranking', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('chat_group_name')
        .on('chat_group')
        .column('name')
        .unique()
        .where(sql.ref('name'), '<>', sql.lit(''))
        .execute();
      await db.schema
        .createTable('group_address')
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('address', 'text', (column) => column.notNull())
        .addColumn('group_id', id, (column) => column.notNull().references('chat_group.id'))
        .addPrimaryKeyConstraint('group_address_pk', ['channel', 'address'])
        .addUniqueConstraint('group_address_once', ['group_id', 'channel'])
        .modifyEnd(suffix)
        .execute();
      await db.schema
        .createTable('person_channel')
        .addColumn('userid', 'text', (column) => column.notNull())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('heard_at', 'bigint', (column) => column.notNull())
        .addColumn('welcomed_on', 'text')
        .addPrimaryKeyConstraint('person_channel_pk', ['userid', 'channel'])
        .modifyEnd(suffix)
        .execute();
      await db.schema
        .createTable('card')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('shown', 'text', (column) => column.notNull())
        .addColumn('lines', 'text', (column) => column.notNull())
        .addColumn('asked', 'text')
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('done_at', 'bigint')
        .addColumn('done_by', 'text')
        .addColumn('done', 'text')
        .execute();
      await db.schema
        .createTable('card_copy')
        .addColumn('task_id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('card_id', 'text', (column) => column.notNull().references('card.id'))
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('recipient', 'text', (column) => column.notNull())
        .addColumn('handle', 'text')
        .execute();
      await db.schema.createIndex('card_copy_card').on('card_copy').column('card_id').execute();
    },
  };
}
