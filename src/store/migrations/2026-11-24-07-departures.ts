import type { Migration } from 'kysely';

/** Since when somebody is no longer with the company. */
export function departures(): Migration {
  return {
    async up(db) {
      await db.schema.alterTable('member').addColumn('left_at', 'bigint').execute();
    },
  };
}
