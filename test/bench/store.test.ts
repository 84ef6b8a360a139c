import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));

test('the store bench prints every operation on both engines as one line of JSON', async () => {
  const args = ['store', '--leads', '64', '--rounds', '1', '--seconds', '0.05', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', main, ...args]);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ bench: 'store', leads: 64, rounds: 1 });
  expect(Object.keys(result.operations)).toEqual(['byId', 'byNames', 'searchPrefix', 'openOf', 'events', 'move']);
  for (const [name, engines] of Object.entries<Record<string, { perS: { median: number } }>>(result.operations)) {
    expect(engines.sqlite?.perS.median, name).toBeGreaterThan(0);
    expect(engines.postgres?.perS.median, name).toBeGreaterThan(0);
  }
}, 60_000);
