import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../src/cli/demo.ts';
import { launchBrowser } from './sandbox/browser/support/browser.ts';
import { type OpenPage, openPage } from './sandbox/browser/support/open-page.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** Saturday of a week after which a plain one comes. */
const SATURDAY = Date.parse('2026-06-06T10:00:00+08:00');

const folder = mkdtempSync(join(tmpdir(), 'loudou-story-'));
let browser: Browser;
let demo: Demo;
let open: OpenPage | undefined;

beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  const file = join(folder, 'story.db');
  demo = await startDemo({ port: 0, nodeEnv: undefined, file, logLevel: 'silent', startAt: SATURDAY });
});
afterEach(async () => {
  await open?.close();
  expect(open?.harm).toEqual([]);
  open = undefined;
  await demo.stop();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the page without moments for reading and presses 故事. */
async function begin(options: Parameters<typeof openPage>[2], pace = '0'): Promise<Page> {
  open = await openPage(browser, demo.url, options);
  const { page } = open;
  page.setDefaultTimeout(90_000);
  await page.goto(`${demo.url}/?pace=${pace}`);
  await page.getByRole('button', { name: '故事' }).click();
  return page;
}

interface Shown {
  readonly line: string;
  /** Everything that stood in the open chat while the line was shown. */
  readonly seen: string;
}

/** Keeps every line the story shows, with what could be seen under it. */
async function keepLines(page: Page) {
  await page.evaluate(`
    window.shown = [];
    const note = () => {
      const line = document.querySelector('.story-line').textContent;
      const text = document.querySelector('.thread')?.textContent ?? '';
      const last = window.shown.at(-1);
      if (last?.line !== line) window.shown.push({ line, seen: text });
      else if (!last.seen.endsWith(text)) last.seen += text;
    };
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true, characterData: true });
    note();
  `);
}

describe('the story on the demo’s page', { timeout: 180_000 }, () => {
  it('plays a week to its end: nudges, a card that is pressed, and the weekly digest with its picture', async () => {
    const page = await begin({});
    await keepLines(page);
    await page.locator('.story').getByRole('button', { name: '关闭' }).waitFor();
    const shown = await page.evaluate<Shown[]>('window.shown');
    const lines = shown.map(({ line }) => line).filter((line) => line !== '');
    expect(lines.at(-1)).toContain('这一周完了');
    expect(lines.filter((line) => /周[一三四五]/.test(line)).map((line) => line.slice(0, 2))).toEqual([
      '周一',
      '周三',
      '周四',
      '周五',
    ]);
    const seenAt = (words: string) => shown.find(({ line }) => line.includes(words))?.seen ?? '';
    expect(seenAt('机器人来提醒负责人')).toMatch(/你有 \d+ 条线索停住了/);
    expect(seenAt('群里也看到每个人')).toMatch(/停住的线索 \d+ 条/);
    expect(seenAt('用一张卡片问')).toContain('下一步定在哪天');
    expect(seenAt('不用打字')).toContain('张伟 选了「明天」');
    expect(seenAt('点「成交」')).toContain('天工机械 成交了');
    expect(seenAt('周报自己来到群里')).toMatch(/周报 · 全公司 · 6月8日–6月12日/);

    // The manager's own digest stands there with a picture that is one.
    await page.locator('.text', { hasText: '周报 · 华东组' }).waitFor();
    const picture = page.locator('.thread img').last();
    await picture.waitFor();
    await page.waitForFunction('[...document.querySelectorAll(".thread img")].at(-1).naturalWidth > 600');
    await page.getByRole('button', { name: '关闭' }).click();
    await page.locator('.story').waitFor({ state: 'hidden' });
  });

  it('plays on a phone, and nothing sticks out of it', async () => {
    const page = await begin(PHONE);
    const story = page.locator('.story');
    await story.getByText('机器人来提醒负责人').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await story.getByRole('button', { name: '关闭' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.locator('.thread img').last().waitFor();
  });

  it('can be stopped, after which nothing happens by itself', async () => {
    const page = await begin({}, '10');
    const story = page.locator('.story');
    await page.locator('.thread').getByText('绑定好了').waitFor();
    await story.getByRole('button', { name: '停止' }).click();
    await story.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '故事' }).click();
    await story.getByText('赵敏是管理员').waitFor();
  });
});
