import type { Migration } from 'kysely';

/** When the platform is to be asked about a member next; who is not listed was never asked about. */
export function memberLookups(): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('member_lookup')
        .addColumn('member', 'text', (column) =>
          column.primaryKey().notNull().references('member.id').onDelete('cascade'),
        )
        .addColumn('due_at', 'bigint', (column) => column.notNull())
        .addColumn('keeps_name', 'integer', (column) => column.notNull())
        .execute();
    },
  };
}
