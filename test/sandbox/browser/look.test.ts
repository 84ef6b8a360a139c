import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chatOf, type Started, start } from '../support/start.ts';
import { launchBrowser } from './support/browser.ts';
import { EAST, echo } from './support/echo.ts';
import { type OpenPage, openPage, placeOf } from './support/open-page.ts';

let browser: Browser;
let started: Started;
let open: OpenPage;
beforeAll(async () => {
  browser = await launchBrowser();
  started = await start();
  echo(started.bot);
});
afterAll(async () => {
  await started.close();
  await browser.close();
});
afterEach(async () => {
  await open.close();
  expect(open.harm).toEqual([]);
});

const show = async (options: Parameters<typeof openPage>[2] = {}) => {
  open = await openPage(browser, started.sandbox.url, { hash: placeOf('lina', chatOf('lina')), ...options });
  return open.page;
};

describe('light and dark', () => {
  const ground = (page: Awaited<ReturnType<typeof show>>) =>
    page.evaluate('getComputedStyle(document.body).backgroundColor');

  it('follows the system until someone chooses, and then remembers', async () => {
    const page = await show({ colorScheme: 'dark' });
    const dark = await ground(page);
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await ground(page);
    expect(light).not.toBe(dark);
    await page.getByRole('button', { name: '外观：跟随系统' }).click();
    await page.getByRole('button', { name: '外观：浅色' }).click();
    await page.getByRole('button', { name: '外观：深色' }).waitFor();
    expect(await ground(page)).toBe(dark);
    await page.reload();
    await page.getByRole('button', { name: '外观：深色' }).waitFor();
    expect(await ground(page)).toBe(dark);
  });
});

describe('on a phone', () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

  it('goes from the list to the chat to the panel and back', async () => {
    const heard = started.bot.received.length;
    const page = await show({ ...phone, hash: placeOf('lina') });
    // Nobody has opened a conversation yet.
    expect(started.bot.received).toHaveLength(heard);
    await page.getByRole('button', { name: '漏斗助手' }).tap();
    await page.getByLabel('输入消息').fill('手机上');
    await page.getByRole('button', { name: '发送', exact: true }).tap();
    await page.locator('.thread').getByText('收到：手机上').waitFor();
    await page.getByRole('button', { name: '控制台' }).tap();
    await page.getByRole('button', { name: '到下周一 09:00' }).waitFor();
    await page.locator('.thread').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '返回聊天' }).tap();
    await page.locator('.thread').waitFor();
    await page.getByRole('button', { name: '返回会话列表' }).tap();
    await page.getByRole('button', { name: '华东销售群' }).waitFor();
    await page.goBack();
    await page.locator('.thread').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  it('leaves a message unread while its conversation is not on show', async () => {
    const page = await show({ ...phone, hash: placeOf('lina', EAST) });
    await page.getByRole('button', { name: '返回会话列表' }).tap();
    await started.sandbox.say('wangfang', EAST, '在吗');
    const group = page.getByRole('button', { name: '华东销售群' });
    await group.getByLabel('1 条未读').waitFor();
    await group.tap();
    await page.locator('.text', { hasText: '在吗' }).waitFor();
    await page.getByRole('button', { name: '返回会话列表' }).tap();
    await group.getByLabel('1 条未读').waitFor({ state: 'detached' });
    expect(started.sandbox.world.unreadOf('lina', EAST)).toBe(0);
  });
});
