import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedCredentials } from '../../../src/sandbox/seed-world.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { type AppApi, createAppApi } from '../../../src/wecom/app-api.ts';
import type { Incoming } from '../../../src/wecom/incoming.ts';
import { createRobotFiles, type RobotFiles } from '../../../src/wecom/robot-file.ts';
import { readRobotMessage } from '../../../src/wecom/robot-message.ts';
import { type FileRef, fileNameIn } from '../../../src/wecom/sent-file.ts';
import { ROBOT, robotChat, startRobot } from '../../sandbox/robot/support/start-robot.ts';
import { startWebhookRobot, type WebhookRobot } from '../../sandbox/robot/support/webhook-robot.ts';

const FILE = { fileName: '客户 "九月".csv', bytes: Buffer.from('客户,负责人\n甲,张伟\n') };
let sandbox: Sandbox;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ sandbox, close } = await startRobot());
});
afterEach(() => close());

describe('a file sent to an app', () => {
  let api: AppApi;
  beforeEach(() => {
    const { corpId, secret, agentId } = seedCredentials;
    api = createAppApi({ corpId, secret, agentId: String(agentId), apiBase: sandbox.url, now: sandbox.clock.now });
  });
  afterEach(() => api.close());

  async function sent(bytes = FILE.bytes): Promise<string> {
    await sandbox.upload('zhaomin', 'app:1000002:zhaomin', { ...FILE, bytes });
    const content = sandbox.world.bubblesIn('app:1000002:zhaomin').at(-1)?.content;
    if (content?.kind !== 'file') throw new Error('no file was sent');
    return content.mediaId;
  }

  it('is fetched with its name', async () => {
    expect(await api.getMedia(await sent(), 1000)).toEqual({ bytes: FILE.bytes, name: FILE.fileName });
  });

  it('is fetched as it is when it looks like an answer of the platform', async () => {
    const bytes = Buffer.from('{"errcode":40007,"errmsg":"invalid media_id"}');
    expect((await api.getMedia(await sent(bytes), 1000)).bytes).toEqual(bytes);
  });

  it('is not read beyond the size that is asked for', async () => {
    const mediaId = await sent(Buffer.alloc(1_000_000, 'a'));
    await expect(api.getMedia(mediaId, 999_999)).rejects.toMatchObject({ code: 'too_large' });
    expect((await api.getMedia(mediaId, 1_000_000)).bytes).toHaveLength(1_000_000);
  });

  it('that is not there any more is refused by its code', async () => {
    await expect(api.getMedia('long-gone', 1000)).rejects.toMatchObject({ errcode: 40007, action: 'fail' });
  });

  it('is fetched with a new token when the old one is dead', async () => {
    const mediaId = await sent();
    await api.getAgent();
    const headers = { 'content-type': 'application/json' };
    const fault = { method: 'POST', headers, body: JSON.stringify({ token: 'invalidate' }) };
    expect((await fetch(`${sandbox.url}/sandbox/api/faults`, fault)).ok).toBe(true);
    expect((await api.getMedia(mediaId, 1000)).bytes).toEqual(FILE.bytes);
  });
});

describe('a file sent to a robot that is called over HTTP', () => {
  let bot: WebhookRobot;
  let files: RobotFiles;
  beforeEach(async () => {
    bot = await startWebhookRobot();
    await sandbox.robots.useWebhook(ROBOT.botId, bot.url);
    files = createRobotFiles({ aesKey: ROBOT.encodingAesKey, origin: sandbox.url });
  });
  afterEach(async () => {
    await files.close();
    await bot.close();
  });

  async function sent(bytes = FILE.bytes): Promise<Extract<FileRef, { kind: 'link' }>> {
    const heard = bot.next(({ body }) => body.msgtype === 'file');
    await sandbox.upload('zhaomin', robotChat('zhaomin'), { ...FILE, bytes });
    const incoming: Incoming = readRobotMessage((await heard).body, { channel: 'robot', now: sandbox.clock.now });
    if (incoming.file?.kind !== 'link') throw new Error('the message brings no link');
    return incoming.file;
  }

  it.each([1, 31, 32, 33, 100_000])('of %i bytes is fetched, decrypted and has its name', async (size) => {
    const bytes = Buffer.alloc(size, 'x');
    expect(await files.fetch(await sent(bytes), 1_000_000)).toEqual({ bytes, name: FILE.fileName });
  });

  it('is not read beyond the size that is asked for', async () => {
    const link = await sent(Buffer.alloc(1000, 'x'));
    await expect(files.fetch(link, 999)).rejects.toMatchObject({ code: 'too_large' });
    expect((await files.fetch(link, 1000)).bytes).toHaveLength(1000);
  });

  it('is gone after its five minutes', async () => {
    sandbox.faults.set({ robotExpiredMedia: 1 });
    await expect(files.fetch(await sent(), 1000)).rejects.toMatchObject({ code: 'gone' });
  });

  it('that another key was meant for is no file', async () => {
    const link = { ...(await sent()), aesKey: Buffer.alloc(32, 7).toString('base64') };
    await expect(files.fetch(link, 1000)).rejects.toMatchObject({ code: 'no_answer' });
  });

  it('is fetched over plain HTTP only where the platform is', async () => {
    const strict = createRobotFiles({ aesKey: ROBOT.encodingAesKey, origin: 'https://qyapi.weixin.qq.com' });
    await expect(strict.fetch(await sent(), 1000)).rejects.toMatchObject({ code: 'gone' });
    await expect(files.fetch({ kind: 'link', url: 'file:///etc/hostname' }, 1000)).rejects.toMatchObject({
      code: 'gone',
    });
    await strict.close();
  });

  it('whose address nobody answers may be there later', async () => {
    const link = { kind: 'link', url: `${bot.url.replace(/\/$/, '')}/nowhere` } as const;
    await bot.close();
    await expect(files.fetch(link, 1000)).rejects.toMatchObject({ code: 'no_answer' });
    bot = await startWebhookRobot();
  });
});

it.each([
  ['attachment; filename="a.csv"; filename*=UTF-8\'\'%E5%AE%A2%E6%88%B7.csv', '客户.csv'],
  ['attachment; filename="%E5%AE%A2%E6%88%B7.xlsx"', '客户.xlsx'],
  ['attachment; filename=plain.csv', 'plain.csv'],
  ['attachment; filename="../../etc/passwd"', 'passwd'],
  ["attachment; filename*=UTF-8''a%0D%0Ab.csv", 'a b.csv'],
  ['attachment; filename="100%.csv"', '100%.csv'],
  ['attachment', undefined],
  [`attachment; filename="${'长'.repeat(300)}"`, '长'.repeat(100)],
])('the name in %s is %s', (disposition, name) => {
  expect(fileNameIn(disposition)).toBe(name);
});
