import type { Migration } from 'kysely';
import type { Engine } from '../engine.ts';

/**
 * Packed days tell which block they have before the block itself, so that a program that still holds it need not read
 * it again. Those packed so far are thrown away: they are packed anew within the hour.
 */
export function packedStamps(engine: Engine): Migration {
  return {
    async up(db) {
      await db.schema.dropTable('packed_day').execute();
      await db.schema
        .createTable('packed_day')
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('day', 'integer', (column) => column.notNull())
        .addColumn('stamp', 'text')
        .addColumn('columns', engine.kind === 'sqlite' ? 'blob' : 'bytea')
        .addPrimaryKeyConstraint('packed_day_pk', ['kind', 'day'])
        .execute();
    },
  };
}
