import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createCallbacks, say } from '../app/callbacks.ts';
import { callbackSecrets, identity } from '../app/identity.ts';
import { openPlatform } from '../app/open-platform.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sealCallback } from '../support/wecom-callback.ts';
import { programsOfTest } from './program.ts';

const start = programsOfTest(afterEach);
const folder = temporaryFolder();

const METRICS_TOKEN = 'METRICS-token-METRICS';
const TOKEN_OF_THE_DAY = 'ACCESS-token-of-the-day';

/** Everything somebody wrote or a secret is made of; none of it may be printed, whatever goes wrong. */
const CONFIDENTIAL = [
  '星河重工',
  '13800138000',
  '王总',
  '预算被砍',
  '谈了很久',
  '不是命令',
  identity.secret,
  identity.token,
  identity.encodingAesKey,
  METRICS_TOKEN,
  TOKEN_OF_THE_DAY,
];

it('the log of a bad day holds ids and codes, and nothing anybody wrote or must not know', {
  timeout: 60_000,
}, async () => {
  const platform = await openPlatform();
  const databaseUrl = `file:${join(folder, 'bad-day.db')}`;
  const more = { LOG_LEVEL: 'debug', METRICS_TOKEN, ADMIN_USERS: 'lina' };
  const program = await start({ databaseUrl, apiBase: platform.apiBase }, more);
  const { deliver, post, close } = createCallbacks({ url: () => program.url, now: Date.now });
  const reference = async (text: string) =>
    /\b[0-9a-f]{8}\b/.exec((await deliver(say('lina', text))).content ?? '')?.[0];

  // A day like any other, then a long answer the platform refuses, echoing what it was sent.
  await deliver(say('lina', '/新建 星河重工 来源=官网 金额=5万 联系人=王总 电话=13800138000'));
  await deliver(say('lina', '/推进 星河重工 商机 预算被砍'));
  await deliver(say('lina', '这不是命令'));
  await deliver(say('lina', '/查 13800138000'));
  await deliver(say('lina', '/成员 @13800138000 经理'));
  platform.answerWith(({ body }) => ({ errcode: 60020, errmsg: `bad ip, access_token=${TOKEN_OF_THE_DAY} ${body}` }));
  for (let talk = 0; talk < 12; talk++) await deliver(say('lina', `/跟进 星河重工 ${talk} ${'谈了很久'.repeat(40)}`));
  const { content } = await deliver(say('lina', '/历史 星河重工'));
  expect(content).toMatch(/\(1\/\d+\)$/);
  await platform.received(1);

  // Callbacks that are not what they seem.
  const sealed = sealCallback({ ...callbackSecrets, agentId: '1', plaintext: '星河重工', timestampS: 1, nonce: '1' });
  const refused = [
    post('<xml>星河重工</xml>'),
    post('星河重工'),
    fetch(`${program.url}/wecom/callback?${sealed.query}`, { method: 'POST', body: sealed.body }),
    fetch(`${program.url}/wecom/callback?msg_signature=${identity.token}`, { method: 'POST', body: identity.secret }),
    fetch(`${program.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}x` } }),
    fetch(`${program.url}/星河重工?${identity.secret}`),
  ];
  for (const response of await Promise.all(refused)) expect(response.status).toBeGreaterThanOrEqual(400);

  // A database that fails in the middle of a message.
  const database = await openDatabase(databaseUrl, seed);
  await database.engine.writer.schema.alterTable('audit').renameTo('gone').execute();
  const apology = await reference('/跟进 星河重工 预算被砍了');
  await database.engine.writer.schema.alterTable('gone').renameTo('audit').execute();
  await database.close();

  await close();
  program.kill('SIGTERM');
  expect(await program.exited).toEqual({ code: 0, signal: null });
  await platform.close();

  const printed = program.printed();
  const lines = printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const said = new Set(lines.map(({ msg }) => msg));
  for (const msg of ['listening', 'message not sent', 'callback refused', 'message failed', 'stopped']) {
    expect(said).toContain(msg);
  }
  expect(apology).toBeDefined();
  expect(lines.find(({ msg }) => msg === 'message failed')?.reference).toBe(apology);
  expect(CONFIDENTIAL.filter((word) => printed.includes(word))).toEqual([]);
});
