import type { Migration } from 'kysely';

/** Reasons that are chosen no more; the leads closed with them keep them. */
export function reasonArchived(): Migration {
  return {
    async up(db) {
      await db.schema
        .alterTable('reason')
        .addColumn('archived', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
    },
  };
}
