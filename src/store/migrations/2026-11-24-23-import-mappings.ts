import { type Migration, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** How the columns of an imported table were understood, so that the next one like it is read alike. */
export function importMappings(engine: Engine): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('import_mapping')
        .addColumn('header', 'text', (column) => column.primaryKey().notNull())
        .addColumn('mapping', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .modifyEnd(sql.raw(engine.keyedTableSuffix))
        .execute();
    },
  };
}
