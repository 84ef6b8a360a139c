import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { SqliteDatabase } from '../../src/store/sqlite-library.ts';
import type { Numbers } from './reference.ts';

/** Something that answers the reference's statements from raw events alone. */
export interface EventEngine {
  ask(statements: readonly string[]): Promise<Numbers>;
  close(): void;
}

/** Of `lead_event`; `at` is a word of DuckDB's own. */
const EVENT_COLUMNS = 'id, lead_id, type, at as at_ms, to_stage, kind, target_id';
const DUCKDB_COLUMNS =
  "{id: 'BIGINT', lead_id: 'BIGINT', type: 'VARCHAR', at_ms: 'BIGINT', to_stage: 'VARCHAR', kind: 'VARCHAR', target_id: 'BIGINT'}";

/** SQLite on the bot's own file; its events under the reference's name. */
export function sqliteOver(file: string): EventEngine {
  const database = new SqliteDatabase(file, { readonly: true });
  database.pragma('cache_size = -65536');
  database.pragma('temp_store = MEMORY');
  database.exec(`create temp view event as select ${EVENT_COLUMNS} from main.lead_event`);
  return {
    async ask(statements) {
      const questions = statements.slice(-1);
      for (const statement of statements.slice(0, -1)) database.exec(statement);
      return numbersOf(
        questions.flatMap((question) => database.prepare(question).all() as { what: string; n: number }[]),
      );
    },
    close: () => database.close(),
  };
}

/** DuckDB in memory, filled once with the events of the file through a CSV in `folder`. */
export async function duckdbOver(file: string, folder: string): Promise<EventEngine> {
  const source = new SqliteDatabase(file, { readonly: true });
  const csv = `${folder}/events.csv`;
  const out = createWriteStream(csv);
  const rows = source.prepare(`select ${EVENT_COLUMNS} from lead_event`).raw().iterate() as Iterable<unknown[]>;
  for (const row of rows) if (!out.write(`${row.map((value) => value ?? '').join()}\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'close');
  const stages = source.prepare('select id, ord, kind from stage').raw().all() as [string, number, string][];
  source.close();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `create table event as select * from read_csv('${csv}', header = false, columns = ${DUCKDB_COLUMNS})`,
  );
  await connection.run('create table stage (id varchar, ord integer, kind varchar)');
  for (const values of stages) await connection.run('insert into stage values ($1, $2, $3)', values);
  return {
    async ask(statements) {
      for (const statement of statements.slice(0, -1)) await connection.run(statement);
      const reader = await connection.runAndReadAll(statements.at(-1) ?? '');
      return numbersOf(reader.getRowObjectsJS() as { what: string; n: bigint }[]);
    },
    close: () => connection.closeSync(),
  };
}

function numbersOf(rows: readonly { readonly what: string; readonly n: number | bigint }[]): Numbers {
  return Object.fromEntries(rows.map(({ what, n }) => [what, Number(n)]));
}
