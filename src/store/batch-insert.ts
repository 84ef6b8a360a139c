import type { CompiledQuery } from 'kysely';
import type { Db, Session } from './engine.ts';
import type { Tables } from './schema/tables.ts';

/** Rows in one statement: a statement for each row costs as much as the row. */
const ROWS = 50;

/** Inserts many rows of one table, in order and by statements compiled once. */
export function createBatchInsert<Table extends keyof Tables & string, Row extends object>(
  db: Db,
  table: Table,
  columns: readonly (keyof Row & string)[],
) {
  const compile = (count: number): CompiledQuery => {
    const row = Object.fromEntries(columns.map((column) => [column, null]));
    // Only its text matters, so what the values are does not.
    const values = Array.from({ length: count }, () => row) as never;
    return db.insertInto(table).values(values).compile();
  };
  const [many, single] = [compile(ROWS), compile(1)];
  return async (on: Session, rows: readonly Row[]): Promise<void> => {
    for (let at = 0; at < rows.length; ) {
      const [query, count] = rows.length - at >= ROWS ? [many, ROWS] : [single, 1];
      const parameters: unknown[] = [];
      for (const row of rows.slice(at, at + count)) for (const column of columns) parameters.push(row[column]);
      await on.execute({ ...query, parameters });
      at += count;
    }
  };
}
