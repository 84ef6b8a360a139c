import type { Migration } from 'kysely';

/** What somebody, a team or the company means to sell in a month. */
export function targets(): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('target')
        .addColumn('who', 'text', (column) => column.notNull())
        .addColumn('month', 'text', (column) => column.notNull())
        .addColumn('wins', 'integer')
        .addColumn('amount_fen', 'bigint')
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('target_pk', ['who', 'month'])
        .execute();
    },
  };
}
