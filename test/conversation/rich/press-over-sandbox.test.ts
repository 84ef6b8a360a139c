import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../../src/cli/demo.ts';
import { CONVERSATION_START } from '../../support/conversation.ts';

interface Bubble {
  readonly id: string;
  readonly content: { readonly kind: string; readonly text?: string; readonly card?: unknown };
  readonly card: unknown;
}

const CHAT = 'app:1000002:zhangwei';
const folder = mkdtempSync(join(tmpdir(), 'loudou-press-'));
let demo: Demo;

beforeEach(async () => {
  const file = join(folder, 'demo.db');
  demo = await startDemo({ port: 0, nodeEnv: undefined, file, logLevel: 'silent', startAt: CONVERSATION_START });
});
afterEach(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function post<T>(path: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const options = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await (await fetch(`${demo.url}/sandbox/api/${path}`, options)).json()) as T;
}

/** Looks at the chat until it holds what is looked for. */
async function until(find: (bubbles: readonly Bubble[]) => Bubble | undefined): Promise<Bubble> {
  for (;;) {
    const url = `${demo.url}/sandbox/api/bubbles?viewer=zhangwei&conversation=${encodeURIComponent(CHAT)}`;
    const { bubbles } = (await (await fetch(url)).json()) as { readonly bubbles: readonly Bubble[] };
    const found = find(bubbles);
    if (found) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const shows = (words: string) => (bubbles: readonly Bubble[]) =>
  bubbles.findLast((bubble) => JSON.stringify([bubble.content, bubble.card]).includes(words));

it('a lead’s buttons follow its answer, move it on when pressed, and then say who did', async () => {
  const { answers } = await post<{ answers: readonly Bubble[] }>('say', {
    from: 'zhangwei',
    conversation: CHAT,
    text: '/查 云帆软件',
  });
  expect(answers[0]?.content.text).toContain('「商机」16天');
  const card = await until(shows('推进到报价'));
  await post('click', { from: 'zhangwei', bubble: card.id, key: '1' });
  const changed = await until(shows('已由 张伟 推进到报价'));
  expect(changed.id).toBe(card.id);
  expect(await until(shows('云帆软件：商机 → 报价'))).toBeDefined();
});

it('a move is followed by the days of the next step, which one tap decides; the move after it just then by its words', async () => {
  const say = (text: string) =>
    post<{ answers: readonly Bubble[] }>('say', { from: 'zhangwei', conversation: CHAT, text });
  const cards = (bubbles: readonly Bubble[]) => bubbles.filter(({ content }) => content.kind === 'card');
  await say('/推进 北辰咨询 意向');
  const card = await until((bubbles) => cards(bubbles).at(-1));
  expect(JSON.stringify(card.content)).toContain('下一步定在哪天');
  const { answers } = await say('/推进 客户A 意向');
  expect(answers[0]?.content.text).toContain('1. 明天');
  await post('click', { from: 'zhangwei', bubble: card.id, key: '1' });
  await until(shows('北辰咨询 的下一步：明天'));
  let shown: readonly Bubble[] = [];
  await until((bubbles) => {
    shown = cards(bubbles);
    return bubbles.at(-1);
  });
  expect(shown).toHaveLength(1);
});
