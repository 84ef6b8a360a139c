import type { Migration } from 'kysely';

/** Stages whose exit checklist is asked before a lead may leave them, not after. */
export function checklistHard(): Migration {
  return {
    async up(db) {
      await db.schema
        .alterTable('stage')
        .addColumn('checklist_hard', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
    },
  };
}
