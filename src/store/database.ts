import { Migrator } from 'kysely';
import { NOTHING_PUBLISHED, type PublishedCalendar } from '../domain/work-calendar.ts';
import type { UnitOfWork } from '../usecases/ports.ts';
import type { Engine } from './engine.ts';
import { migrationsFor } from './migrations/index.ts';
import { openPostgres } from './postgres.ts';
import { renewFacts } from './rebuild.ts';
import { createSearchKeys } from './search/search-keys.ts';
import { type Seed, seedDefinitions } from './seed.ts';
import { openSqlite } from './sqlite.ts';
import { createUnitOfWork } from './unit-of-work.ts';

export interface Database {
  readonly engine: Engine;
  readonly uow: UnitOfWork;
  close(): Promise<void>;
}

/**
 * Opens the database a URL names (`file:path`, `:memory:` or `postgres://…`), brings its schema up to date and fills
 * the definitions of a new one. `published` are the public holidays; without them every year counts Monday to Friday.
 */
export async function openDatabase(
  url: string,
  seed: Seed,
  durability: 'NORMAL' | 'FULL' = 'NORMAL',
  published: PublishedCalendar = NOTHING_PUBLISHED,
): Promise<Database> {
  const engine = openEngine(url, durability);
  try {
    await migrate(engine);
    await seedDefinitions(engine.writer, seed);
    await renewFacts(engine, createSearchKeys(seed.nameWords));
  } catch (error) {
    await engine.close();
    throw error;
  }
  return { engine, uow: createUnitOfWork(engine, seed, published), close: () => engine.close() };
}

function openEngine(url: string, synchronous: 'NORMAL' | 'FULL'): Engine {
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres({ connectionString: url });
  if (url === ':memory:') return openSqlite({ file: url });
  return openSqlite({ file: url.replace(/^file:/, ''), synchronous });
}

async function migrate(engine: Engine): Promise<void> {
  const provider = { getMigrations: async () => migrationsFor(engine) };
  // Migrations made side by side arrive out of order; each stands on its own.
  const migrator = new Migrator({ db: engine.writer, provider, allowUnorderedMigrations: true });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('the database could not be migrated', { cause: error });
}
