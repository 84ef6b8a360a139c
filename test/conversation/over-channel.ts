import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../src/app.ts';
import { seedDemoTeam } from '../../src/cli/demo-team.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { projectRoot } from '../../src/project-root.ts';
import { createSandboxClock } from '../../src/sandbox/clock.ts';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import type { Bubble } from '../../src/sandbox/world/bubble.ts';
import { openDatabase } from '../../src/store/database.ts';
import { readSeed } from '../../src/store/seed.ts';
import { robotChat } from '../sandbox/robot/support/start-robot.ts';
import { askNothing } from '../support/ask-nothing.ts';
import { CONVERSATION_START } from '../support/conversation.ts';
import { startRelay, type TcpRelay } from '../support/tcp-relay.ts';

export type Listening = 'app' | 'robot' | 'robot-socket';

const { robot, ...app } = seedCredentials;
const APP = {
  WECOM_CORP_ID: app.corpId,
  WECOM_AGENT_ID: String(app.agentId),
  WECOM_SECRET: app.secret,
  WECOM_TOKEN: app.token,
  WECOM_ENCODING_AES_KEY: app.encodingAesKey,
};

/** What only this channel needs to be configured. */
function settingsOf(channel: Listening, wire: TcpRelay): Record<string, string> {
  switch (channel) {
    case 'app':
      return APP;
    case 'robot':
      return { WECOM_ROBOT_TOKEN: robot.token, WECOM_ROBOT_ENCODING_AES_KEY: robot.encodingAesKey };
    case 'robot-socket':
      return {
        WECOM_BOT_ID: robot.botId,
        WECOM_BOT_SECRET: robot.secret,
        WECOM_WS_URL: `ws://127.0.0.1:${wire.port}`,
      };
  }
}

/**
 * The real bot over one channel alone, with the demo's team in a database file, and the sandbox at the other end: behind
 * a wire that can be cut, for the long connection.
 */
export async function startOver(channel: Listening, more: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'loudou-channel-'));
  const clock = createSandboxClock({ startAt: CONVERSATION_START, frozen: true });
  const sandbox = await createSandbox({ clock, seed: 7 });
  const wire = await startRelay(Number(new URL(sandbox.url).port));
  const config = readConfig({
    ...settingsOf(channel, wire),
    ...more,
    WECOM_API_BASE: sandbox.url,
    WECOM_ROBOT_NAMES: robot.name,
    DATABASE_URL: `file:${folder}/loudou.db`,
    ADMIN_USERS: 'zhaomin',
    HOST: '127.0.0.1',
    PORT: '0',
  });
  const seed = readSeed(`${projectRoot()}/data/seed`);
  const database = await openDatabase(config.databaseUrl, seed);
  await seedDemoTeam(database.uow, `${projectRoot()}/data/seed/demo.json`, clock.now(), config.timeZone);
  await askNothing(database.uow);
  const reading = new Set<(line: string) => void>();
  const log = createLog('info', {
    write(line) {
      for (const read of [...reading]) read(line);
    },
  });
  /** The next line of the bot's log with these words; ask before causing it. */
  const nextLogged = (words: string) =>
    new Promise<void>((resolve) => {
      const read = (line: string) => {
        if (!line.includes(words)) return;
        reading.delete(read);
        resolve();
      };
      reading.add(read);
    });
  const nextUp = () => nextLogged('robot connected');
  const isUp = nextUp();
  const running = await startApp({ config, clock, log, database, seed });
  const door = `http://127.0.0.1:${running.address.port}`;
  if (channel === 'app') await sandbox.connect(app.agentId, `${door}/wecom/callback`);
  if (channel === 'robot') await sandbox.robots.useWebhook(robot.botId, `${door}/wecom/robot`);
  if (channel === 'robot-socket') await isUp;
  const chatOf = (userid: string) => (channel === 'app' ? `app:${app.agentId}:${userid}` : robotChat(userid));
  /**
   * The bot's next finished message in a conversation: an app answers in words, whose buttons follow; a robot's greeting,
   * the only plain text it has, is no answer.
   */
  const nextAnswer = (conversation: string) =>
    sandbox.nextBubble(
      ({ author, content, conversation: place, streaming }) =>
        author.kind !== 'person' &&
        place === conversation &&
        !streaming &&
        content.kind !== (channel === 'app' ? 'card' : 'text'),
    );
  return {
    sandbox,
    wire,
    database,
    clock,
    app: running,
    door,
    nextLogged,
    nextUp,
    chatOf,
    nextAnswer,
    async say(userid: string, line: string, conversation = chatOf(userid)): Promise<string> {
      const answer = nextAnswer(conversation);
      await sandbox.say(userid, conversation, line);
      return plainWords((await answer).content);
    },
    async stop() {
      await running.stop();
      await wire.close();
      await sandbox.close();
      await database.close();
      clock.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type OverChannel = Awaited<ReturnType<typeof startOver>>;

/** What a message says, whatever it looks like: a card's buttons or list as numbered lines. */
export function plainWords(content: Bubble['content']): string {
  if (content.kind !== 'card') return 'text' in content ? content.text : content.kind;
  const {
    main_title: title,
    sub_title_text: text,
    button_list: buttons = [],
    button_selection: selection,
  } = content.card;
  const lists = [...(selection ? [selection] : []), ...(content.card.select_list ?? [])];
  // Beside a list the button only says that it is chosen.
  const choices = lists.length > 0 ? lists.flatMap(({ option_list }) => option_list) : buttons;
  // A list of long choices has them in full, with their numbers, in the text above.
  const options = choices.filter((choice) => !/^[0-9]+\. /.test(choice.text));

  return [title?.title, title?.desc, text, ...options.map((option, at) => `${at + 1}. ${option.text}`)]
    .filter(Boolean)
    .join('\n');
}
