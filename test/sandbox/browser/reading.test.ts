import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chatOf, type Started, sendTo, start } from '../support/start.ts';
import { launchBrowser } from './support/browser.ts';
import { type OpenPage, openPage, placeOf } from './support/open-page.ts';

let browser: Browser;
let started: Started;
let open: OpenPage;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  started = await start();
});
afterEach(async () => {
  await open.close();
  await started.close();
  expect(open.harm).toEqual([]);
});

const show = async () => {
  open = await openPage(browser, started.sandbox.url, { hash: placeOf('zhangwei', chatOf('zhangwei')) });
  return open.page;
};
/** Messages that are simply there, oldest first. */
const fillChat = (count: number) => {
  for (let i = 1; i <= count; i += 1) {
    started.sandbox.world.post(
      chatOf('zhangwei'),
      { kind: 'app', id: '1000002', name: '漏斗助手' },
      { kind: 'text', text: `第 ${i} 条` },
    );
  }
};

describe('reading', () => {
  it('does not jump while someone reads further up', async () => {
    fillChat(40);
    const page = await show();
    const thread = page.locator('.thread');
    await page.locator('.thread').getByText('第 40 条').waitFor();
    await thread.evaluate((box) => box.scrollTo(0, 200));
    await page.getByRole('button', { name: '回到最新' }).waitFor();
    fillChat(1);
    await page.getByRole('button', { name: '1 条新消息' }).waitFor();
    expect(await thread.evaluate((box) => box.scrollTop)).toBe(200);
    await page.getByRole('button', { name: '1 条新消息' }).click();
    await page.getByRole('button', { name: '1 条新消息' }).waitFor({ state: 'hidden' });
    expect(await thread.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)).toBeLessThan(2);
  });

  it('fetches older messages where they belong', async () => {
    fillChat(120);
    const page = await show();
    const thread = page.locator('.thread');
    await page.locator('.thread').getByText('第 120 条').waitFor();
    await thread.evaluate((box) => box.scrollTo(0, 0));
    await page.locator('.thread').getByText('第 21 条').waitFor();
    await thread.evaluate((box) => box.scrollTo(0, 0));
    await page.locator('.thread').getByText('第 1 条', { exact: true }).waitFor();
    await page.getByRole('button', { name: '查看更早的消息' }).waitFor({ state: 'hidden' });
    const numbers = await page.locator('.row .text').allInnerTexts();
    expect(numbers).toEqual(Array.from({ length: 120 }, (_, index) => `第 ${index + 1} 条`));
  });

  it('finds the sandbox again after a break, with what was typed', async () => {
    const page = await show();
    await page.getByLabel('输入消息').fill('还在');
    const port = Number(new URL(started.sandbox.url).port);
    await started.close();
    await page.getByText('和沙箱的连接断了').waitFor();
    started = await start({ port });
    await page.getByText('和沙箱的连接断了').waitFor({ state: 'hidden' });
    await sendTo(started.sandbox, 'zhangwei', 'text', { content: '重启之后' });
    await page.locator('.text', { hasText: '重启之后' }).waitFor();
    expect(await page.getByLabel('输入消息').inputValue()).toBe('还在');
  });
});
