import { fileURLToPath } from 'node:url';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { readSeed } from '../../src/store/seed.ts';
import { createLogbook } from '../http/door.ts';
import { createCallbacks } from './callbacks.ts';
import { environmentOf } from './identity.ts';
import { openPlatform, type Platform } from './open-platform.ts';

/** Wednesday 2026-06-10, 10:00 in Shanghai. */
const START = Date.parse('2026-06-10T10:00:00+08:00');

/** Deadlines are for the tests about them; a busy machine must not make any other answer late. */
const PATIENT_MS = 15_000;

const seed = readSeed(fileURLToPath(new URL('../../data/seed', import.meta.url)));

/** The real app behind its real HTTP door, on a loopback platform and a clock that only moves when told. */
export async function runApp(
  options: {
    readonly databaseUrl?: string;
    readonly answerDeadlineMs?: number;
    readonly connections?: number;
    readonly platform?: Platform;
  } = {},
) {
  const { databaseUrl = ':memory:', answerDeadlineMs = PATIENT_MS, connections } = options;
  const platform = options.platform ?? (await openPlatform());
  const logbook = createLogbook();
  let now = START;
  const app: App = await startApp({
    config: readConfig(environmentOf({ apiBase: platform.apiBase, databaseUrl })),
    clock: { now: () => now, onMinute: () => () => {} },
    log: logbook.log,
    seed,
    answerDeadlineMs,
  });
  const url = `http://127.0.0.1:${app.address.port}`;
  const callbacks = createCallbacks({
    url: () => url,
    now: () => now,
    ...(connections !== undefined && { connections }),
  });
  let stopped = false;
  return {
    ...logbook,
    app,
    url,
    platform,
    database: app.database,
    ...callbacks,
    wait: (ms: number) => {
      now += ms;
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      await callbacks.close();
      await app.stop();
      if (!options.platform) await platform.close();
    },
  };
}

export type RunningApp = Awaited<ReturnType<typeof runApp>>;

/** Runs apps for the tests of one file and stops every one of them. */
export function appsOfTest(afterEach: (fn: () => Promise<void>) => void): typeof runApp {
  const running: RunningApp[] = [];
  afterEach(async () => {
    for (const app of running.splice(0).reverse()) await app.stop();
  });
  return async (options) => {
    const app = await runApp(options);
    running.push(app);
    return app;
  };
}
