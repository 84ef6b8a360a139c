import { deepStrictEqual } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { Command, Option } from 'commander';
import type { Scope } from '../src/analytics/facts.ts';
import { memberId } from '../src/domain/ids.ts';
import { projectRoot } from '../src/project-root.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { packDays } from '../src/store/facts/packed-days.ts';
import { rebuildFacts } from '../src/store/rebuild.ts';
import { createSearchKeys } from '../src/store/search/search-keys.ts';
import { readSeed, type Seed } from '../src/store/seed.ts';
import { AS_OF, OWNERS, ownerAt, teamAt } from './report/company.ts';
import { companyDatabase } from './report/company-database.ts';
import { duckdbOver, type EventEngine, sqliteOver } from './report/engines.ts';
import { type Numbers, referenceStatements, windowsOf } from './report/reference.ts';
import { loadWeekly, numbersOf } from './report/weekly.ts';
import { moveWriter } from './report/write-overhead.ts';
import { copyDatabase } from './support/lead-database.ts';
import { readSizes, readWhole } from './support/options.ts';
import { rounded, type Spread, spreadOf } from './support/statistics.ts';
import { textTable } from './support/text-table.ts';

interface Options {
  readonly leads: readonly number[];
  readonly rounds: number;
  readonly json?: true;
}

/** Enough for the first round to warm up a new process, and for each to have its share of the log being moved into the file. */
const MOVES_A_ROUND = 2_500;

/** What a weekly report costs, beside DuckDB and SQLite answering from raw events, and what the facts behind it cost. */
export function reportCommand(): Command {
  return new Command('report')
    .description('all that a weekly report loads, beside DuckDB and plain SQL on the raw events')
    .addOption(new Option('--leads <sizes>', 'leads in the database').default([1000], '1000').argParser(readSizes))
    .addOption(new Option('--rounds <n>', 'measured rounds').default(5).argParser(readWhole))
    .option('--json', 'one JSON object a line')
    .action(async (options: Options) => {
      for (const leads of options.leads) {
        const result = await measureReport(leads, options.rounds);
        process.stdout.write(`${options.json ? JSON.stringify(result) : readable(result)}\n`);
      }
    });
}

