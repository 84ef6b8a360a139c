import { rmSync } from 'node:fs';
import { startApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { createWorkCalendar } from '../domain/work-calendar.ts';
import { createLog } from '../log.ts';
import { projectRoot } from '../project-root.ts';
import { publishedCalendar } from '../published-calendar.ts';
import { createSandboxClock } from '../sandbox/clock.ts';
import { seedCredentials } from '../sandbox/seed-world.ts';
import { createSandbox } from '../sandbox/server.ts';
import { openDatabase } from '../store/database.ts';
import { readSeed } from '../store/seed.ts';
import { createSystemClock } from '../system-clock.ts';
import { demo } from '../texts/demo.ts';
import { readDemoStory } from './demo-story.ts';
import { seedDemoTeam } from './demo-team.ts';

const TIME_ZONE = 'Asia/Shanghai';

export interface Demo {
  /** Address of the page. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The bot and the simulated WeCom in one process, on the sandbox's clock: no configuration, nothing outside this
 * machine. The database starts afresh each time, as the simulated chats do.
 */
export async function startDemo(options: {
  /** Port of the page; 0 takes a free one. */
  readonly port: number;
  readonly nodeEnv: string | undefined;
  /** Database file; its old content goes. */
  readonly file?: string;
  readonly logLevel?: string;
  /** Where the demo's clock begins, UTC ms; now if absent. */
  readonly startAt?: number;
}): Promise<Demo> {
  const root = projectRoot();
  const file = options.file ?? `${root}/data/demo.db`;
  const clock = createSandboxClock({ startAt: options.startAt ?? createSystemClock().now() });
  const calendar = createWorkCalendar({ ...publishedCalendar(), overrides: [] });
  const story = readDemoStory(`${root}/data/seed/story.json`, calendar, TIME_ZONE);
  // The page's port first: when another demo has it, that one's database must stay as it is.
  const sandbox = await createSandbox({ clock, port: options.port, nodeEnv: options.nodeEnv, story });
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });

  const config = readConfig({
    WECOM_CORP_ID: seedCredentials.corpId,
    WECOM_AGENT_ID: String(seedCredentials.agentId),
    WECOM_SECRET: seedCredentials.secret,
    WECOM_TOKEN: seedCredentials.token,
    WECOM_ENCODING_AES_KEY: seedCredentials.encodingAesKey,
    WECOM_API_BASE: sandbox.url,
    WECOM_WS_URL: sandbox.url.replace(/^http/, 'ws'),
    WECOM_BOT_ID: seedCredentials.robot.botId,
    WECOM_BOT_SECRET: seedCredentials.robot.secret,
    WECOM_ROBOT_NAMES: seedCredentials.robot.name,
    WECOM_WEBHOOKS: Object.entries(seedCredentials.webhooks)
      .map(([name, key]) => `${name}=${key}`)
      .join(','),
    DATABASE_URL: `file:${file}`,
    TZ_ORG: TIME_ZONE,
    // The clock may be moved on while a callback is on its way.
    CALLBACK_MAX_SKEW_S: '86400',
    ADMIN_USERS: 'zhaomin',
    HOST: '127.0.0.1',
    PORT: '0',
  });
  const seed = readSeed(`${root}/data/seed`);
  const database = await openDatabase(config.databaseUrl, seed, config.sqliteSynchronous, publishedCalendar());
  await seedDemoTeam(database.uow, `${root}/data/seed/demo.json`, clock.now(), config.timeZone);
  const app = await startApp({ config, clock, log: createLog(options.logLevel ?? 'warn'), database, seed });
  // What falls due in a minute goes out in it, also while the clock is moved over days.
  clock.onMinute(() => app.sender.drain());
  const check = await sandbox.connect(seedCredentials.agentId, `http://127.0.0.1:${app.address.port}/wecom/callback`);
  const stop = async () => {
    await sandbox.close();
    await app.stop();
    await database.close();
    clock.stop();
  };
  if (!check.ok) {
    await stop();
    throw new Error('the simulated platform could not verify the bot’s callback URL');
  }
  return { url: sandbox.url, stop };
}

/** Runs the demo until a signal; used by `loudou demo`. */
export async function runDemo(port: number, nodeEnv: string | undefined): Promise<void> {
  const running = await startDemo({ port, nodeEnv }).catch((error: unknown) => {
    if (nodeEnv === 'production') return fail(demo.production);
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return fail(demo.portTaken(port));
    throw error;
  });
  if (!running) return;
  process.stdout.write(demo.started(running.url));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      running.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

function fail(message: string): undefined {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
  return undefined;
}
