import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, startDemo } from '../src/cli/demo.ts';

const folder = mkdtempSync(join(tmpdir(), 'loudou-demo-'));
let demo: Demo;

beforeAll(async () => {
  demo = await startDemo({ port: 0, nodeEnv: undefined, file: join(folder, 'demo.db'), logLevel: 'silent' });
});

afterAll(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function say(from: string, text: string): Promise<string> {
  const response = await fetch(`${demo.url}/sandbox/api/say`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from, conversation: `app:1000002:${from}`, text }),
  });
  const { answers } = (await response.json()) as { answers: { content: { text: string } }[] };
  return answers.map(({ content }) => content.text).join('\n');
}

it('moves a lead through the whole way: page, encrypted callback, Wechaty, database, passive reply', async () => {
  expect(await say('zhangwei', '/推进 客户A 商机')).toContain('客户A：线索 → 商机');
  expect(await say('zhangwei', '1')).toContain('下一步：明天');
  expect(await say('lina', '/推进 客户A 报价')).toBe('客户A 是 张伟 负责的，请找 张伟');
  expect(await say('wangfang', '/推进 客户A 报价')).toContain('客户A：商机 → 报价');
  expect(await say('zhaomin', '/历史 客户A')).toContain('王芳：商机 → 报价');
});

it('serves the page', async () => {
  const page = await fetch(demo.url);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('企微沙箱');
});

it('does not start in production', async () => {
  await expect(startDemo({ port: 0, nodeEnv: 'production' })).rejects.toThrow('production');
});
