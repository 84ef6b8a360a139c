import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCpuProfile } from '../../bench/support/cpu-profile.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const file = `${temporaryFolder()}/hand-made.cpuprofile`;

/** root → dispatch (ours) → { kysely → SQLite's `all`, a native `set` }, GC, idling; one sample each of 1 to 6 µs. */
function frame(id: number, functionName: string, url: string, children: number[] = []) {
  return { id, callFrame: { functionName, url, lineNumber: 9 }, children };
}
const nodes = [
  frame(1, '(root)', '', [2, 6, 7]),
  frame(2, 'dispatch', 'file:///checkout/dist/src/chat/dispatch.js', [3, 5]),
  frame(3, 'executeQuery', 'file:///checkout/node_modules/kysely/dist/esm/kysely.js', [4]),
  frame(4, 'all', ''),
  frame(5, 'set', ''),
  frame(6, '(garbage collector)', ''),
  frame(7, '(idle)', ''),
];
writeFileSync(file, JSON.stringify({ nodes, samples: [2, 3, 4, 5, 6, 7], timeDeltas: [1, 2, 3, 4, 5, 6] }));

test('native time counts for the script that called it, except in SQLite; idling does not count', () => {
  expect(readCpuProfile(file).byArea).toEqual([
    { what: 'src/chat', selfUs: 5 },
    { what: 'GC', selfUs: 5 },
    { what: 'SQLite', selfUs: 3 },
    { what: 'kysely', selfUs: 2 },
  ]);
});

test('functions are named with their place, native ones with their caller', () => {
  expect(readCpuProfile(file).byFunction.map(({ what }) => what)).toEqual([
    '(garbage collector)',
    'set ← dispatch  src/chat/dispatch.js:10',
    'all ← executeQuery  kysely/dist/esm/kysely.js:10',
    'executeQuery  kysely/dist/esm/kysely.js:10',
    'dispatch  src/chat/dispatch.js:10',
  ]);
});
