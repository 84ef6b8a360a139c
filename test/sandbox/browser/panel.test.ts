import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedCredentials } from '../../../src/sandbox/seed-world.ts';
import { call, chatOf, type Started, sendTo, start } from '../support/start.ts';
import { launchBrowser } from './support/browser.ts';
import { echo } from './support/echo.ts';
import { type OpenPage, openPage, placeOf } from './support/open-page.ts';

let browser: Browser;
let started: Started;
let open: OpenPage;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  started = await start();
  echo(started.bot);
  open = await openPage(browser, started.sandbox.url, {
    hash: placeOf('lina', chatOf('lina')),
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  page = open.page;
});
afterAll(async () => {
  await open.close();
  await started.close();
  await browser.close();
});
afterEach(() => expect(open.harm).toEqual([]));

const tab = (name: string) => page.getByRole('tab', { name }).click();

describe('the clock', () => {
  // In this order: the clock goes to Thursday first, then to Friday.
  it('goes to a chosen moment, never back, and can be stopped and released', async () => {
    await tab('时钟');
    await page.getByLabel('拨到').fill('2026-06-04T08:30');
    await page.getByRole('button', { name: '拨到这里' }).click();
    await page.locator('.clock-time', { hasText: '08:30:00' }).waitFor();
    // The field itself refuses earlier moments; another way in is answered in a sentence.
    await page.getByLabel('拨到').evaluate((field) => field.removeAttribute('min'));
    await page.getByLabel('拨到').fill('2026-06-01T08:30');
    await page.getByRole('button', { name: '拨到这里' }).click();
    await page.getByText('时钟不能往回拨', { exact: true }).waitFor();
    await page.getByRole('button', { name: '恢复走动' }).click();
    await page.getByRole('button', { name: '冻结', exact: true }).click();
    await page.locator('.clock-state', { hasText: '已冻结' }).waitFor();
    expect(started.sandbox.clock.frozen).toBe(true);
  });

  it('jumps, runs what was due on the way, and is on record', async () => {
    const evening = Date.UTC(2026, 5, 5, 9, 35);
    const due: number[] = [];
    started.sandbox.clock.onMinute(async (at) => {
      if (at !== evening) return;
      due.push(at);
      await sendTo(started.sandbox, 'lina', 'text', { content: '周报来了' });
    });
    await tab('时钟');
    await page.getByRole('button', { name: '到本周最后一个工作日 17:35' }).click();
    await page.locator('.clock-time', { hasText: '17:35:00' }).waitFor();
    await page.locator('.clock-date', { hasText: '6月5日 周五' }).waitFor();
    await page.locator('.text', { hasText: '周报来了' }).waitFor();
    await page.locator('.day', { hasText: '6月5日' }).waitFor();
    expect(due).toHaveLength(1);
    await tab('日志');
    await page.locator('.log-note', { hasText: '时钟拨到 2026年6月5日 周五 17:35' }).waitFor();
  });
});

