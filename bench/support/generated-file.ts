import { createHash } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Pipeline } from '../../src/domain/stage.ts';
import { projectRoot } from '../../src/project-root.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { readSeed, type Seed } from '../../src/store/seed.ts';
import { SqliteDatabase } from '../../src/store/sqlite-library.ts';
import { createRowInserter } from './row-inserter.ts';

/** What a bench measures on: how to fill an empty database file. */
export interface Generator {
  readonly label: string;
  /** Counts up when what is generated changes while the schema does not. */
  readonly generation: number;
  /** Puts the rows in; indexes are made afterwards, which is faster than keeping them in order all along. */
  fill(insert: ReturnType<typeof createRowInserter>, size: number, seed: Seed, pipeline: Pipeline): void;
  /** What else the file needs once its rows and indexes are there. */
  finish(database: Database): Promise<void>;
}

/**
 * A database file of this size. It is generated once per schema and kept in the temporary folder; nobody writes into it.
 */
export async function generatedFile(generator: Generator, size: number, note: (text: string) => void): Promise<string> {
  const seed = readSeed(`${projectRoot()}/data/seed`);
  const name = `loudou-bench-${generator.label}`;
  const file = `${tmpdir()}/${name}-${await fingerprint(seed, generator.generation)}-${size}.db`;
  if (existsSync(file)) return file;
  note(`generating ${generator.label}, ${size}`);
  removeStale(name, size);
  const unfinished = `${file}.${process.pid}`;
  try {
    const database = await openDatabase(`file:${unfinished}`, seed);
    const pipeline = await database.uow.read(({ settings }) => settings.pipeline());
    await database.close();
    fillFile(unfinished, (insert) => generator.fill(insert, size, seed, pipeline));
    const filled = await openDatabase(`file:${unfinished}`, seed);
    await generator.finish(filled);
    await filled.close();
    renameSync(unfinished, file);
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${unfinished}${suffix}`, { force: true });
  }
  return file;
}

/** Files of this size that were made for another schema; a million leads take a gigabyte. */
function removeStale(name: string, size: number): void {
  const stale = new RegExp(`^${name}-[0-9a-f]{12}-${size}\\.db$`);
  for (const file of readdirSync(tmpdir())) if (stale.test(file)) rmSync(`${tmpdir()}/${file}`, { force: true });
}

/** Changes with the schema and the seed, so that a stale file is never used. */
async function fingerprint(seed: Seed, generation: number): Promise<string> {
  const file = `${tmpdir()}/loudou-bench-schema-${process.pid}.db`;
  try {
    await (await openDatabase(`file:${file}`, seed)).close();
    const database = new SqliteDatabase(file, { readonly: true });
    const schema = database.prepare('select sql from sqlite_master order by name').pluck().all();
    database.close();
    return createHash('sha256')
      .update(JSON.stringify([generation, schema, seed]))
      .digest('hex')
      .slice(0, 12);
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  }
}

function fillFile(file: string, fill: (insert: ReturnType<typeof createRowInserter>) => void): void {
  const database = new SqliteDatabase(file);
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -524288', 'foreign_keys = OFF']) {
    database.pragma(pragma);
  }
  const indexes = database
    .prepare("select name, sql from sqlite_master where type = 'index' and sql is not null")
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) database.exec(`drop index ${name}`);
  database.exec('begin');
  fill(createRowInserter(database));
  database.exec('commit');
  for (const { sql } of indexes) database.exec(sql);
  database.close();
}
