import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { Command, Option } from 'commander';
import { leadId, memberId } from '../src/domain/ids.ts';
import { projectRoot } from '../src/project-root.ts';
import { openDatabase } from '../src/store/database.ts';
import { createSearchKeys } from '../src/store/search/search-keys.ts';
import { readSeed } from '../src/store/seed.ts';
import { fillNames, OWNERS } from './search/name-database.ts';
import { QUERIES } from './search/queries.ts';
import { readSizes, readWhole } from './support/options.ts';
import { createSeededRandom } from './support/seeded-random.ts';
import { quantile, rounded, spreadOf } from './support/statistics.ts';
import { textTable } from './support/text-table.ts';

interface Options {
  readonly leads: readonly number[];
  readonly rounds: number;
  readonly queries: number;
  readonly json?: true;
}

type Kind = keyof typeof QUERIES;
/** Candidates asked for, one more than chat shows. */
const LIMIT = 6;

/** Finding leads by what people type of their names. */
export function searchCommand(): Command {
  return new Command('search')
    .description('finding leads by their name, a part of it, its initials, and with a typo')
    .addOption(new Option('--leads <sizes>', 'leads in the database').default([1000], '1000').argParser(readSizes))
    .addOption(new Option('--rounds <n>', 'measured rounds').default(3).argParser(readWhole))
    .addOption(new Option('--queries <n>', 'per kind and round').default(500).argParser(readWhole))
    .option('--json', 'one JSON object a line')
    .action(async (options: Options) => {
      for (const leads of options.leads) {
        const results = await measureSearch(leads, options);
        if (options.json) for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`);
        else process.stdout.write(`${readable(leads, results)}\n`);
      }
    });
}

async function measureSearch(leads: number, { rounds, queries }: Options) {
  const folder = mkdtempSync(`${tmpdir()}/loudou-bench-run-`);
  try {
    const file = `${folder}/names.db`;
    const { indexS } = await fillNames(file, leads);
    const seed = readSeed(`${projectRoot()}/data/seed`);
    const keysOf = createSearchKeys(seed.nameWords);
    const database = await openDatabase(`file:${file}`, seed);
    const random = createSeededRandom(leads);
    const nameOf = (id: number) =>
      database.uow.read(async ({ leads: store }) => (await store.byId(leadId(id)))?.name ?? '');
    const kinds = Object.keys(QUERIES) as Kind[];
    const figures = Object.fromEntries(
      kinds.map((kind) => [kind, [] as { p50Ms: number; p99Ms: number; hits: number }[]]),
    );
    // The first round warms up what the file system and the engine keep, and does not count.
    for (let round = 0; round <= rounds; round++) {
      for (const kind of kinds) {
        const times = new Float64Array(queries);
        let hits = 0;
        for (let at = 0; at < queries; at++) {
          const full = await nameOf(1 + Math.floor(random() * leads));
          const { norm, initials } = keysOf(full);
          const phrase = QUERIES[kind]({ full, norm, initials }, random);
          const owner = memberId(`rep${Math.floor(random() * OWNERS)}`);
          const startedAt = performance.now();
          const found = await database.uow.read<readonly unknown[]>(({ leads: store }) =>
            kind === 'exact' ? store.byNames([phrase]) : store.search(phrase, LIMIT, owner),
          );
          times[at] = performance.now() - startedAt;
          if (found.length > 0) hits++;
        }
        const sorted = times.sort();
        if (round > 0) figures[kind]?.push({ p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99), hits });
      }
    }
    await database.close();
    return kinds.map((kind) => {
      const all = figures[kind] ?? [];
      const [p50, p99] = [spreadOf(all.map(({ p50Ms }) => p50Ms)), spreadOf(all.map(({ p99Ms }) => p99Ms))];
      return {
        bench: 'search' as const,
        kind,
        leads,
        rounds,
        queries,
        p50Ms: rounded(p50.median, 3),
        p99Ms: rounded(p99.median, 3),
        spread: {
          p50Ms: [rounded(p50.min, 3), rounded(p50.max, 3)],
          p99Ms: [rounded(p99.min, 3), rounded(p99.max, 3)],
        },
        foundShare: rounded(all.reduce((sum, { hits }) => sum + hits, 0) / (all.length * queries), 3),
        indexS: rounded(indexS, 1),
        cpus: availableParallelism(),
        loadAverage: rounded(loadavg()[0] ?? 0, 1),
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readable(leads: number, results: Awaited<ReturnType<typeof measureSearch>>): string {
  const rows = results.map(({ kind, p50Ms, p99Ms, spread, foundShare }) => [
    kind,
    p50Ms,
    spread.p50Ms.join('-'),
    p99Ms,
    spread.p99Ms.join('-'),
    foundShare,
  ]);
  const [{ indexS = 0, loadAverage = 0 } = {}] = results;
  return [
    `${leads} leads, load ${loadAverage}, index built in ${indexS} s`,
    textTable([['kind', 'p50 ms', 'min-max', 'p99 ms', 'min-max', 'found'], ...rows]),
  ].join('\n');
}
