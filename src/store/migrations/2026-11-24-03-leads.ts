import { type Migration, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** Leads and their append-only history. */
export function leads(engine: Engine): Migration {
  const binaryText = sql.raw(engine.binaryText);
  return {
    async up(db) {
      await db.schema
        .createTable('lead')
        .addColumn('id', engine.kind === 'sqlite' ? 'integer' : 'bigint', (column) => engine.generatedKey(column))
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('name_norm', binaryText, (column) => column.notNull())
        .addColumn('name_pinyin', binaryText, (column) => column.notNull())
        .addColumn('name_initials', binaryText, (column) => column.notNull())
        .addColumn('source', 'text', (column) => column.notNull())
        .addColumn('first_owner', 'text', (column) => column.notNull())
        .addColumn('owner', 'text', (column) => column.notNull())
        .addColumn('amount_fen', 'bigint')
        .addColumn('contact', 'text', (column) => column.notNull())
        .addColumn('phone', 'text', (column) => column.notNull())
        .addColumn('phone_norm', 'text', (column) => column.notNull())
        .addColumn('note', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('stage', 'text', (column) => column.notNull())
        .addColumn('entry_stage', 'text', (column) => column.notNull())
        .addColumn('high_stage', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('entered_at', 'bigint', (column) => column.notNull())
        .addColumn('touched_at', 'bigint')
        .addColumn('next_on', 'text')
        .addColumn('next_text', 'text', (column) => column.notNull())
        .addColumn('snoozed_until', 'text')
        .addColumn('snoozes', 'integer', (column) => column.notNull())
        .addColumn('closed_at', 'bigint')
        .addColumn('reason', 'text')
        .addColumn('recall_on', 'text')
        .addColumn('merged_into', 'bigint')
        .addColumn('visit_no', 'integer', (column) => column.notNull())
        .addColumn('last_event_id', 'bigint', (column) => column.notNull())
        .addColumn('last_event_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('lead_name_norm').on('lead').column('name_norm').execute();
      await db.schema.createIndex('lead_name_pinyin').on('lead').column('name_pinyin').execute();
      await db.schema.createIndex('lead_name_initials').on('lead').column('name_initials').execute();
      await db.schema.createIndex('lead_owner').on('lead').columns(['owner', 'state']).execute();
      await db.schema
        .createIndex('lead_phone')
        .on('lead')
        .column('phone_norm')
        .where(sql.ref('phone_norm'), '<>', sql.lit(''))
        .execute();
      await db.schema
        .createTable('lead_event')
        .addColumn('id', engine.kind === 'sqlite' ? 'integer' : 'bigint', (column) => engine.generatedKey(column))
        .addColumn('lead_id', 'bigint', (column) => column.notNull().references('lead.id'))
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('recorded_at', 'bigint', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('change_id', 'bigint')
        .addColumn('from_stage', 'text')
        .addColumn('to_stage', 'text')
        .addColumn('kind', 'text')
        .addColumn('reason', 'text')
        .addColumn('target_id', 'bigint')
        .addColumn('data', 'text')
        .execute();
      await db.schema.createIndex('lead_event_lead').on('lead_event').column('lead_id').execute();
      await db.schema.createIndex('lead_event_actor').on('lead_event').columns(['actor', 'id']).execute();
      await db.schema
        .createIndex('lead_event_target')
        .on('lead_event')
        .column('target_id')
        .where(sql.ref('target_id'), 'is not', null)
        .execute();
    },
  };
}
