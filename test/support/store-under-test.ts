import { afterAll, beforeAll } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import type { Stores } from '../../src/usecases/ports.ts';
import { seed } from './seed.ts';

/** A kind of database the contract suite runs against. */
export interface StoreUnderTest {
  readonly name: string;
  /** The URL of a new, empty database. */
  newUrl(): Promise<string>;
  /** False where reads share the one connection and wait for the writer (SQLite in memory). */
  readonly readsBesideWriter: boolean;
  /** True where another process can open the same database. */
  readonly isShared: boolean;
  /** How many random histories to write through it. */
  readonly histories: number;
}

/** A database of its own for the tests of one `describe`, open while they run. */
export interface OpenStore {
  readonly db: Database;
  readonly url: string;
  /** One transaction. */
  run<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
}

export function useStore(store: StoreUnderTest): OpenStore {
  let open: { db: Database; url: string } | undefined;
  const opened = () => {
    if (!open) throw new Error('the database is open only while tests run');
    return open;
  };
  beforeAll(async () => {
    const url = await store.newUrl();
    open = { url, db: await openDatabase(url, seed) };
  });
  afterAll(async () => {
    await open?.db.close();
  });
  return {
    get db() {
      return opened().db;
    },
    get url() {
      return opened().url;
    },
    run: (work) => opened().db.uow.run(work),
  };
}
