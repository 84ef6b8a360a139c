import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const main = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));
const SECONDS = process.env.LOUDOU_SOAK ? 60 : 10;
const RATE = 1000;
/** Far less than a kilobyte a message, which is what a forgotten turn or request would keep. */
const GROWTH_MB = 6;

test(`a thousand messages a second over the long connection for ${SECONDS} s are each answered once, and nothing is kept of them`, async () => {
  const options = ['--rate', String(RATE), '--seconds', String(SECONDS), '--rounds', '1', '--json'];
  const { stdout } = await run(process.execPath, ['--import', 'tsx', main, 'robot', ...options]);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  const result = JSON.parse(stdout);
  // Another answer than asked for, or one too many, would have ended the bench with an error.
  expect(result).toMatchObject({ bench: 'robot', seconds: SECONDS, rounds: 1, answered: RATE * SECONDS });
  expect(result.conversations).toBeGreaterThanOrEqual(4000);
  expect(result.heapGrowthMb).toBeLessThan(GROWTH_MB);
  for (const name of ['messagesPerS', 'p50Ms', 'p99Ms']) expect(result[name], name).toBeGreaterThan(0);
}, 240_000);
