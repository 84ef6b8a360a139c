import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, startDemo } from '../src/cli/demo.ts';
import { launchBrowser } from './sandbox/browser/support/browser.ts';
import { openPage, placeOf } from './sandbox/browser/support/open-page.ts';
import { robotChat } from './sandbox/robot/support/start-robot.ts';

const folder = mkdtempSync(join(tmpdir(), 'loudou-import-page-'));
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

/** The page as one person sees one of their chats. */
async function sitDown(userid: string, conversation: string) {
  const opened = await openPage(browser, demo.url, { hash: placeOf(userid, conversation) });
  const { page } = opened;
  const heard = (text: string) => page.getByText(text).last().waitFor();
  return {
    ...opened,
    heard,
    send: (name: string, ...lines: string[]) =>
      page
        .locator('input[data-picks="file"]')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) }),
    say: async (line: string, reply: string) => {
      const box = page.locator('textarea').first();
      await box.fill(line);
      await box.press('Enter');
      await heard(reply);
    },
  };
}

it('imports a table an admin sends the app on the page, after asking', async () => {
  const admin = await sitDown('zhaomin', 'app:1000002:zhaomin');
  await admin.send('客户.csv', '客户,负责人,阶段', '青禾农业,张伟,商机', '蓝湾物流,张伟,线索');
  await admin.heard('2 行，2 行没问题');
  await admin.say('1', '「客户.csv」导好了：2 条线索');
  await admin.say('/查 青禾农业', '青禾农业');
  expect(admin.harm).toEqual([]);
  await admin.close();
});

it('imports one sent to the robot', async () => {
  const admin = await sitDown('zhaomin', robotChat('zhaomin'));
  await admin.send('更多.csv', '客户,负责人', '白石建材,李娜');
  await admin.heard('1 行，1 行没问题');
  await admin.say('1', '「更多.csv」导好了：1 条线索');
  expect(admin.harm).toEqual([]);
  await admin.close();
});

it('tells a rep that files are for admins', async () => {
  const rep = await sitDown('zhangwei', 'app:1000002:zhangwei');
  await rep.send('客户.csv', '客户,负责人', '丙公司,张伟');
  await rep.heard('那要管理员来发');
  expect(rep.harm).toEqual([]);
  await rep.close();
});
