import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openPlatform } from '../app/open-platform.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { expectEveryAnswerKept } from './evidence.ts';
import { createLoad } from './load.ts';
import { programsOfTest } from './program.ts';

const start = programsOfTest(afterEach);
const folder = temporaryFolder();

describe.each(['SIGTERM', 'SIGINT'] as const)('%s under load', (signal) => {
  it('loses nothing that was answered, and the program ends by itself', { timeout: 60_000 }, async () => {
    const platform = await openPlatform();
    const databaseUrl = `file:${join(folder, `${signal}.db`)}`;
    const program = await start({ databaseUrl, apiBase: platform.apiBase });
    const load = createLoad(16);
    await load.run(
      program.url,
      () => false,
      (answers) => {
        // Whoever stops a service may well do so twice.
        if (answers === 200 || answers === 205) program.kill(signal);
      },
    );
    expect(load.answered.length).toBeGreaterThanOrEqual(200);
    expect(await program.exited).toEqual({ code: 0, signal: null });
    const lines = program
      .printed()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.slice(-2).map(({ msg }) => msg)).toEqual(['stopping', 'stopped']);
    expect(lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
    // A cap for a program that hangs, not a measurement: without load it takes some hundredths of a second.
    expect(Number(lines.at(-1)?.time) - Number(lines.at(-2)?.time)).toBeLessThan(5000);
    await expectEveryAnswerKept(databaseUrl, load);
    await platform.close();
  });
});

describe('a signal that comes with the first line of the log', () => {
  it('is no accident: the program stops in order', { timeout: 60_000 }, async () => {
    const places = [1, 2, 3].map((at) => `file:${join(folder, `early-${at}.db`)}`);
    const exits = places.map(async (databaseUrl) => {
      const program = await start({ databaseUrl, apiBase: 'http://127.0.0.1:1' });
      program.kill('SIGTERM');
      return program.exited;
    });
    expect(await Promise.all(exits)).toEqual(places.map(() => ({ code: 0, signal: null })));
  });
});
