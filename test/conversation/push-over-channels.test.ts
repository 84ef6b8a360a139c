import { afterEach, describe, expect, it } from 'vitest';
import type { OutboxBody } from '../../src/chat/outbox-body.ts';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { createAppApi } from '../../src/wecom/app-api.ts';
import { EAST, robotChat } from '../sandbox/robot/support/start-robot.ts';
import { startOver } from './over-channel.ts';

const { robot: _, webhooks, ...APP } = seedCredentials;
const WEBHOOKS = { WECOM_WEBHOOKS: `华东=${webhooks.华东销售群}` };
const TABLE = '| 阶段 | 数量 |\n|---|---|\n| 意向 | 3 |';
const FUNNEL = {
  heading: { scope: '华东组', period: '6月8日–6月10日', asOf: '6月10日 17:35' },
  stages: [{ name: '线索', count: 3, amountFen: null, stale: 1, onward: { k: 1, n: 3, change: null } }],
  rateWindow: '近91天',
  dropsMost: null,
  period: { created: 1, won: 0, wonFen: null, lost: 0, invalid: 0 },
};

let stop: () => Promise<void> = async () => {};
afterEach(() => stop());

type Started = Awaited<ReturnType<typeof startOver>>;

/** Where a push goes over each channel: the address in the outbox, and the chat in which people see it. */
const TARGETS = {
  app: { to: 'zhangwei', seenIn: `app:${APP.agentId}:zhangwei`, prepare: async () => undefined },
  appchat: {
    to: '',
    seenIn: '',
    prepare: async ({ sandbox }: Started) => {
      const api = createAppApi({ ...APP, agentId: String(APP.agentId), apiBase: sandbox.url, now: Date.now });
      const chat = await api.createChat({ name: '推送', owner: 'zhangwei', userids: ['zhangwei', 'lina'] });
      await api.close();
      return { to: `room:${chat}`, seenIn: chat };
    },
  },
  webhook: { to: 'room:华东', seenIn: EAST, prepare: async () => undefined },
  'robot-socket': {
    to: 'zhangwei',
    seenIn: robotChat('zhangwei'),
    prepare: async ({ say }: Started) => {
      await say('zhangwei', '/帮助 推进');
      return undefined;
    },
  },
} as const;

describe.each(Object.keys(TARGETS) as (keyof typeof TARGETS)[])('over the channel %s', (channel) => {
  it('words, a table and a picture arrive once each, in the order they were queued', async () => {
    const started = await startOver(channel === 'robot-socket' ? channel : 'app', WEBHOOKS);
    stop = () => started.stop();
    const target = (await TARGETS[channel].prepare(started)) ?? TARGETS[channel];
    const before = started.sandbox.world.bubblesIn(target.seenIn).length;
    const bodies: OutboxBody[] = [
      { kind: 'text', text: '早上好，有 3 条要跟进', mention: ['zhangwei'] },
      { kind: 'markdown', markdown: TABLE, text: '意向 3' },
      { kind: 'picture', chart: 'weekly-funnel', data: FUNNEL },
    ];
    const now = started.clock.now();
    await started.database.uow.run(async ({ outbox }) => {
      for (const [at, body] of bodies.entries()) {
        const draft = { key: `push/${at}`, channel, to: target.to, body: JSON.stringify(body), notBefore: now };
        await outbox.enqueue(draft, now);
      }
    });
    await started.app.sender.drain();
    const seen = started.sandbox.world.bubblesIn(target.seenIn).slice(before);
    expect(seen).toHaveLength(3);
    const [words, table, picture] = seen.map(({ content }) => content);
    expect(words && 'text' in words ? words.text : '').toContain('早上好，有 3 条要跟进');
    expect(table && 'text' in table ? table.text : '').toMatch(/意向 \|? ?3/);
    expect(picture?.kind).toBe('image');
    // Called by name where the channel can, and only there.
    expect(seen[0]?.mentions ?? []).toEqual(channel === 'webhook' || channel === 'appchat' ? ['zhangwei'] : []);
    const { waiting, failed } = await started.database.uow.read(({ outbox }) => outbox.backlog());
    expect({ waiting, failed }).toEqual({ waiting: 0, failed: 0 });
  });
});

describe('a reminder that is tried out', () => {
  it('comes to the admin alone as an answer, then its words and its picture', async () => {
    const started = await startOver('app', {});
    stop = () => started.stop();
    const chat = `app:${APP.agentId}:zhaomin`;
    expect(await started.say('zhaomin', '/提醒 试发 4')).toContain('试发编号 4，只发给你');
    await started.app.sender.drain();
    const seen = started.sandbox.world.bubblesIn(chat).slice(-2);
    const [words, picture] = seen.map(({ content }) => content);
    expect(words && 'text' in words ? words.text : '').toContain('试发 · 周报');
    expect(picture?.kind).toBe('image');
    expect(started.sandbox.world.bubblesIn(`app:${APP.agentId}:wangfang`)).toEqual([]);
  });
});
