import { type Migration, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** What follows from the events: stays in stages, and what became of a lead in each stage it reached. */
export function facts(engine: Engine): Migration {
  const suffix = sql.raw(engine.keyedTableSuffix);
  return {
    async up(db) {
      await db.schema
        .createTable('visit')
        .addColumn('lead_id', 'bigint', (column) => column.notNull().references('lead.id'))
        .addColumn('no', 'integer', (column) => column.notNull())
        .addColumn('stage', 'text', (column) => column.notNull())
        .addColumn('entered_at', 'bigint', (column) => column.notNull())
        .addColumn('how', 'text', (column) => column.notNull())
        .addColumn('left_at', 'bigint')
        .addColumn('exit', 'text')
        .addPrimaryKeyConstraint('visit_pk', ['lead_id', 'no'])
        .modifyEnd(suffix)
        .execute();
      await db.schema
        .createTable('decision')
        .addColumn('lead_id', 'bigint', (column) => column.notNull().references('lead.id'))
        .addColumn('stage', 'text', (column) => column.notNull())
        .addColumn('reached_at', 'bigint', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('decided_at', 'bigint')
        .addColumn('owner', 'text')
        .addColumn('source', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('decision_pk', ['lead_id', 'stage'])
        .modifyEnd(suffix)
        .execute();
    },
  };
}
