import { startApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { createSystemClock } from '../../../src/system-clock.ts';
import { serveChild } from '../../support/serve-child.ts';
import { ROBOT } from '../identity.ts';

/** The bot as it is started for production with a robot and nothing else, on a database file. */
await serveChild(async ({ database, platformPort }: { database: string; platformPort: number }) => {
  const config = readConfig({
    WECOM_BOT_ID: ROBOT.botId,
    WECOM_BOT_SECRET: ROBOT.secret,
    WECOM_WS_URL: `ws://127.0.0.1:${platformPort}`,
    DATABASE_URL: `file:${database}`,
    LOG_LEVEL: 'warn',
    PORT: '0',
  });
  const app = await startApp({ config, clock: createSystemClock(), log: createLog(config.logLevel) });
  return { port: app.address.port, stop: app.stop };
});
