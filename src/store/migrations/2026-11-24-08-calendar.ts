import type { Migration } from 'kysely';

/** Days the team works, or does not, other than published. */
export function calendar(): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('calendar_override')
        .addColumn('day', 'text', (column) => column.primaryKey().notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('note', 'text', (column) => column.notNull())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
    },
  };
}
