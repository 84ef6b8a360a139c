import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, startDemo } from '../src/cli/demo.ts';

const folder = mkdtempSync(join(tmpdir(), 'loudou-jump-'));
const CHAT = 'app:1000002:zhangwei';
let demo: Demo;

beforeAll(async () => {
  const startAt = Date.parse('2026-06-06T10:00:00+08:00');
  demo = await startDemo({ port: 0, nodeEnv: undefined, file: join(folder, 'demo.db'), logLevel: 'silent', startAt });
});

afterAll(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function post(path: string, body: object): Promise<void> {
  const response = await fetch(`${demo.url}/sandbox/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

it('what falls due while the clock is moved over days arrives in its own minute, not where the clock stops', {
  timeout: 90_000,
}, async () => {
  await post('say', { from: 'zhangwei', conversation: CHAT, text: '/我的' });
  await post('clock', { op: 'to', at: Date.parse('2026-06-09T14:00:00+08:00') });
  const answer = await fetch(`${demo.url}/sandbox/api/bubbles?viewer=zhangwei&conversation=${CHAT}`);
  const { bubbles } = (await answer.json()) as { bubbles: { at: number; content: { text?: string } }[] };
  const nudges = bubbles.filter(({ content }) => content.text?.includes('条线索停住了'));
  expect(nudges.length).toBe(2);
  const stamps = nudges.map(({ at }) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16));
  expect(stamps.filter((stamp) => !stamp.endsWith('T09:05'))).toEqual([]);
  expect(new Set(stamps).size).toBe(stamps.length);
});
