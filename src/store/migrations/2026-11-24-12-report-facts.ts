import { type Migration, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** What reports look facts up by, and the days whose facts are packed into columns (facts/packed-days.ts). */
export function reportFacts(engine: Engine): Migration {
  return {
    async up(db) {
      await db.schema.createIndex('lead_event_at').on('lead_event').columns(['at', 'lead_id']).execute();
      await db.schema
        .createIndex('lead_event_touched')
        .on('lead_event')
        .columns(['lead_id', 'at', 'actor', 'id'])
        .where(sql.ref('type'), '=', sql.lit('touched'))
        .execute();
      await db.schema
        .createIndex('decision_open')
        .on('decision')
        .columns(['reached_at', 'stage', 'lead_id'])
        .where(sql.ref('outcome'), '=', sql.lit('open'))
        .execute();
      await db.schema.createIndex('handover_at').on('handover').column('at').execute();
      await db.schema
        .createIndex('lead_open')
        .on('lead')
        .column('owner')
        .where(sql.ref('state'), '=', sql.lit('open'))
        .execute();
      await db.schema
        .createIndex('lead_closed')
        .on('lead')
        .columns(['state', 'closed_at'])
        .where(sql.ref('closed_at'), 'is not', null)
        .execute();
      await db.schema
        .createIndex('lead_closed_owner')
        .on('lead')
        .columns(['closed_owner', 'state', 'closed_at'])
        .where(sql.ref('closed_at'), 'is not', null)
        .execute();
      await db.schema
        .createTable('packed_day')
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('day', 'integer', (column) => column.notNull())
        .addColumn('columns', engine.kind === 'sqlite' ? 'blob' : 'bytea')
        .addPrimaryKeyConstraint('packed_day_pk', ['kind', 'day'])
        .execute();
    },
  };
}
