import type { Migration } from 'kysely';

/** What was forecast for a month when it was first asked for, to be compared with what came of it. */
export function forecasts(): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('forecast_record')
        .addColumn('who', 'text', (column) => column.notNull())
        .addColumn('month', 'text', (column) => column.notNull())
        .addColumn('weighted_fen', 'bigint', (column) => column.notNull())
        .addColumn('due_fen', 'bigint', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('forecast_record_pk', ['who', 'month'])
        .execute();
    },
  };
}
