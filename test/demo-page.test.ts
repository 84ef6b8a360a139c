import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, startDemo } from '../src/cli/demo.ts';
import { launchBrowser } from './sandbox/browser/support/browser.ts';
import { openPage, placeOf } from './sandbox/browser/support/open-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'loudou-demo-page-'));
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  demo = await startDemo({ port: 0, nodeEnv: undefined, file: join(folder, 'demo.db'), logLevel: 'silent' });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The page as one person sees their chat with the app, and a way to type there. */
async function sitDown(userid: string) {
  const opened = await openPage(browser, demo.url, { hash: placeOf(userid, `app:1000002:${userid}`) });
  const say = async (line: string, reply: string | RegExp) => {
    const box = opened.page.locator('textarea').first();
    await box.fill(line);
    await box.press('Enter');
    await opened.page.locator('.text', { hasText: reply }).last().waitFor();
  };
  return { ...opened, say };
}

it('answers what a rep types on the page, and what the manager and the admin do after', async () => {
  const rep = await sitDown('zhangwei');
  await rep.say('/推进 客户A 商机', '客户A：线索 → 商机');
  await rep.say('1', '下一步：明天');
  await rep.say('/跟进 客户A 见了王总', '记下了，客户A：见了王总');
  await rep.say('/推进 客户A 商机', '已经在「商机」了');
  expect(rep.harm).toEqual([]);
  await rep.close();

  const manager = await sitDown('wangfang');
  await manager.say('/推进 客户A', '客户A：商机 → 报价');
  await manager.say('/撤销', '已撤销 客户A 的：商机 → 报价');
  expect(manager.harm).toEqual([]);
  await manager.close();

  const admin = await sitDown('zhaomin');
  await admin.say('/历史 客户A', /商机 → 报价.*【已撤销】/);
  await admin.say('/成员', '张伟 销售 华东组');
  expect(admin.harm).toEqual([]);
  await admin.close();
});
