import { afterEach, beforeEach, expect, it } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { seedDemoTeam } from '../../src/cli/demo-team.ts';
import { readConfig } from '../../src/config.ts';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createLogbook } from '../http/door.ts';
import { START, type Started, start as startSandbox, textsSeenBy } from '../sandbox/support/start.ts';
import { seed } from '../support/seed.ts';

const MINUTE = 60_000;
let world: Started;
let app: App;
let close: () => Promise<void>;
let now = START;
let minutes: ((at: number) => void | Promise<void>)[] = [];

beforeEach(async () => {
  world = await startSandbox();
  now = START;
  minutes = [];
  const database = await openDatabase(':memory:', seed);
  await seedDemoTeam(database.uow, 'data/seed/demo.json', now, 'Asia/Shanghai');
  app = await startApp({
    config: readConfig({
      WECOM_CORP_ID: seedCredentials.corpId,
      WECOM_AGENT_ID: String(seedCredentials.agentId),
      WECOM_SECRET: seedCredentials.secret,
      WECOM_TOKEN: seedCredentials.token,
      WECOM_ENCODING_AES_KEY: seedCredentials.encodingAesKey,
      WECOM_API_BASE: world.sandbox.url,
      PORT: '0',
    }),
    clock: {
      now: () => now,
      onMinute: (fn) => {
        minutes.push(fn);
        return () => {};
      },
    },
    log: createLogbook().log,
    database,
  });
  close = async () => {
    await app.stop();
    await database.close();
    await world.close();
  };
});

afterEach(() => close());

const passMinute = async () => {
  now += MINUTE;
  for (const fn of minutes) await fn(now);
  await app.sender.drain();
};

async function send(to: string): Promise<void> {
  const row = { key: `to/${to}/${now}`, channel: 'app', to, body: '{"text":"早"}', notBefore: now };
  await app.database.uow.run(({ outbox }) => outbox.enqueue(row, now));
  await app.sender.drain();
}

const seenBy = (userid: string) => textsSeenBy(world.sandbox, `app:${seedCredentials.agentId}:${userid}`);

it('somebody a message does not reach any more is asked about, and found to have left', async () => {
  await passMinute();
  const person = world.sandbox.world.person('zhangwei');
  if (!person) throw new Error('no such person');
  person.status = 5;
  await send('zhangwei');
  await passMinute();
  expect(seenBy('wangfang')).toEqual([expect.stringMatching(/^张伟 已离职，名下 \d+ 条进行中：\n/)]);
  await send('zhangwei');
  await passMinute();
  expect(seenBy('wangfang')).toHaveLength(1);
});

it('somebody without a licence gets no message either, and has not left', async () => {
  await passMinute();
  const person = world.sandbox.world.person('zhangwei');
  if (!person) throw new Error('no such person');
  person.licensed = false;
  await send('zhangwei');
  await passMinute();
  expect(seenBy('wangfang')).toEqual([]);
  const member = await app.database.uow.read(({ members }) => members.byUserid('zhangwei'));
  expect(member).not.toHaveProperty('leftAt');
});
