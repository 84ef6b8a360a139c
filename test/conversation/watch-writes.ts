import { sql } from 'kysely';
import type { Database } from '../../src/store/database.ts';

/** Tables a message writes to whatever it says: the ledger of messages, what was last said, who was heard where. */
const ALWAYS = /^(?:inbound|conversation|presence|welcome|sqlite_|search_|kysely_|.*_fts)/;

/** How often each table was written to. */
export type Writes = Readonly<Record<string, number>>;

/**
 * Counts every row that is inserted, changed or deleted from now on, by triggers: what is rolled back is not counted, and
 * nothing that stays can hide. SQLite only.
 */
export async function watchWrites({ engine: { writer } }: Database): Promise<() => Promise<Writes>> {
  const run = (statement: string) => sql.raw(statement).execute(writer);
  const { rows } = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master where type = 'table'`.execute(writer);
  // A search index is made of tables of its own, which say nothing that its lead does not.
  const indexes = rows.filter((row) => /^create virtual/i.test(row.sql)).map(({ name }) => name);
  const isIndex = (name: string) => indexes.some((index) => name === index || name.startsWith(`${index}_`));
  const tables = rows.map(({ name }) => name).filter((name) => !ALWAYS.test(name) && !isIndex(name));
  await run('create table watched_writes (name text primary key, n integer not null)');
  for (const table of tables) {
    await run(`insert into watched_writes values ('${table}', 0)`);
    for (const what of ['insert', 'update', 'delete']) {
      await run(
        `create trigger watched_${table}_${what} after ${what} on "${table}" begin
          update watched_writes set n = n + 1 where name = '${table}'; end`,
      );
    }
  }
  return async () => {
    const counts = await sql<{ name: string; n: number }>`select name, n from watched_writes`.execute(writer);
    return Object.fromEntries(counts.rows.map(({ name, n }) => [name, n]));
  };
}

/** The tables written to between two looks, and how often. */
export function difference(before: Writes, after: Writes): Writes {
  const changed = Object.entries(after).filter(([name, n]) => n !== before[name]);
  return Object.fromEntries(changed.map(([name, n]) => [name, n - (before[name] ?? 0)]));
}
