import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createCallbacks } from '../app/callbacks.ts';
import { openPlatform } from '../app/open-platform.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { expectEveryAnswerKept } from './evidence.ts';
import { createLoad } from './load.ts';
import { programsOfTest } from './program.ts';

const start = programsOfTest(afterEach);
const folder = temporaryFolder();

const ROUNDS = process.env.LOUDOU_SOAK === '1' ? 100 : 12;
const REPS = 8;
const SECONDS_PER_ROUND = 15;

describe('kill -9 under load', () => {
  it(
    `${ROUNDS} times loses no answered command and does none twice`,
    async () => {
      const platform = await openPlatform();
      const databaseUrl = `file:${join(folder, 'kill.db')}`;
      const load = createLoad(REPS);
      for (let round = 0; round < ROUNDS; round++) {
        const program = await start({ databaseUrl, apiBase: platform.apiBase });
        const deathAfter = randomInt(1, 80);
        const stepsLater = randomInt(0, 20);
        await load.run(
          program.url,
          () => false,
          async (answers) => {
            if (answers !== deathAfter) return;
            // Somewhere in the middle of what the other reps are waiting for.
            for (let step = 0; step < stepsLater; step++) await new Promise((resolve) => setImmediate(resolve));
            program.kill('SIGKILL');
          },
        );
        expect(await program.exited).toEqual({ code: null, signal: 'SIGKILL' });
        // Before anything is delivered again: what was answered must be there already.
        await expectEveryAnswerKept(databaseUrl, load);
      }

      const program = await start({ databaseUrl, apiBase: platform.apiBase });
      const enough = load.answered.length + REPS;
      await load.run(program.url, () => load.answered.length >= enough);
      expect(load.unanswered()).toEqual([]);
      const callbacks = createCallbacks({ url: () => program.url, now: Date.now });
      for (const { message, content } of load.answered.slice(-3 * REPS)) {
        expect((await callbacks.deliver(message)).content).toBe(content);
      }
      await callbacks.close();
      program.kill('SIGTERM');
      expect(await program.exited).toEqual({ code: 0, signal: null });
      await expectEveryAnswerKept(databaseUrl, load);
      await platform.close();
    },
    ROUNDS * SECONDS_PER_ROUND * 1000,
  );
});
