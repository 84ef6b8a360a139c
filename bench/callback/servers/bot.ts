import { startApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { createSystemClock } from '../../../src/system-clock.ts';
import { serveChild } from '../../support/serve-child.ts';
import { APP } from '../app-identity.ts';
import type { BenchSetup } from '../contender.ts';

/** The bot as it is started for production, on a database file. */
await serveChild(async ({ database, apiBase }: BenchSetup) => {
  const config = readConfig({
    WECOM_CORP_ID: APP.corpId,
    WECOM_AGENT_ID: APP.agentId,
    WECOM_SECRET: APP.secret,
    WECOM_TOKEN: APP.token,
    WECOM_ENCODING_AES_KEY: APP.encodingAesKey,
    WECOM_API_BASE: apiBase,
    DATABASE_URL: `file:${database}`,
    LOG_LEVEL: 'warn',
    PORT: '0',
  });
  const app = await startApp({ config, clock: createSystemClock(), log: createLog(config.logLevel) });
  return { port: app.address.port, stop: app.stop };
});
