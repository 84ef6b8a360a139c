import type { AddressInfo } from 'node:net';
import bolt from '@slack/bolt';
import { openRawSqlite } from '../../support/raw-sqlite.ts';
import { serveChild } from '../../support/serve-child.ts';
import { createAnswers } from '../answers.ts';
import { CALLBACK_PATH, SLACK_SIGNING_SECRET } from '../app-identity.ts';
import type { BenchSetup } from '../contender.ts';
import { createMoveWriter } from '../move-writer.ts';
import { readSeedStages } from '../seed-stages.ts';
import { BACK_COMMAND, FORWARD_COMMAND } from '../words.ts';

/** A Slack app on Bolt whose slash commands write the same rows the same raw way before they acknowledge. */
await serveChild(async ({ database }: BenchSetup) => {
  const move = createMoveWriter(openRawSqlite(database), createAnswers(await readSeedStages()));
  const receiver = new bolt.HTTPReceiver({
    signingSecret: SLACK_SIGNING_SECRET,
    endpoints: CALLBACK_PATH,
    logLevel: bolt.LogLevel.WARN,
  });
  const app = new bolt.App({
    receiver,
    logLevel: bolt.LogLevel.WARN,
    // Otherwise Bolt asks Slack who it is.
    authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0BENCH', botUserId: 'U0BENCH' }),
  });
  for (const name of [FORWARD_COMMAND, BACK_COMMAND]) {
    app.command(name, async ({ command, ack }) => {
      const key = `slack:${command.api_app_id}/${command.team_id}:${command.user_id}:${command.trigger_id}`;
      await ack(move({ key, userid: command.user_id, line: `${name} ${command.text}`, now: Date.now() }));
    });
  }
  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.closeAllConnections();
    },
  };
});
