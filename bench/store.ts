import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { Command, Option } from 'commander';
import { projectRoot } from '../src/project-root.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { readSeed } from '../src/store/seed.ts';
import { startPostgres } from '../test/support/postgres-process.ts';
import { OPERATIONS, type Operation } from './store/operations.ts';
import { copyRows } from './support/copy-rows.ts';
import { copyDatabase, leadDatabase } from './support/lead-database.ts';
import { readSeconds, readSizes, readWhole } from './support/options.ts';
import { createSeededRandom } from './support/seeded-random.ts';
import { quantile, rounded, type Spread, spreadOf } from './support/statistics.ts';
import { textTable } from './support/text-table.ts';

interface Options {
  readonly leads: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  readonly json?: true;
}

interface Figures {
  readonly perS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The store's hot operations one after the other, on SQLite and on PostgreSQL. */
export function storeCommand(): Command {
  return new Command('store')
    .description("the store's hot operations, one at a time, on SQLite and PostgreSQL")
    .addOption(new Option('--leads <sizes>', 'leads in the database').default([1000], '1000').argParser(readSizes))
    .addOption(new Option('--rounds <n>', 'measured rounds').default(3).argParser(readWhole))
    .addOption(new Option('--seconds <s>', 'per operation and round').default(1).argParser(readSeconds))
    .option('--json', 'one JSON object a line')
    .action(async (options: Options) => {
      for (const leads of options.leads) {
        const result = await measureStore(leads, options);
        process.stdout.write(`${options.json ? JSON.stringify(result) : readable(result)}\n`);
      }
    });
}

async function measureStore(leads: number, { rounds, seconds }: Options) {
  const file = await leadDatabase(leads, (text) => void process.stderr.write(`${text}\n`));
  const folder = mkdtempSync(`${tmpdir()}/loudou-bench-run-`);
  const seed = readSeed(`${projectRoot()}/data/seed`);
  const postgresServer = await startPostgres();
  const open: Database[] = [];
  let serial = 0;
  const nextSerial = () => ++serial;
  try {
    copyDatabase(file, `${folder}/store.db`);
    const sqlite = await openDatabase(`file:${folder}/store.db`, seed);
    open.push(sqlite);
    const postgres = await openDatabase(postgresServer.url, seed);
    open.push(postgres);
    await copyRows(file, postgres.engine);
    const operations: Record<string, Record<'sqlite' | 'postgres', ReturnType<typeof summary>>> = {};
    for (const [name, operation] of Object.entries(OPERATIONS)) {
      const figures = { sqlite: [] as Figures[], postgres: [] as Figures[] };
      const random = createSeededRandom(leads);
      for (let round = 0; round <= rounds; round++) {
        for (const [engine, database] of [['sqlite', sqlite] as const, ['postgres', postgres] as const]) {
          const measured = await measure(operation, database, leads, seconds, random, nextSerial);
          if (round > 0) figures[engine].push(measured);
        }
      }
      operations[name] = { sqlite: summary(figures.sqlite), postgres: summary(figures.postgres) };
    }
    return { bench: 'store', leads, rounds, seconds, operations, cpus: availableParallelism(), node: process.version };
  } finally {
    for (const database of open) await database.close();
    await postgresServer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  operation: Operation,
  database: Database,
  leads: number,
  seconds: number,
  random: () => number,
  nextSerial: () => number,
): Promise<Figures> {
  const latencies: number[] = [];
  const start = performance.now();
  let now = start;
  while (now < start + seconds * 1000) {
    await operation(database, 1 + Math.floor(random() * leads), nextSerial());
    const doneAt = performance.now();
    latencies.push(doneAt - now);
    now = doneAt;
  }
  const sorted = Float64Array.from(latencies).sort();
  return {
    perS: latencies.length / ((now - start) / 1000),
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
  };
}

function summary(rounds: readonly Figures[]): Record<keyof Figures, Spread> {
  const spread = (key: keyof Figures, digits: number): Spread => {
    const { median, min, max } = spreadOf(rounds.map((figures) => figures[key]));
    return { median: rounded(median, digits), min: rounded(min, digits), max: rounded(max, digits) };
  };
  return { perS: spread('perS', 0), p50Ms: spread('p50Ms', 3), p99Ms: spread('p99Ms', 3) };
}

function readable({ leads, rounds, seconds, operations }: Awaited<ReturnType<typeof measureStore>>): string {
  const rows = Object.entries(operations).flatMap(([name, engines]) =>
    Object.entries(engines).map(([engine, { perS, p50Ms, p99Ms }]) => [
      name,
      engine,
      perS.median,
      `${perS.min}-${perS.max}`,
      p50Ms.median,
      p99Ms.median,
    ]),
  );
  return [
    `${leads} leads, ${rounds} rounds of ${seconds} s; PostgreSQL without fsync`,
    textTable([['operation', 'engine', 'per s', 'min-max', 'p50 ms', 'p99 ms'], ...rows]),
  ].join('\n');
}
