import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandboxClock } from '../../src/sandbox/clock.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { ROBOT, robotChat } from '../sandbox/robot/support/start-robot.ts';
import { seed } from '../support/seed.ts';
import { startRelay, type TcpRelay } from '../support/tcp-relay.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Program, startWith } from './program.ts';

const folder = temporaryFolder();
const mine = robotChat('zhangwei');
const clock = createSandboxClock({ startAt: Date.now() });

let serial = 0;
let sandbox: Sandbox;
let wire: TcpRelay;
let databaseUrl: string;
let database: Database | undefined;
let program: Program | undefined;

beforeEach(async () => {
  sandbox = await createSandbox({ clock, seed: 3 });
  wire = await startRelay(Number(new URL(sandbox.url).port));
  databaseUrl = `file:${join(folder, `robot-${++serial}.db`)}`;
});
afterEach(async () => {
  program?.kill('SIGKILL');
  await program?.exited;
  await database?.close();
  database = undefined;
  await wire.close();
  await sandbox.close();
});

afterAll(() => clock.stop());

/** The built program with nothing but a BotID and a Secret, connected. */
async function start(): Promise<Program> {
  const started = await startWith({
    WECOM_BOT_ID: ROBOT.botId,
    WECOM_BOT_SECRET: ROBOT.secret,
    WECOM_WS_URL: `ws://127.0.0.1:${wire.port}`,
    DATABASE_URL: databaseUrl,
    HOST: '127.0.0.1',
    PORT: '0',
  });
  program = started;
  await started.hasPrinted('robot connected');
  return started;
}

/** What the robot said of a new lead; a greeting is no answer. */
const answersAbout = (name: string) =>
  sandbox.world
    .bubblesIn(mine)
    .filter(({ author, content }) => author.kind === 'robot' && JSON.stringify(content).includes(name));

/** Looks at the database until it holds what is looked for. */
async function until(holds: (open: Database) => Promise<boolean>): Promise<void> {
  database ??= await openDatabase(databaseUrl, seed);
  while (!(await holds(database))) await new Promise((resolve) => setImmediate(resolve));
}

const strandedRows = (open: Database) =>
  open.engine.reader.selectFrom('outbox').selectAll().where('key', 'like', '%/stranded').execute();

describe('a program killed between writing an answer down and knowing that it was shown', () => {
  it.each([
    ['has it shown by the next one when the platform never got it', 'before'],
    ['has it shown only once when the platform had got it', 'after'],
  ] as const)('%s', async (_, when) => {
    const first = await start();
    const answered = sandbox.nextBubble(({ content }) => JSON.stringify(content).includes('青山家具'));
    await sandbox.say('zhangwei', mine, '/新建 青山家具');
    await answered;
    await until(async ({ engine }) => (await engine.reader.selectFrom('answered').select('id').execute()).length > 0);

    const died = wire.goDeadAtNextSend(when);
    await sandbox.say('zhangwei', mine, '/新建 蓝海物流');
    await died;
    first.kill('SIGKILL');
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(answersAbout('蓝海物流')).toHaveLength(when === 'after' ? 1 : 0);

    await start();
    await until(async (open) => (await strandedRows(open)).some(({ state }) => state === 'sent'));
    expect(answersAbout('蓝海物流')).toHaveLength(1);
    // What had its answer is not said again.
    expect(answersAbout('青山家具')).toHaveLength(1);
    expect(await strandedRows(database as Database)).toHaveLength(1);
  });
});
