import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));

test('the nudge bench queues one reminder for everybody and prints one line of JSON', async () => {
  const args = ['nudge', '--reps', '20', '--rounds', '1', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', main, ...args]);
  const result = JSON.parse(stdout) as { queuedMs: number };
  expect(result).toMatchObject({ bench: 'nudge', reps: 20, queued: 20, rounds: 1 });
  expect(result.queuedMs).toBeGreaterThan(0);
}, 60_000);
