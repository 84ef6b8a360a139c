import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { verifyProjections } from '../../src/store/verify-projections.ts';
import { createCallbacks, say } from '../app/callbacks.ts';
import { openPlatform } from '../app/open-platform.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { programsOfTest } from './program.ts';

const start = programsOfTest(afterEach);
const folder = temporaryFolder();

describe('two processes on one database file', { timeout: 60_000 }, () => {
  it('that got the same callbacks have one effect and one answer between them', async () => {
    const platform = await openPlatform();
    const place = { databaseUrl: `file:${join(folder, 'shared.db')}`, apiBase: platform.apiBase };
    // Both make the new database at once.
    const programs = await Promise.all([start(place), start(place)]);
    const doors = programs.map(({ url }) => createCallbacks({ url: () => url, now: Date.now }));
    const reps = Array.from({ length: 8 }, (_, rep) => `rep${rep}`);
    const said = await Promise.all(
      reps.map(async (from) => {
        const lines = [`/新建 Company-${from} 来源=官网`];
        for (let line = 0; line < 12; line++) {
          const stage = line % 2 === 0 ? '推进' : '退回';
          lines.push(`/${stage} Company-${from} ${line % 2 === 0 ? '商机' : '线索'} note${line}`);
        }
        for (const line of lines) {
          const message = say(from, line);
          const [one, other] = await Promise.all(doors.map((door) => door.deliver(message)));
          expect(one?.content).toContain(`Company-${from}`);
          expect(other).toEqual(one);
        }
        return lines.length;
      }),
    );
    for (const door of doors) await door.close();
    for (const program of programs) {
      program.kill('SIGTERM');
      expect(await program.exited).toEqual({ code: 0, signal: null });
      expect(program.printed()).not.toContain('"level":50');
    }
    const database = await openDatabase(place.databaseUrl, seed);
    const events = await database.engine.reader.selectFrom('lead_event').select('id').execute();
    expect(events).toHaveLength(said.reduce((sum, lines) => sum + lines, 0));
    expect(await verifyProjections(database.engine)).toEqual([]);
    expect(await database.engine.reader.selectFrom('stage').select('id').execute()).toHaveLength(seed.stages.length);
    await database.close();
    await platform.close();
  });
});
