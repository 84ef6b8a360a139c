import { existsSync } from 'node:fs';
import { startApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { createSystemClock } from './system-clock.ts';

/** Environment → configuration → app; then until a signal, then everything closed. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  if (!config.app)
    throw new ConfigError(['no channel is configured: fill in WECOM_CORP_ID and the others of .env.example']);
  const log = createLog(config.logLevel);
  const app = await startApp({ config, clock: createSystemClock(), log });

  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, 'stopping');
      await app.stop();
      log.info('stopped');
      log.flush();
      process.exit(0);
    });
  }
}

main().catch((error: unknown) => {
  // Before there is a log, and without a stack for what the operator can mend: their configuration.
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
