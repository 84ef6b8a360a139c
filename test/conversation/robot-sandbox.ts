import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../src/app.ts';
import { seedDemoTeam } from '../../src/cli/demo-team.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { projectRoot } from '../../src/project-root.ts';
import { createSandboxClock } from '../../src/sandbox/clock.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import type { Bubble } from '../../src/sandbox/world/bubble.ts';
import { openDatabase } from '../../src/store/database.ts';
import { readSeed } from '../../src/store/seed.ts';
import { ROBOT, robotChat } from '../sandbox/robot/support/start-robot.ts';
import { askNothing } from '../support/ask-nothing.ts';
import { CONVERSATION_START } from '../support/conversation.ts';
import { startRelay } from '../support/tcp-relay.ts';

/** The real app with nothing but a BotID and a Secret, the demo's team in its database file, and the sandbox behind a wire. */
export async function startRobotDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'loudou-robot-'));
  const clock = createSandboxClock({ startAt: CONVERSATION_START, frozen: true });
  const sandbox = await createSandbox({ clock, seed: 5 });
  const wire = await startRelay(Number(new URL(sandbox.url).port));
  const config = readConfig({
    WECOM_BOT_ID: ROBOT.botId,
    WECOM_BOT_SECRET: ROBOT.secret,
    WECOM_ROBOT_NAMES: ROBOT.name,
    WECOM_WS_URL: `ws://127.0.0.1:${wire.port}`,
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
  const up = nextUp();
  const app = await startApp({ config, clock, log, database, seed });
  await up;

  /** The next finished message of the robot in a conversation; a greeting, the only plain text there is, is none. */
  const nextAnswer = (conversation: string) =>
    sandbox.nextBubble(
      ({ author, content, conversation: place, streaming }) =>
        author.kind === 'robot' && place === conversation && content.kind !== 'text' && !streaming,
    );
  return {
    sandbox,
    wire,
    app,
    database,
    clock,
    nextUp,
    nextLogged,
    nextAnswer,
    /** What the robot answers to a line, in the 1:1 chat or in a group. */
    async say(userid: string, line: string, conversation = robotChat(userid)): Promise<string> {
      const answer = nextAnswer(conversation);
      await sandbox.say(userid, conversation, line);
      return wordsOf((await answer).content);
    },
    async stop() {
      await app.stop();
      await wire.close();
      await sandbox.close();
      await database.close();
      clock.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a message says; a card as its title, its text and its buttons. */
export function wordsOf(content: Bubble['content']): string {
  if (content.kind !== 'card') return 'text' in content ? content.text : content.kind;
  const { main_title: title, sub_title_text: text, button_list: buttons = [] } = content.card;
  return [title?.title, text, buttons.map((button) => `[${button.text}]`).join(' ')].filter(Boolean).join('\n');
}

export type RobotDemo = Awaited<ReturnType<typeof startRobotDemo>>;