describe('the log', () => {
  it('filters by words, direction and trouble', async () => {
    await sendTo(started.sandbox, 'nobody', 'text', { content: '给谁' });
    await started.sandbox.say('lina', chatOf('lina'), '/我的 停滞');
    await tab('日志');
    const lines = page.locator('.log-line');
    await lines.filter({ hasText: 'text · lina' }).first().waitFor();
    await page.getByRole('button', { name: '接口', exact: true }).click();
    await lines.filter({ hasText: 'text · lina' }).first().waitFor({ state: 'detached' });
    await page.getByLabel('只看有问题的').check();
    await lines.filter({ hasText: 'gettoken' }).first().waitFor({ state: 'detached' });
    expect(await lines.locator('.log-outcome').allInnerTexts()).toContain('81013');
    expect(await lines.locator('.log-outcome').allInnerTexts()).not.toContain('0');
    await page.getByLabel('按内容筛选').fill('没有这样的字');
    await page.getByText('没有符合条件的记录').waitFor();
    await page.getByLabel('按内容筛选').fill('');
    await page.getByLabel('只看有问题的').uncheck();
    await page.getByRole('button', { name: '全部', exact: true }).click();
    await lines.filter({ hasText: 'text · lina' }).first().waitFor();
  });

  it('opens an exchange, decrypted, and copies it as curl without secrets', async () => {
    await tab('日志');
    await sendTo(started.sandbox, 'lina', 'text', { content: '抄我' });
    await page.getByLabel('按内容筛选').fill('抄我');
    await page.locator('.log-head', { hasText: 'message/send' }).click();
    await page.locator('.log-details pre').getByText('"content": "抄我"').waitFor();
    await page.getByRole('button', { name: '复制 curl' }).click();
    await page.getByText('已复制').waitFor();
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(copied).toMatch(/^curl .*message\/send\?access_token='?"\$ACCESS_TOKEN"/);
    expect(copied).toContain('抄我');
    expect(copied).not.toContain(seedCredentials.secret);
    await page.getByLabel('按内容筛选').fill('');
  });

  it('shows the decrypted callback as it comes', async () => {
    await tab('日志');
    await page.getByLabel('输入消息').fill('看得见吗');
    await page.keyboard.press('Enter');
    await page.locator('.thread').getByText('收到：看得见吗').waitFor();
    await page.locator('.log-head', { hasText: 'text · lina' }).first().click();
    await page.locator('.log-details pre').first().getByText('<Content><![CDATA[看得见吗]]></Content>').waitFor();
  });
});

describe('faults', () => {
  it('count down as they happen', async () => {
    await tab('故障');
    await page.getByRole('button', { name: '系统繁忙（-1），加一次' }).click();
    const field = page.getByRole('spinbutton', { name: '系统繁忙（-1）' });
    await page.locator('[data-fault=busy][data-on=true]').waitFor();
    expect(await field.inputValue()).toBe('1');
    await page.getByRole('tab', { name: '故障 1' }).waitFor();
    expect(started.sandbox.faults.state.busy).toBe(1);
    expect((await call(started.sandbox, 'gettoken')).errcode).toBe(-1);
    await page.locator('[data-fault=busy][data-on=false]').waitFor();
    expect(await field.inputValue()).toBe('0');
  });

  it('switch on, and all off together', async () => {
    await tab('故障');
    await page.getByRole('switch', { name: 'IP 不可信（60020）' }).click();
    await page.locator('[data-fault=untrustedIp][data-on=true]').waitFor();
    expect((await sendTo(started.sandbox, 'lina', 'text', { content: 'x' })).errcode).toBe(60020);
    await page.getByRole('button', { name: '全部恢复正常' }).click();
    await page.locator('[data-fault=untrustedIp][data-on=false]').waitFor();
    expect(started.sandbox.faults.state.untrustedIp).toBe(false);
  });

  it('of a robot are set like the others', async () => {
    await tab('故障');
    await page.getByRole('switch', { name: '机器人：连着但收不到' }).click();
    await page.locator('[data-fault=robotMute][data-on=true]').waitFor();
    expect(started.sandbox.faults.state.robotMute).toBe(true);
    await page.getByRole('button', { name: '全部恢复正常' }).click();
    await page.locator('[data-fault=robotMute][data-on=false]').waitFor();
  });

  it('check a callback address before taking it', async () => {
    await tab('故障');
    const field = page.getByLabel('漏斗助手 回调地址');
    await field.fill('http://127.0.0.1:1/');
    await page.getByRole('button', { name: '验证并保存' }).click();
    await page.getByText('验证没有通过').waitFor();
    await field.fill(`${started.bot.url}?v=2`);
    await page.getByRole('button', { name: '验证并保存' }).click();
    await page.getByText('地址验证通过').waitFor();
  });
});

describe('by keyboard', () => {
  it('goes through the tabs of the panel with the arrows', async () => {
    await page.getByRole('tab', { name: '时钟' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('#panel-log').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.locator('#panel-clock').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('tab-clock');
  });
});
