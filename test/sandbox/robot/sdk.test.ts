import { WSClient, type WSClientOptions } from '@wecom/aibot-node-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { cardViewOf } from '../../../src/sandbox/world/bubble.ts';
import { amr, png } from '../support/multipart.ts';
import { rawClient } from './support/raw-client.ts';
import { buttonCard, EAST, noticeCard, ROBOT, robotChat, seenIn, startRobot } from './support/start-robot.ts';

// The official client, unmodified, against the simulated platform.

type Frame = { headers: { req_id: string }; body?: Record<string, unknown> };

let sandbox: Sandbox;
let close: () => Promise<void>;
const clients: WSClient[] = [];

beforeEach(async () => {
  ({ sandbox, close } = await startRobot());
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await close();
});

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

function newClient(options: Partial<WSClientOptions> = {}): WSClient {
  const client = new WSClient({
    botId: ROBOT.botId,
    secret: ROBOT.secret,
    wsUrl: sandbox.url.replace('http', 'ws'),
    logger: quiet,
    reconnectInterval: 5,
    ...options,
  });
  // The client reports its own disconnects as errors too.
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

/** The next event of a name, with its first argument. */
const next = <T = Frame>(client: WSClient, event: string): Promise<T> =>
  new Promise((resolve) => {
    client.once(event as 'message', resolve as never);
  });

async function connected(options: Partial<WSClientOptions> = {}): Promise<WSClient> {
  const client = newClient(options);
  const authenticated = next(client, 'authenticated');
  client.connect();
  await authenticated;
  return client;
}

/** What a person does, and the frame of the message it becomes. */
async function heard(client: WSClient, conversation: string, text: string): Promise<Frame> {
  const message = next(client, 'message.text');
  await sandbox.say('zhangwei', conversation, text);
  return message;
}

describe('the official client in a single chat', () => {
  it('subscribes, hears a text and writes a stream into one bubble', async () => {
    const client = await connected();
    expect(sandbox.platform.robots.get(ROBOT.botId)?.online).toBe(true);
    const frame = await heard(client, robotChat('zhangwei'), '/推进 客户A 商机');
    expect(frame.body).toMatchObject({
      aibotid: ROBOT.botId,
      chattype: 'single',
      from: { userid: 'zhangwei' },
      msgtype: 'text',
      text: { content: '/推进 客户A 商机' },
    });
    expect(frame.body?.chatid).toBeUndefined();

    await client.replyStream(frame, 's-1', '查询中…');
    const [, first] = sandbox.world.bubblesIn(robotChat('zhangwei'));
    expect(first).toMatchObject({ streaming: true, author: { kind: 'robot', name: '漏斗机器人' } });
    const firstId = first?.id;
    await client.replyStream(frame, 's-1', '第一行');
    await client.replyStream(frame, 's-1', '第一行\n第二行', true);
    const bubbles = sandbox.world.bubblesIn(robotChat('zhangwei'));
    expect(bubbles).toHaveLength(2);
    expect(bubbles[1]).toMatchObject({
      id: firstId,
      streaming: false,
      content: { kind: 'markdown_v2', text: '第一行\n第二行' },
    });
  });

  it('is told when the chat is opened, once a day, and shows its welcome', async () => {
    const client = await connected();
    const entered = next(client, 'event.enter_chat');
    await sandbox.enter('lina', robotChat('lina'));
    await client.replyWelcome(await entered, { msgtype: 'text', text: { content: '你好，我是漏斗机器人' } });
    expect(seenIn(sandbox, robotChat('lina'))).toEqual(['漏斗机器人: 你好，我是漏斗机器人']);

    let again = 0;
    client.on('event.enter_chat', () => {
      again += 1;
    });
    await sandbox.enter('lina', robotChat('lina'));
    await sandbox.clock.advanceBy(24 * 3_600_000);
    const tomorrow = next(client, 'event.enter_chat');
    await sandbox.enter('lina', robotChat('lina'));
    await tomorrow;
    expect(again).toBe(1);
  });

  it('shows a card, hears its button and puts another card in its place', async () => {
    const client = await connected();
    const frame = await heard(client, robotChat('zhangwei'), '删除');
    await client.replyTemplateCard(frame, buttonCard('lead-17-del') as never);
    const card = sandbox.world.bubblesIn(robotChat('zhangwei')).at(-1);
    expect(card?.content).toMatchObject({ kind: 'card', card: { task_id: 'lead-17-del' } });

    const pressed = next(client, 'event.template_card_event');
    await sandbox.press('zhangwei', card?.id ?? '', { on: 'button', key: 'yes', chosen: {} });
    const event = await pressed;
    expect(event.body).toMatchObject({
      msgtype: 'event',
      chattype: 'single',
      from: { userid: 'zhangwei' },
      event: {
        eventtype: 'template_card_event',
        template_card_event: { card_type: 'button_interaction', event_key: 'yes', task_id: 'lead-17-del' },
      },
    });
    await client.updateTemplateCard(event, noticeCard('lead-17-del', '已删除') as never, ['zhangwei']);
    const view = card && cardViewOf(card, 'zhangwei');
    expect(view?.card.main_title?.title).toBe('已删除');
    expect(sandbox.world.bubblesIn(robotChat('zhangwei'))).toHaveLength(2);
  });

  it('downloads and decrypts a picture with the key in the message', async () => {
    const client = await connected();
    const message = next(client, 'message.image');
    await sandbox.upload('zhangwei', robotChat('zhangwei'), { fileName: '合同 1.png', bytes: png });
    const image = (await message).body?.image as { url: string; aeskey: string };
    const file = await client.downloadFile(image.url, image.aeskey);
    expect(file.buffer).toEqual(png);
    expect(file.filename).toBe('合同 1.png');
  });

  it('uploads in chunks, and sends and replies with what it uploaded', async () => {
    const client = await connected();
    const frame = await heard(client, robotChat('zhangwei'), '图呢');
    const picture = Buffer.concat([png, Buffer.alloc(600 * 1024, 7)]);
    const uploaded = await client.uploadMedia(picture, { type: 'image', filename: '漏斗.png' });
    await client.replyMedia(frame, 'image', uploaded.media_id);
    await client.sendMediaMessage('zhangwei', 'image', uploaded.media_id);
    const shown = sandbox.world.bubblesIn(robotChat('zhangwei')).slice(1);
    expect(shown.map((bubble) => bubble.content)).toMatchObject([
      { kind: 'image', fileName: '漏斗.png' },
      { kind: 'image', fileName: '漏斗.png' },
    ]);
    const { content } = shown[0] ?? {};
    const stored = content?.kind === 'image' ? sandbox.world.media.find(content.mediaId) : undefined;
    expect(stored?.bytes.equals(picture)).toBe(true);
    await expect(client.uploadMedia(png, { type: 'voice', filename: 'a.amr' })).rejects.toMatchObject({
      errcode: 40004,
    });
    expect((await client.uploadMedia(amr, { type: 'voice', filename: 'a.amr' })).type).toBe('voice');
  });

  it('pushes markdown and cards once the member has written, and not before', async () => {
    const client = await connected();
    const markdown = { msgtype: 'markdown', markdown: { content: '## 周报\n- 新建 12' } } as const;
    await expect(client.sendMessage('zhangwei', markdown)).rejects.toMatchObject({ errcode: 93006 });
    await heard(client, robotChat('zhangwei'), '你好');
    await client.sendMessage('zhangwei', markdown);
    await client.sendMessage('zhangwei', {
      msgtype: 'template_card',
      template_card: buttonCard('push-1') as never,
    });
    expect(seenIn(sandbox, robotChat('zhangwei'))).toEqual([
      '张伟: 你好',
      '漏斗机器人: ## 周报\n- 新建 12',
      '漏斗机器人: card',
    ]);
  });
});

describe('the official client in a group', () => {
  it('hears only what calls it, with the mention kept, and answers for all members to see', async () => {
    const client = await connected();
    await sandbox.say('lina', EAST, '大家早');
    await sandbox.say('lina', EAST, '@漏斗机器人二号 早');
    const frame = await heard(client, EAST, '@漏斗机器人 /漏斗 本月');
    expect(frame.body).toMatchObject({
      chatid: EAST,
      chattype: 'group',
      from: { userid: 'zhangwei' },
      text: { content: '@漏斗机器人 /漏斗 本月' },
    });
    await client.replyStream(frame, 's-g', '本月新增 12 条', true);
    expect(seenIn(sandbox, EAST).at(-1)).toBe('漏斗机器人: 本月新增 12 条');
    expect(sandbox.world.unreadOf('wangfang', EAST)).toBe(4);
    expect(sandbox.world.canSee('zhaomin', EAST)).toBe(false);
  });

  it('pushes to the group by its chatid in exact spelling', async () => {
    const client = await connected();
    await heard(client, EAST, '@漏斗机器人 你好');
    const markdown = { msgtype: 'markdown', markdown: { content: '日报' } } as const;
    await client.sendMessage(EAST, markdown);
    await expect(client.sendMessage(EAST.toLowerCase(), markdown)).rejects.toMatchObject({ errcode: 93006 });
    expect(seenIn(sandbox, EAST)).toEqual(['张伟: @漏斗机器人 你好', '漏斗机器人: 日报']);
  });
});

describe('the life of the official client’s connection', () => {
  it('is told that a second subscriber took its place, and stays down', async () => {
    const first = await connected();
    const kicked = next(first, 'event.disconnected_event');
    const down = next<string>(first, 'disconnected');
    const second = await connected();
    expect((await kicked).body).toMatchObject({ event: { eventtype: 'disconnected_event' } });
    expect(await down).toContain('New connection established');
    await heard(second, robotChat('zhangwei'), '谁在');
    expect(first.isConnected).toBe(false);
  });

  it('comes back by itself after a cut with 1006', async () => {
    const client = await connected();
    const down = next<string>(client, 'disconnected');
    const back = next(client, 'authenticated');
    sandbox.robots.cut(ROBOT.botId);
    expect(await down).toContain('1006');
    await back;
    expect((await heard(client, robotChat('zhangwei'), '还在吗')).body?.msgtype).toBe('text');
  });

  it('gives up on a wrong secret', async () => {
    const client = newClient({ secret: 'wrong', maxAuthFailureAttempts: 1 });
    const refused = new Promise<{ code?: string }>((resolve) => {
      client.on('error', (error: Error & { code?: string }) => {
        if (error.code === 'WS_AUTH_FAILURE_EXHAUSTED') resolve(error);
      });
    });
    client.connect();
    await refused;
    expect(sandbox.platform.robots.get(ROBOT.botId)?.online).toBe(false);
    expect(sandbox.log.entries({ channel: 'robot' }).at(-1)).toMatchObject({
      title: 'aibot_subscribe',
      errcode: 853000,
    });
  });

  it('goes on after refusals on demand', async () => {
    sandbox.faults.set({ robotRefuseSubscribes: 2 });
    await connected();
    expect(sandbox.faults.state.robotRefuseSubscribes).toBe(0);
  });

  it('keeps its connection by heartbeats', async () => {
    await close();
    ({ sandbox, close } = await startRobot({ settings: { robotSilenceMs: 300 } }));
    const idle = await connected({ heartbeatInterval: 60_000 });
    const down = next<string>(idle, 'disconnected');
    await down;
    idle.disconnect();
    const lively = await connected({ heartbeatInterval: 20 });
    let lost = false;
    lively.on('disconnected', () => {
      lost = true;
    });
    // An idle neighbour measures the time without a pause of ours: it is closed for silence, the lively one is not.
    await (await rawClient(sandbox)).closed;
    expect(lost).toBe(false);
  });
});
