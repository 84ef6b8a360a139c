import type { Migration } from 'kysely';

/** Decisions that are open are looked up by the leads that are: an index of them cost every move two pages. */
export function openDecisions(): Migration {
  return {
    async up(db) {
      await db.schema.dropIndex('decision_open').execute();
    },
  };
}
