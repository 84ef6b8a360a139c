import type { Database, Statement } from 'better-sqlite3';

/** Inserts rows given as objects, by one prepared statement per table; the first row of a table names its columns. */
export function createRowInserter(database: Database) {
  const statements = new Map<string, Statement<unknown[]>>();
  return (table: string, row: object): void => {
    let statement = statements.get(table);
    if (!statement) {
      const columns = Object.keys(row);
      const slots = columns.map(() => '?').join();
      statement = database.prepare<unknown[]>(`insert into ${table} (${columns.join()}) values (${slots})`);
      statements.set(table, statement);
    }
    statement.run(...Object.values(row));
  };
}
