import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));

test('the search bench finds what it looks for and prints each kind as one line of JSON', async () => {
  const args = ['search', '--leads', '300', '--rounds', '1', '--queries', '40', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', main, ...args]);
  const results = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string });
  expect(results.map(({ kind }) => kind)).toEqual(['exact', 'part', 'initials', 'typo']);
  for (const result of results) expect(result).toMatchObject({ bench: 'search', leads: 300, rounds: 1, foundShare: 1 });
}, 60_000);
