import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Command, Option } from 'commander';
import { bytesOfFile } from '../src/files/byte-source.ts';
import { tableIn, WIDE_LIMITS } from '../src/files/open-table.ts';
import { projectRoot } from '../src/project-root.ts';
import { openDatabase } from '../src/store/database.ts';
import { readSeed } from '../src/store/seed.ts';
import type { Mapping } from '../src/usecases/import-mapping.ts';
import { runImport } from '../src/usecases/run-import.ts';
import { readWhole } from './support/options.ts';
import { rounded } from './support/statistics.ts';

interface Options {
  readonly rows: number;
  readonly json?: true;
}

const NOW = Date.parse('2026-06-10T10:00:00+08:00');
const DAY_MS = 24 * 3_600_000;

/** Each row a lead with a history: open ones are created, two of three are closed later, with a last amount. */
const MAPPING: Mapping = {
  dates: ['YYYY-MM-DD'],
  lead: { name: '{name}', owner: '{owner}', source: '{source}', phone: '{phone}' },
  stage: '{stage}',
  rules: {
    open: { created: { stage: 'opp', on: '{begin}' } },
    won: { created: { stage: 'opp', on: '{begin}' }, closed: { kind: 'won', on: '{end}', amount: '{amount}' } },
    lost: {
      created: { stage: 'opp', on: '{begin}' },
      closed: { kind: 'lost', on: '{end}', amount: '{amount}', reason: 'other' },
    },
  },
};

/** A table of many leads with histories into an empty database file: checked and written, duplicates looked for. */
export function importCommand(): Command {
  return new Command('import')
    .description('importing a CSV of leads with histories into an empty database')
    .addOption(new Option('--rows <n>', 'rows of the table').default(100_000).argParser(readWhole))
    .option('--json', 'one JSON object a line')
    .action(async ({ rows, json }: Options) => {
      const result = await measureImport(rows);
      const readable = `${result.rows} rows, ${result.events} events in ${result.seconds} s, at most ${result.rssMb} MB`;
      process.stdout.write(`${json ? JSON.stringify(result) : readable}\n`);
    });
}

async function measureImport(rows: number) {
  const folder = mkdtempSync(`${tmpdir()}/loudou-bench-run-`);
  try {
    const file = `${folder}/leads.csv`;
    writeFileSync(file, `name,owner,source,phone,stage,begin,end,amount\n${lines(rows)}`);
    const database = await openDatabase(`file:${folder}/leads.db`, readSeed(`${projectRoot()}/data/seed`));
    try {
      const startedAt = performance.now();
      const { kind, report } = await runImport(database.uow, {
        open: tableIn(bytesOfFile(file), WIDE_LIMITS),
        mapping: MAPPING,
        mode: 'write',
        badRows: 'refuse',
        duplicates: 'refuse',
        known: 'refuse',
        now: NOW,
        timeZone: 'Asia/Shanghai',
      });
      const seconds = (performance.now() - startedAt) / 1000;
      if (kind !== 'written') throw new Error(`the import ended as ${kind}`);
      return {
        bench: 'import' as const,
        rows: report.rows,
        events: report.events,
        seconds: rounded(seconds, 1),
        rssMb: rounded(process.resourceUsage().maxRSS / 1024, 0),
      };
    } finally {
      await database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lines(rows: number): string {
  const day = (ago: number) => new Date(NOW - ago * DAY_MS).toISOString().slice(0, 10);
  let text = '';
  for (let at = 0; at < rows; at++) {
    const stage = (['open', 'won', 'lost'] as const)[at % 3];
    const begin = 40 + (at % 700);
    const phone = 13_000_000_000 + at;
    text += `Company ${at} Trading,owner ${at % 40},fair,${phone},${stage},${day(begin)},${day(begin - 30)},${at % 90_000}\n`;
  }
  return text;
}
