import { type Migration, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/**
 * Whose each stay was and when it was written down, and leads that changed hands. What is there already is made anew
 * from the events when the database is opened (rebuild.ts).
 */
export function factOwners(engine: Engine): Migration {
  return {
    async up(db) {
      await db.schema.alterTable('lead').addColumn('closed_owner', 'text').execute();
      await db.schema.alterTable('visit').addColumn('from_stage', 'text').execute();
      await db.schema
        .alterTable('visit')
        .addColumn('owner', 'text', (column) => column.notNull().defaultTo(''))
        .execute();
      await db.schema
        .alterTable('visit')
        .addColumn('recorded_at', 'bigint', (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema.alterTable('visit').addColumn('exit_owner', 'text').execute();
      await db.schema
        .alterTable('visit')
        .addColumn('source', 'text', (column) => column.notNull().defaultTo(''))
        .execute();
      await db.schema
        .createTable('handover')
        .addColumn('lead_id', 'bigint', (column) => column.notNull().references('lead.id'))
        .addColumn('no', 'integer', (column) => column.notNull())
        .addColumn('stage', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('from_owner', 'text', (column) => column.notNull())
        .addColumn('to_owner', 'text', (column) => column.notNull())
        .addColumn('source', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('handover_pk', ['lead_id', 'no'])
        .modifyEnd(sql.raw(engine.keyedTableSuffix))
        .execute();
      await db.schema
        .createIndex('lead_merged_into')
        .on('lead')
        .column('merged_into')
        .where(sql.ref('merged_into'), 'is not', null)
        .execute();
      // Which version of the projection the stored facts were made by; 0 has them all made anew.
      await db.schema
        .createTable('facts_version')
        .addColumn('version', 'integer', (column) => column.notNull())
        .execute();
      await sql`insert into facts_version (version) values (0)`.execute(db);
    },
  };
}
