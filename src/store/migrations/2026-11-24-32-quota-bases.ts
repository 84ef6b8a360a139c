import type { Migration } from 'kysely';

/** How many advances a week asks for, of somebody, a team or the company. */
export function quotaBases(): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('quota_base')
        .addColumn('who', 'text', (column) => column.primaryKey().notNull())
        .addColumn('base', 'integer', (column) => column.notNull())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
    },
  };
}
