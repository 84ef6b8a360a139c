import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Settings } from '../../src/sandbox/settings.ts';
import { readSeed } from '../../src/store/seed.ts';
import { createLogbook } from '../http/door.ts';
import { EAST, ROBOT, robotChat, seenIn, startRobot } from '../sandbox/robot/support/start-robot.ts';
import { createGate } from './gate.ts';

const seed = readSeed(fileURLToPath(new URL('../../data/seed', import.meta.url)));
const CHAT = robotChat('zhangwei');
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The real app, listening to nothing but a robot, whose console takes its address. */
async function run(settings: Partial<Settings> = {}, answerDeadlineMs = 15_000) {
  const { sandbox, close } = await startRobot({ settings: { robotPollMs: 5, ...settings } });
  closers.push(close);
  const { log, lines } = createLogbook();
  const app = await startApp({
    config: readConfig({
      WECOM_ROBOT_TOKEN: ROBOT.token,
      WECOM_ROBOT_ENCODING_AES_KEY: ROBOT.encodingAesKey,
      WECOM_API_BASE: sandbox.url,
      DATABASE_URL: ':memory:',
      ADMIN_USERS: 'zhaomin',
      PORT: '0',
    }),
    clock: { now: sandbox.clock.now, onMinute: () => () => {} },
    log,
    seed,
    answerDeadlineMs,
  });
  closers.push(() => app.stop());
  const check = await sandbox.robots.useWebhook(ROBOT.botId, `http://127.0.0.1:${app.address.port}/wecom/robot`);
  return {
    app,
    sandbox,
    lines,
    check,
    /** Keeps every unit of work waiting until the gate opens. */
    holdDatabase() {
      const gate = createGate();
      const held = app.database.uow.run(() => gate.opened);
      return async () => {
        gate.open();
        await held;
      };
    },
    /** Lets the server notice what happened to other connections: events of one round come before those of the next. */
    async roundTrips() {
      const url = `http://127.0.0.1:${app.address.port}/healthz`;
      for (let round = 0; round < 5; round++) await fetch(url, { headers: { connection: 'close' } });
    },
    created: async () => (await app.database.engine.reader.selectFrom('lead').select('name').execute()).length,
    warnings: () => sandbox.log.entries({ channel: 'robot' }).flatMap(({ warnings }) => warnings),
  };
}

describe('the app with a robot only', () => {
  it('imports a table sent to the robot, by the addresses its messages bring', async () => {
    const { sandbox, created, warnings } = await run();
    const chat = robotChat('zhaomin');
    const next = (words: string) =>
      sandbox.nextBubble(
        ({ author, conversation, content }) =>
          author.kind === 'robot' && conversation === chat && JSON.stringify(content).includes(words),
      );
    const asked = next('要导入吗');
    const bytes = Buffer.from('客户,负责人\n青禾农业,张伟\n');
    await sandbox.upload('zhaomin', chat, { fileName: '客户.csv', bytes });
    await asked;
    expect(await created()).toBe(0);
    const written = next('导好了：1 条线索');
    await sandbox.say('zhaomin', chat, '1');
    await written;
    expect([await created(), warnings()]).toEqual([1, []]);
  });

  it('passes the console’s check of its address, and answers in a single chat and in a group', async () => {
    const { sandbox, check, warnings, created } = await run();
    expect(check).toEqual({ ok: true });
    await sandbox.say('zhangwei', CHAT, '/新建 客户甲 来源=官网');
    expect(seenIn(sandbox, CHAT).at(-1)).toMatch(/^漏斗机器人: .*客户甲/);
    await sandbox.say('zhangwei', EAST, `@${ROBOT.name} /查 客户甲`);
    expect(seenIn(sandbox, EAST).at(-1)).toBe('漏斗机器人: 请在单聊里问我');
    expect([await created(), warnings()]).toEqual([1, []]);
  });

  it('has one effect and one answer for a message that is delivered again', async () => {
    const { sandbox, created } = await run();
    await sandbox.enter('zhangwei', CHAT);
    sandbox.faults.set({ redeliver: 1 });
    await sandbox.say('zhangwei', CHAT, '/新建 客户甲 来源=官网');
    expect(seenIn(sandbox, CHAT).filter((line) => /^漏斗机器人: .*客户甲/.test(line))).toHaveLength(1);
    expect(await created()).toBe(1);
  });

  it('answers in the same bubble when it takes longer than the platform waits', async () => {
    const { sandbox, holdDatabase, created, warnings } = await run({}, 20);
    const release = holdDatabase();
    await sandbox.say('zhangwei', CHAT, '/新建 客户甲 来源=官网');
    expect(seenIn(sandbox, CHAT).at(-1)).toBe('漏斗机器人: 正在处理');
    const done = sandbox.nextBubble(({ content }) => 'text' in content && content.text.includes('客户甲'));
    await release();
    await done;
    expect([seenIn(sandbox, CHAT).length, await created(), warnings()]).toEqual([2, 1, []]);
  });

  it('answers by the message’s own address when the platform had given up waiting', async () => {
    const { sandbox, app, holdDatabase, roundTrips, created } = await run({
      robotCallbackTimeoutMs: 60,
      robotDeliveries: 1,
    });
    const release = holdDatabase();
    await sandbox.say('zhangwei', CHAT, '/新建 客户甲 来源=官网');
    expect(seenIn(sandbox, CHAT)).toHaveLength(1);
    await roundTrips();
    const late = sandbox.nextBubble(({ author }) => author.kind === 'robot');
    await release();
    expect((await late).content).toMatchObject({ kind: 'markdown_v2', text: expect.stringContaining('客户甲') });
    await app.sender.drain();
    const outbox = await app.database.engine.reader.selectFrom('outbox').select(['channel', 'state']).execute();
    expect([outbox, await created()]).toEqual([[{ channel: 'robot', state: 'sent' }], 1]);
  });
});
