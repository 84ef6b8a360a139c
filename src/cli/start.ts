import { startApp } from '../app.ts';
import { ConfigError, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { createSystemClock } from '../system-clock.ts';

/** Environment → configuration → app; then until a signal, then everything closed. */
export async function runUntilSignal(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const config = readConfig(env);
  if (!config.app && !config.robot && !config.robotSocket) {
    throw new ConfigError([
      'no channel to listen to is configured: fill in WECOM_CORP_ID, WECOM_ROBOT_TOKEN or WECOM_BOT_ID, each with its others of .env.example',
    ]);
  }
  const log = createLog(config.logLevel);
  // Before anything starts: a signal may come as soon as somebody reads that we listen. It waits for its turn then.
  const signal = nextSignal();
  const app = await startApp({ config, clock: createSystemClock(), log });
  log.info({ signal: await signal }, 'stopping');
  await app.stop();
  log.info('stopped');
  log.flush();
  process.exit(0);
}

/** Resolves with the first signal that asks us to stop; further ones change nothing. */
function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(signal));
  });
}
