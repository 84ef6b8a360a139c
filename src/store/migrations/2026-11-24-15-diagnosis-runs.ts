import type { Migration } from 'kysely';

/** How each transition looked in a weekly diagnosis: the next one confirms or clears a verdict by it. */
export function diagnosisRuns(): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('diagnosis_run')
        .addColumn('who', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('runs', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('diagnosis_run_pk', ['who', 'at'])
        .execute();
    },
  };
}
