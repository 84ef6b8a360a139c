import type { Migration } from 'kysely';

/** Who is who. */
export function members(): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('team')
        .addColumn('name', 'text', (column) => column.primaryKey().notNull())
        .execute();
      await db.schema
        .createTable('member')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('userid', 'text', (column) => column.unique())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('team', 'text', (column) => column.references('team.name').onUpdate('cascade'))
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('member_name').on('member').column('name').execute();
    },
  };
}
