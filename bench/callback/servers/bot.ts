import { startApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { createSystemClock } from '../../../src/system-clock.ts';
import { serveChild } from '../../support/serve-child.ts';
import { APP } from '../app-identity.ts';

/** The bot as it is started for production, on a database file. */
await serveChild(async ({ database }: { database: string }) => {
  const config = readConfig({
    WECOM_CORP_ID: APP.corpId,
    WECOM_AGENT_ID: APP.agentId,
    WECOM_SECRET: APP.secret,
    WECOM_TOKEN: APP.token,
    WECOM_ENCODING_AES_KEY: APP.encodingAesKey,
    // Nobody listens there: every answer must be the callback's own.
    WECOM_API_BASE: 'http://127.0.0.1:9',
    DATABASE_URL: `file:${database}`,
    LOG_LEVEL: 'warn',
    PORT: '0',
  });
  const app = await startApp({ config, clock: createSystemClock(), log: createLog(config.logLevel) });
  return { port: app.address.port, stop: app.stop };
});
