import type { Migration } from 'kysely';

/** The lead a person spoke of last in a chat, and when: what "it" means there for a while. */
export function lastLead(): Migration {
  return {
    async up(db) {
      await db.schema.alterTable('conversation').addColumn('last_lead', 'bigint').execute();
      await db.schema.alterTable('conversation').addColumn('last_lead_at', 'bigint').execute();
    },
  };
}
