import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutMessage, Sender } from '../../src/chat/reply-types.ts';
import { createWebhookSender } from '../../src/puppet/webhook-sender.ts';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { createWebhookApi, type WebhookApi } from '../../src/wecom/webhook-api.ts';
import { EAST, startRobot } from '../sandbox/robot/support/start-robot.ts';
import { png } from '../sandbox/support/multipart.ts';

let sandbox: Sandbox;
let api: WebhookApi;
let sender: Sender;
let close: () => Promise<void>;
const KEY = seedCredentials.webhooks.华东销售群;
beforeEach(async () => {
  ({ sandbox, close } = await startRobot());
  api = createWebhookApi({ apiBase: sandbox.url });
  const webhooks = { 华东群: KEY, 已移出: '00000000-0000-4000-8000-000000000bad' };
  sender = createWebhookSender(api, new Map(Object.entries(webhooks)));
});
afterEach(async () => {
  await api.close();
  await close();
});

const send = async (message: OutMessage, to = 'room:华东群') =>
  sender.sendPrepared(await sender.prepare(to, message, 1));
const seen = () => sandbox.world.bubblesIn(EAST).map(({ content, mentions }) => ({ content, mentions }));
const words = (text: string) => ({ kind: 'text', text }) as const;

describe('a group’s webhook', () => {
  it('posts words and calls whom the list names, and nobody the words name', async () => {
    await send({ ...words('<@all> 客户A 停滞 20 天'), mention: ['zhangwei', 'lina'] });
    expect(seen()).toEqual([
      { content: { kind: 'text', text: '＜@all> 客户A 停滞 20 天' }, mentions: ['zhangwei', 'lina'] },
    ]);
  });

  it('posts tables, pictures, and plain words for what it has no form for', async () => {
    const table = '| 阶段 | 数量 |\n|---|---|\n| 意向 | 3 |';
    await send({ kind: 'markdown', markdown: table, text: '意向 3' });
    await send({ kind: 'picture', png, text: '漏斗图' });
    await send({ kind: 'file', name: 'a.csv', bytes: png, text: '在和机器人的单聊里看文件' });
    expect(seen().map(({ content }) => content)).toMatchObject([
      { kind: 'markdown_v2', text: table },
      { kind: 'image' },
      { kind: 'text', text: '在和机器人的单聊里看文件' },
    ]);
  });

  it('freezes the same bytes for every retry, and never its key', async () => {
    const request = await sender.prepare('room:华东群', words('两次'), 1);
    expect(request).not.toContain(KEY);
    await sender.sendPrepared(request);
    await sender.sendPrepared(request);
    const bodies = sandbox.log.entries({ channel: 'webhook' }).map(({ request: body }) => body);
    expect(new Set(bodies).size).toBe(1);
  });

  it('waits when the minute’s twenty messages are used up, and goes on in the next', async () => {
    for (let at = 0; at < 20; at++) await send(words(`第${at}条`));
    const request = await sender.prepare('room:华东群', words('第二十一条'), 1);
    await expect(sender.sendPrepared(request)).rejects.toMatchObject({ action: 'wait', code: '45009' });
    expect(seen()).toHaveLength(20);
    await sandbox.clock.advanceBy(60_000);
    await sender.sendPrepared(request);
    expect(seen()).toHaveLength(21);
  });

  it('says what will never go, and what waits for the administrator', async () => {
    await expect(send(words('字'.repeat(700)))).rejects.toMatchObject({ action: 'give_up', code: 'too_long' });
    const large = { kind: 'picture', png: Buffer.alloc(2 * 1024 * 1024 + 1), text: 'x' } as const;
    await expect(send(large)).rejects.toMatchObject({ action: 'give_up', code: 'too_long' });
    await expect(send(words('x'), 'room:已移出')).rejects.toMatchObject({ action: 'config', code: '93000' });
    await expect(send(words('x'), 'room:没有的群')).rejects.toMatchObject({
      action: 'config',
      code: 'group_not_configured',
    });
    const empty = sender.sendPrepared(JSON.stringify({ group: '华东群', body: '{"msgtype":"markdown_v2"}' }));
    await expect(empty).rejects.toMatchObject({ action: 'give_up', code: '44004' });
    expect(seen()).toEqual([]);
  });
});
