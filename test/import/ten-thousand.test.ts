import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { exampleFile, importExample } from './example-import.ts';
import { rowCounts } from './whole-database.ts';

const folder = temporaryFolder();
const TIMES = 250;

it('ten thousand rows come in as two hundred and fifty times forty', async () => {
  const [header, ...rows] = readFileSync(exampleFile, 'utf8').trimEnd().split('\n');
  const copies = Array.from({ length: TIMES }, (_, copy) => rows.map((row) => `${copy}${row}`)).flat();
  const file = join(folder, 'big.csv');
  writeFileSync(file, [header, ...copies, ''].join('\n'));
  const database = await openDatabase(`file:${join(folder, 'big.db')}`, seed);
  try {
    const { kind, report } = await importExample(database, { file });
    expect({ kind, rows: report.rows, badRows: report.badRows }).toEqual({ kind: 'written', rows: 10_000, badRows: 0 });
    expect(report.standing.map(({ leads, amountFen }) => [leads, amountFen])).toEqual([
      [6 * TIMES, 0],
      [10 * TIMES, 0],
      [14 * TIMES, 6_000_000 * TIMES],
      [10 * TIMES, 0],
    ]);
    expect(await rowCounts(database)).toMatchObject({ lead: 10_000, lead_event: 88 * TIMES, visit: 10_000, member: 4 });
  } finally {
    await database.close();
  }
}, 60_000);
