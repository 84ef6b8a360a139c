import { listen } from '../../support/listen.ts';
import { openRawSqlite } from '../../support/raw-sqlite.ts';
import { serveChild } from '../../support/serve-child.ts';
import { createAnswers } from '../answers.ts';
import { APP } from '../app-identity.ts';
import { createBareWecomServer } from '../bare-wecom-server.ts';
import type { BenchSetup } from '../contender.ts';
import { createMoveWriter } from '../move-writer.ts';
import { readSeedStages } from '../seed-stages.ts';

/** The floor, and for each message the rows the bot writes, by raw prepared statements in one transaction. */
await serveChild(async ({ database }: BenchSetup) => {
  const move = createMoveWriter(openRawSqlite(database), createAnswers(await readSeedStages()));
  return listen(
    createBareWecomServer(({ from, content, msgId }) => {
      const key = `app:${APP.corpId}/${APP.agentId}:${from}:${msgId}`;
      return move({ key, userid: from, line: content, now: Date.now() });
    }),
  );
});
