import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedCredentials } from '../../../src/sandbox/seed-world.ts';
import { call, callAsApp, chatOf, type Started, sendTo, start, textsSeenBy } from '../support/start.ts';
import { launchBrowser } from './support/browser.ts';
import { ALL, EAST, echo, realPng } from './support/echo.ts';
import { type OpenPage, openPage, placeOf } from './support/open-page.ts';

let browser: Browser;
let started: Started;
let open: OpenPage;
let page: Page;
// One page for all, as people leave it open all day. Each test says something of its own.
beforeAll(async () => {
  browser = await launchBrowser();
  started = await start();
  echo(started.bot);
  open = await openPage(browser, started.sandbox.url);
  page = open.page;
});
afterAll(async () => {
  await open.close();
  await started.close();
  await browser.close();
});
beforeEach(() => started.sandbox.faults.set({ slowAnswerMs: 0 }));
afterEach(() => expect(open.harm).toEqual([]));

/** Goes to a conversation of a person within the open page. */
async function go(viewer: string, chat: string): Promise<void> {
  await page.goto(`${started.sandbox.url}/${placeOf(viewer, chat)}`);
  await page.locator(`.person[data-userid=${viewer}][aria-current=true]`).waitFor();
  await page.locator(`.conversation[data-id="${chat}"][aria-current=true]`).waitFor();
}
const push = (group: keyof typeof seedCredentials.webhooks, content: string, mentioned_list: string[] = []) =>
  call(
    started.sandbox,
    'webhook/send',
    { key: seedCredentials.webhooks[group] },
    { msgtype: 'text', text: { content, mentioned_list } },
  );

