import type { Migration } from 'kysely';
import type { Engine } from '../engine.ts';

/** Which messages had their answers, a batch a row; nothing refers to it, and the nightly upkeep empties it. */
export function answered(engine: Engine): Migration {
  const id = engine.kind === 'sqlite' ? 'integer' : 'bigint';
  return {
    async up(db) {
      await db.schema
        .createTable('answered')
        .addColumn('id', id, (column) => engine.generatedKey(column))
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('keys', 'text', (column) => column.notNull())
        .execute();
    },
  };
}
