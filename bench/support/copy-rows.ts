import { sql } from 'kysely';
import type { Engine } from '../../src/store/engine.ts';
import type { Tables } from '../../src/store/schema/tables.ts';
import { fillSearchIndex } from '../../src/store/search/fill.ts';
import { SqliteDatabase } from '../../src/store/sqlite-library.ts';

/** Tables with rows in a generated database, those that are referred to first. */
const TABLES = [
  'team',
  'member',
  'lead',
  'lead_event',
  'visit',
  'decision',
  'handover',
] as const satisfies readonly (keyof Tables)[];
const NUMBERED = ['lead', 'lead_event'] as const;
const BATCH = 1000;

/** Copies a generated SQLite database into another engine whose schema and definitions are already there. */
export async function copyRows(file: string, { writer, searchIndex, transaction }: Engine): Promise<void> {
  const source = new SqliteDatabase(file, { readonly: true });
  for (const table of TABLES) {
    let batch: object[] = [];
    // The rows come out of the same table they go into.
    const flush = async () => {
      if (batch.length > 0)
        await writer
          .insertInto(table)
          .values(batch as never)
          .execute();
      batch = [];
    };
    for (const row of source.prepare(`select * from ${table}`).iterate()) {
      batch.push(row as object);
      if (batch.length === BATCH) await flush();
    }
    await flush();
  }
  source.close();
  for (const table of NUMBERED) {
    await sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${sql.table(table)}))`.execute(
      writer,
    );
  }
  await transaction((on) => fillSearchIndex(searchIndex, on));
  await sql`analyze`.execute(writer);
}