describe('talking', () => {
  it('sends a line with Enter and shows the reply', async () => {
    await go('zhangwei', chatOf('zhangwei'));
    await page.getByLabel('输入消息').fill('/推进 客户A 商机');
    await page.keyboard.press('Enter');
    await page.locator('.row[data-side=theirs]').getByText('收到：/推进 客户A 商机').waitFor();
    await page.locator('.row[data-side=mine]').getByText('/推进 客户A 商机', { exact: true }).waitFor();
    expect(await page.locator('.row', { hasText: '/推进 客户A 商机' }).count()).toBe(2);
    expect(await page.getByLabel('输入消息').inputValue()).toBe('');
    expect(started.bot.received.at(-1)?.field('Content')).toBe('/推进 客户A 商机');
  });

  it('makes a new line with Shift+Enter and leaves an input method its Enter', async () => {
    await go('zhangwei', chatOf('zhangwei'));
    const field = page.getByLabel('输入消息');
    await field.fill('一');
    await field.press('Shift+Enter');
    await field.pressSequentially('二');
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    expect(await field.inputValue()).toBe('一\n二');
    await page.getByRole('button', { name: '发送', exact: true }).click();
    await page.locator('.thread').getByText('收到：一').waitFor();
    expect(started.bot.received.at(-1)?.field('Content')).toBe('一\n二');
  });

  it('offers commands to a newcomer, and no longer once they have spoken', async () => {
    await go('zhaomin', chatOf('zhaomin'));
    await page.getByRole('button', { name: '/推进 客户A 商机' }).click();
    expect(await page.getByLabel('输入消息').inputValue()).toBe('/推进 客户A 商机');
    await page.keyboard.press('Enter');
    await page.locator('.thread').getByText('收到：/推进').waitFor();
    await page.getByRole('button', { name: '/帮助' }).waitFor({ state: 'hidden' });
  });

  it('keeps what could not be sent and sends it again', async () => {
    await go('zhangwei', chatOf('zhangwei'));
    await page.route('**/sandbox/api/say', (route) => route.abort());
    await page.getByLabel('输入消息').fill('别丢了我');
    await page.keyboard.press('Enter');
    await page.getByText('没有发出：连不上沙箱').waitFor();
    await page.unroute('**/sandbox/api/say');
    await page.reload();
    await page.getByRole('button', { name: '重发' }).click();
    await page.locator('.thread').getByText('收到：别丢了我').waitFor();
    await page.getByText('没有发出').waitFor({ state: 'detached' });
    const seen = textsSeenBy(started.sandbox, chatOf('zhangwei')).filter((text) => text.includes('别丢了我'));
    expect(seen).toEqual(['别丢了我', '收到：别丢了我']);
  });

  it('says so while the bot takes its time', async () => {
    await go('zhangwei', chatOf('zhangwei'));
    started.sandbox.faults.set({ slowAnswerMs: 900 });
    await page.getByLabel('输入消息').fill('慢慢来');
    await page.keyboard.press('Enter');
    await page.getByText('正在等机器人回应').waitFor();
    await page.locator('.thread').getByText('收到：慢慢来').waitFor();
    await page.getByText('正在等机器人回应').waitFor({ state: 'detached' });
  });

  it('keeps a draft per conversation, over a reload', async () => {
    await go('wangfang', chatOf('wangfang'));
    await page.getByLabel('输入消息').fill('写了一半');
    await page.getByRole('button', { name: '华东销售群' }).click();
    expect(await page.getByLabel('输入消息').inputValue()).toBe('');
    await page.getByText('[草稿]').waitFor();
    await page.reload();
    await page.getByRole('button', { name: '漏斗助手' }).click();
    await page.locator('.chat-title', { hasText: '漏斗助手' }).waitFor();
    expect(await page.getByLabel('输入消息').inputValue()).toBe('写了一半');
  });

  it('sends a picture, shows it and opens it large', async () => {
    await go('zhangwei', chatOf('zhangwei'));
    const file = { name: '漏斗图.png', mimeType: 'image/png', buffer: realPng };
    await page.locator('input[data-picks=image]').setInputFiles(file);
    await page.getByRole('button', { name: '放大图片：漏斗图.png' }).click();
    await page.getByRole('dialog').getByRole('img', { name: '漏斗图.png' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(started.bot.received.at(-1)?.field('MsgType')).toBe('image');
  });

  it("presses a button of the application's menu", async () => {
    const button = [
      { type: 'click', name: '今日待办', key: 'todo' },
      { name: '更多', sub_button: [{ type: 'click', name: '帮助', key: 'help' }] },
    ];
    await callAsApp(started.sandbox, 'menu/create', { button }, { agentid: String(seedCredentials.agentId) });
    await go('zhangwei', chatOf('zhangwei'));
    await page.getByRole('button', { name: '更多' }).click();
    const pressed = page.waitForResponse('**/sandbox/api/menu');
    await page.getByRole('menuitem', { name: '帮助' }).click();
    await pressed;
    expect(started.bot.received.at(-1)?.field('EventKey')).toBe('help');
  });
});

describe('who sees what', () => {
  it("shows another person's view, and nothing of the first one's", async () => {
    await sendTo(started.sandbox, 'lina', 'text', { content: '只给李娜' });
    await go('zhangwei', chatOf('zhangwei'));
    expect(await page.locator('body').innerText()).not.toContain('只给李娜');
    await page.getByRole('button', { name: /^李娜，销售，\d+ 条未读$/ }).click();
    await page.locator('.text', { hasText: '只给李娜' }).waitFor();
    await page.getByRole('button', { name: '李娜，销售', exact: true }).waitFor();
    await expect.poll(() => started.sandbox.world.unreadOf('lina', chatOf('lina'))).toBe(0);
  });

  it('marks what is unread, and who was called, until it is opened', async () => {
    await go('zhangwei', chatOf('zhangwei'));
    await push('全国销售群', '早会十分钟后开始', ['zhangwei']);
    const group = page.getByRole('button', { name: '全国销售群' });
    await group.getByText('[有人@我]').waitFor();
    await group.getByLabel('1 条未读').waitFor();
    await group.click();
    await page.locator('.text', { hasText: '早会十分钟后开始' }).waitFor();
    await group.getByLabel('1 条未读').waitFor({ state: 'detached' });
    await expect.poll(() => started.sandbox.world.unreadOf('zhangwei', ALL)).toBe(0);
  });

  it('calls somebody by @ from the keyboard', async () => {
    await go('zhangwei', EAST);
    const field = page.getByLabel('输入消息');
    await field.pressSequentially('请@王');
    await page.getByRole('option', { name: '王芳' }).waitFor();
    await field.press('Enter');
    await field.pressSequentially('看一下');
    await field.press('Enter');
    await page.locator('.mention', { hasText: '@王芳' }).waitFor();
    expect(started.sandbox.world.bubblesIn(EAST).at(-1)).toMatchObject({
      content: { text: '请@王芳 看一下' },
      mentions: ['wangfang'],
    });
  });

  it('tells of one message who can see it and who has', async () => {
    await push('华东销售群', '周报已出');
    await go('zhangwei', EAST);
    await page.locator('.row', { hasText: '周报已出' }).getByRole('button', { name: '谁看到了什么' }).click();
    const row = (name: string) => page.locator('.seen-person', { hasText: name });
    await row('张伟').getByText('已读').waitFor();
    await row('李娜').getByText('未读').waitFor();
    await row('赵敏').getByText('看不到').waitFor();
    started.sandbox.read('lina', EAST);
    await row('李娜').getByText('已读').waitFor();
  });
});
