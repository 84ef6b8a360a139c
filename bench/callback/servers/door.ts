import { startBot } from '../../../src/chat/bot.ts';
import { createHttpApp } from '../../../src/http/app.ts';
import { callbackRoute } from '../../../src/http/routes/callback.ts';
import { createLog } from '../../../src/log.ts';
import { AppPuppet } from '../../../src/puppet/app-puppet.ts';
import { createAppApi } from '../../../src/wecom/app-api.ts';
import { createCallbackCrypto } from '../../../src/wecom/callback-crypto.ts';
import { openRawSqlite } from '../../support/raw-sqlite.ts';
import { serveChild } from '../../support/serve-child.ts';
import { createAnswers } from '../answers.ts';
import { APP } from '../app-identity.ts';
import type { BenchSetup } from '../contender.ts';
import { createMoveWriter } from '../move-writer.ts';
import { readSeedStages } from '../seed-stages.ts';

/**
 * The bot's own way in and out (koa, signature and cipher, XML, puppet, Wechaty, turns), with the rows written by hand
 * behind it: what a message costs before anything of it is understood.
 */
await serveChild(async ({ database, apiBase }: BenchSetup) => {
  const move = createMoveWriter(openRawSqlite(database), createAnswers(await readSeedStages()));
  const log = createLog('warn');
  const now = Date.now;
  const puppet = new AppPuppet({ agentId: APP.agentId, api: createAppApi({ ...APP, apiBase, now }) });
  const bot = await startBot({
    puppet,
    log,
    handle: async (message) => {
      const { key, userid, text } = message;
      await message.answer(move({ key, userid, line: text, now: now() }));
    },
  });
  const http = createHttpApp({
    log,
    routes: [
      callbackRoute({
        app: APP,
        crypto: createCallbackCrypto({ ...APP, receiveId: APP.corpId }),
        receive: (incoming, hangUp) => puppet.receive(incoming, hangUp),
        now,
        maxSkewS: 600,
      }),
    ],
  });
  const { port } = await http.listen({ host: '127.0.0.1', port: 0 });
  return {
    port,
    async stop() {
      await http.close();
      await bot.stop();
    },
  };
});
