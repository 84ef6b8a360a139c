import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));

test('the picture bench draws a real picture and prints one line of JSON', async () => {
  const args = ['picture', '--rounds', '1', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', main, ...args]);
  const result = JSON.parse(stdout) as { bytes: number; coldMs: number; warmMs: number };
  expect(result).toMatchObject({ bench: 'picture', rounds: 1 });
  expect(result.bytes).toBeGreaterThan(10_000);
  expect(result.bytes).toBeLessThan(2_000_000);
  for (const ms of [result.coldMs, result.warmMs]) expect(ms).toBeGreaterThan(0);
}, 60_000);
