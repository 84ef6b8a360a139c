import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));

test('the report bench gets the same numbers from facts, DuckDB and plain SQL, and tells what each took', async () => {
  const args = ['report', '--leads', '300', '--rounds', '1', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', main, ...args]);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ bench: 'report', leads: 300, rounds: 1 });
  const times = ['weeklyCompanyMs', 'weeklyTeamMs', 'duckdbMs', 'referenceSqlMs', 'rebuildS', 'moveUs'];
  for (const name of times) expect(result[name], name).toBeGreaterThan(0);
  expect(result.writeOverhead).toBeLessThan(1);
}, 60_000);
