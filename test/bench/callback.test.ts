import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const main = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));
const bench = (...args: string[]) => run(process.execPath, ['--import', 'tsx', main, ...args]);
const SERVERS = ['floor', 'durable', 'door', 'bot', 'bolt'];
const RATIOS = ['ratioToFloor', 'ratioToDurable', 'ratioToBolt'];
const NUMBERS = ['floorRps', 'durableRps', 'doorRps', 'botRps', 'boltRps', 'p50Ms', 'p99Ms', 'rssMb', ...RATIOS];

test('the callback bench prints a size as one line of JSON, with all five servers answering rightly', async () => {
  const { stdout } = await bench('callback', '--leads', '64', '--rounds', '1', '--seconds', '0.1', '--json');
  expect(stdout.trim().split('\n')).toHaveLength(1);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ bench: 'callback', leads: 64, rounds: 1, connections: 64 });
  for (const name of NUMBERS) expect(result[name], name).toBeGreaterThan(0);
  expect(Object.keys(result.spread)).toEqual(SERVERS);
  for (const name of SERVERS) expect(result.spread[name].checked, name).toBeGreaterThan(0);
}, 120_000);

test('an unknown bench is refused with the names of those there are', async () => {
  await expect(bench('nothing')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /no bench is called nothing; there are: callback, import, nudge, picture, report, robot, search, store/,
    ),
  });
});