async function measureReport(leads: number, rounds: number) {
  const seed = readSeed(`${projectRoot()}/data/seed`);
  const file = await companyDatabase(leads, (text) => void process.stderr.write(`${text}\n`));
  const folder = mkdtempSync(`${tmpdir()}/loudou-bench-run-`);
  const copy = `${folder}/company.db`;
  copyDatabase(file, copy);
  const database = await openDatabase(`file:${copy}`, seed);
  try {
    const events = await countEvents(database);
    const questions = await compare(database, copy, folder, rounds);
    const writing = await measureWriting(file, folder, seed, rounds);
    const rebuilding = await measureRebuild(database, seed);
    const load = rounded(loadavg()[0] ?? 0, 1);
    const machine = { cpus: availableParallelism(), load, node: process.version };
    return { bench: 'report', leads, events, ...questions, ...writing, ...rebuilding, rounds, ...machine };
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function countEvents({ engine }: Database): Promise<number> {
  const row = await engine.reader
    .selectFrom('lead_event')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .execute();
  return Number(row[0]?.n);
}

/** The same questions to all three in turn; every answer must be the same. */
async function compare(database: Database, file: string, folder: string, rounds: number) {
  const windows = windowsOf(AS_OF);
  const team = new Set(Array.from({ length: OWNERS }, (_, at) => at).filter((at) => teamAt(at) === teamAt(0)));
  const oneTeam: Scope = { owners: new Set([...team].map((at) => memberId(ownerAt(at)))) };
  const statements = referenceStatements(windows);
  const [duckdb, sqlite] = [await duckdbOver(file, folder), sqliteOver(file)];
  const times = { company: [] as Timed[], team: [] as Timed[], duckdb: [] as Timed[], sqlite: [] as Timed[] };
  try {
    for (let round = 0; round <= rounds; round++) {
      const company = await timed(() => loadWeekly(database, windows, {}));
      const ofTeam = await timed(() => loadWeekly(database, windows, oneTeam));
      const byDuckdb = await timed(() => duckdb.ask(statements));
      const ours = numbersOf(company.result);
      deepStrictEqual(inOrder(byDuckdb.result), inOrder(ours));
      if (round === 0) {
        // The slow one, once: its times hardly differ.
        const bySqlite = await timed(() => sqlite.ask(statements));
        deepStrictEqual(inOrder(bySqlite.result), inOrder(ours));
        times.sqlite.push(bySqlite);
        continue;
      }
      times.company.push(company);
      times.team.push(ofTeam);
      times.duckdb.push(byDuckdb);
    }
  } finally {
    for (const engine of [duckdb, sqlite] satisfies EventEngine[]) engine.close();
  }
  const [weeklyCompany, weeklyTeam] = [spreadIn(times.company, 'ms'), spreadIn(times.team, 'ms')];
  const [duckdbSpread, reference] = [spreadIn(times.duckdb, 'ms'), spreadIn(times.sqlite, 'ms')];
  return {
    weeklyCompanyMs: weeklyCompany.median,
    weeklyTeamMs: weeklyTeam.median,
    duckdbMs: duckdbSpread.median,
    referenceSqlMs: reference.median,
    duckdbToCompany: rounded(duckdbSpread.median / weeklyCompany.median, 2),
    referenceToCompany: rounded(reference.median / weeklyCompany.median, 2),
    weeklyCompanyCpuMs: spreadIn(times.company, 'cpuMs').median,
    weeklyTeamCpuMs: spreadIn(times.team, 'cpuMs').median,
    spread: { weeklyCompany, weeklyTeam, duckdb: duckdbSpread },
  };
}

/** How much of the processor's time for a move facts take, the two ways of writing by turns. */
async function measureWriting(file: string, folder: string, seed: Seed, rounds: number) {
  const writers = {
    with: await moveWriter(file, `${folder}/with.db`, seed, 'with'),
    without: await moveWriter(file, `${folder}/without.db`, seed, 'without'),
  };
  const times = { with: [] as number[], without: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    for (const name of ['with', 'without'] as const) {
      const took = await writers[name].move(MOVES_A_ROUND);
      if (round > 0) times[name].push(took);
    }
  }
  await writers.with.close();
  await writers.without.close();
  const [moveUs, withoutFactsUs] = [spreadOf(times.with).median, spreadOf(times.without).median];
  return {
    moveUs: rounded(moveUs, 0),
    moveWithoutFactsUs: rounded(withoutFactsUs, 0),
    /** Share of that time. */
    writeOverhead: rounded(1 - withoutFactsUs / moveUs, 2),
  };
}

async function measureRebuild({ engine }: Database, seed: Seed) {
  const keysOf = createSearchKeys(seed.nameWords);
  const rebuild = await timed(() => engine.transaction((on) => rebuildFacts(engine, on, keysOf)));
  const pack = await timed(() => packDays(engine, AS_OF));
  const rssMb = Math.round(process.memoryUsage.rss() / 1e6);
  return { rebuildS: rounded(rebuild.ms / 1000, 2), packS: rounded(pack.ms / 1000, 2), rssMb };
}

interface Timed {
  readonly ms: number;
  readonly cpuMs: number;
}

async function timed<T>(work: () => Promise<T>): Promise<Timed & { readonly result: T }> {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const result = await work();
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000, result };
}

function spreadIn(times: readonly Timed[], of: keyof Timed): Spread {
  const { median, min, max } = spreadOf(times.map((time) => time[of]));
  return { median: rounded(median, 1), min: rounded(min, 1), max: rounded(max, 1) };
}

function inOrder(numbers: Numbers): readonly (readonly [string, number])[] {
  return Object.entries(numbers).sort(([a], [b]) => (a < b ? -1 : 1));
}

function readable({ spread, ...result }: Awaited<ReturnType<typeof measureReport>>): string {
  const { weeklyCompany, weeklyTeam, duckdb } = spread;
  const row = (what: string, { median, min, max }: Spread) => [what, median, `${min}-${max}`];
  return [
    `${result.leads} leads, ${result.events} events, ${result.rounds} rounds, load ${result.load}`,
    textTable([
      ['', 'ms', 'min-max'],
      row('weekly, company', weeklyCompany),
      row('weekly, one team', weeklyTeam),
      row('DuckDB from events', duckdb),
      ['SQL from events', result.referenceSqlMs, 'once'],
    ]),
    `a move takes ${result.moveUs} µs of the processor, ${Math.round(result.writeOverhead * 100)} % of it for facts;` +
      ` rebuilding them all ${result.rebuildS} s and packing days ${result.packS} s, ${result.rssMb} MB`,
  ].join('\n');
}
