import type { Migration } from 'kysely';

/** What the team defines: stages and the reasons for closing. */
export function definitions(): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('stage')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('aliases', 'text', (column) => column.notNull())
        .addColumn('ord', 'integer', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('definition', 'text', (column) => column.notNull())
        .addColumn('checklist', 'text', (column) => column.notNull())
        .addColumn('idle_limit', 'integer')
        .addColumn('stay_limit', 'integer')
        .addColumn('expected_rate', 'double precision')
        .addColumn('layer', 'text')
        .addColumn('next_step', 'text', (column) => column.notNull())
        .addColumn('qualified', 'integer', (column) => column.notNull())
        .addColumn('archived_into', 'text', (column) => column.references('stage.id'))
        .execute();
      await db.schema
        .createTable('reason')
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('code', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('ord', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('reason_pk', ['kind', 'code'])
        .execute();
    },
  };
}
