import { request } from 'node:http';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BubbleContent } from '../../../src/sandbox/world/bubble.ts';
import { callAsApp, chatOf, type Started, sendTo, start } from '../support/start.ts';
import { launchBrowser } from './support/browser.ts';
import { EAST } from './support/echo.ts';
import { type OpenPage, openPage, placeOf } from './support/open-page.ts';

let browser: Browser;
let started: Started;
let open: OpenPage;
let page: Page;
// One page for all: messages come while it is open, as in life.
beforeAll(async () => {
  browser = await launchBrowser();
  started = await start();
  open = await openPage(browser, started.sandbox.url, { hash: placeOf('lina', chatOf('lina')) });
  page = open.page;
});
afterAll(async () => {
  await open.close();
  await started.close();
  await browser.close();
});
afterEach(() => expect(open.harm).toEqual([]));

/** Puts a message straight into the world: stricter senders would have stopped some of these. Gives its row. */
function plant(content: BubbleContent, name = '漏斗助手'): Locator {
  const author = { kind: 'app', id: '1000002', name } as const;
  return page.locator(`[data-bubble="${started.sandbox.world.post(chatOf('lina'), author, content).id}"]`);
}
const lastRow = () => page.locator('.thread .row').last();

describe('markdown', () => {
  it('of applications knows headings, bold, links, code, quotes, colours and members; the rest stays as written', async () => {
    await sendTo(started.sandbox, 'lina', 'markdown', {
      content:
        '## 标题\n**粗**和`代码`和[链接](https://example.com/a)\n> 引用 <font color="warning">红</font>\n<@wangfang>\n- 列表\n*斜*\n|a|b|\n|-|-|',
    });
    const message = lastRow().locator('.markdown');
    await message.locator('.heading-2', { hasText: '标题' }).waitFor();
    await message.locator('strong', { hasText: '粗' }).waitFor();
    await message.locator('code', { hasText: '代码' }).waitFor();
    await message.locator('blockquote .font-warning', { hasText: '红' }).waitFor();
    await message.locator('.mention', { hasText: '@王芳' }).waitFor();
    const anchor = message.getByRole('link', { name: '链接' });
    expect(await anchor.getAttribute('rel')).toContain('noopener');
    expect(await message.innerText()).toContain('- 列表\n*斜*\n|a|b|\n|-|-|');
    expect(await message.locator('li, em, table').count()).toBe(0);
  });

  it('v2 knows lists, tables, italics, code blocks and rules, but neither colours nor members', async () => {
    const text =
      '*斜*\n1. 一\n   - 内\n2. 二\n\n|阶段|数|\n|:-|-:|\n|线索|42|\n\n---\n>> 深引用\n```\n<b>码</b>\n```\n<font color="info">绿</font> <@lina>';
    const message = plant({ kind: 'markdown_v2', text });
    await message.locator('em', { hasText: '斜' }).waitFor();
    await message.locator('ol > li > ul > li', { hasText: '内' }).waitFor();
    await message.locator('td[data-align=end]', { hasText: '42' }).waitFor();
    await message.locator('blockquote blockquote', { hasText: '深引用' }).waitFor();
    await message.locator('pre', { hasText: '<b>码</b>' }).waitFor();
    expect(await message.locator('hr').count()).toBe(1);
    expect(await message.innerText()).toContain('<font color="info">绿</font> <@lina>');
  });
});

describe('text', () => {
  it('of an application has links, of a person none', async () => {
    const text = '看<a href="https://example.com/a">这里</a>';
    await sendTo(started.sandbox, 'lina', 'text', { content: text });
    await started.sandbox.say('lina', chatOf('lina'), text);
    await page.locator('.row[data-side=theirs]').getByRole('link', { name: '这里', exact: true }).waitFor();
    await page.locator('.row[data-side=mine]').getByText(text).waitFor();
    expect(await page.locator('.row[data-side=mine] a').count()).toBe(0);
  });

  it('that was taken back is gone', async () => {
    const { msgid } = await sendTo(started.sandbox, 'lina', 'text', { content: '发错了' });
    await lastRow().getByText('发错了').waitFor();
    await callAsApp(started.sandbox, 'message/recall', { msgid });
    await page.locator('.thread').getByText('漏斗助手 撤回了一条消息').waitFor();
    expect(await page.locator('body').innerText()).not.toContain('发错了');
  });
});

const hostile = [
  '<script>window.harmed=1</script>',
  '<img src=x onerror="window.harmed=1">',
  '<svg onload="window.harmed=1"><a href="javascript:window.harmed=1">x</a></svg>',
  '<a href="javascript:window.harmed=1">点我</a>',
  '<a href=" java\tscript:window.harmed=1">点我</a>',
  '<a href="data:text/html,<script>1</script>">点我</a>',
  '<a href="https://evil.example/" onclick="window.harmed=1" style="position:fixed;inset:0">铺满</a>',
  '[点我](javascript:window.harmed=1) ![图](https://evil.example/x.png) ![图](javascript:1)',
  '<font color="red;background:url(https://evil.example)">红</font><iframe src="https://evil.example"></iframe>',
  '<@"><img src=x onerror=window.harmed=1>> </textarea><form action="https://evil.example"><input>',
  '{{constructor.constructor("window.harmed=1")()}} #{window.harmed=1}',
  '\u202e反过来\u2066的字\u202d和 \u200f标记',
];

/** What a message must never become. */
async function expectHarmless(page: Page): Promise<void> {
  const links = await page
    .locator('.thread a')
    .evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''));
  expect(links.filter((href) => !/^(https?:\/\/|\/sandbox\/api\/media\/)/.test(href))).toEqual([]);
  expect(await page.locator('.thread :is(script, iframe, form, object, embed, style, svg a)').count()).toBe(0);
  expect(await page.locator('[onerror], [onload], [onclick]').count()).toBe(0);
  expect(await page.evaluate("'harmed' in window")).toBe(false);
}

describe('what a stranger wrote', () => {
  it.each(['text', 'markdown', 'markdown_v2'] as const)('does no harm as %s', async (kind) => {
    for (const text of hostile) plant({ kind, text });
    await page
      .locator('.row')
      .nth(hostile.length - 1)
      .waitFor();
    await page.locator('.row').getByText('window.harmed=1').first().click();
    await expectHarmless(page);
    expect(await page.locator('.thread img').count()).toBe(0);
  });

  it('does no harm in the fields of a card, an article or a file', async () => {
    for (const text of hostile) {
      const url = text.includes('javascript') ? 'javascript:window.harmed=1' : 'https://evil.example/';
      plant({ kind: 'textcard', title: text, description: text, url, buttonText: text });
      plant({ kind: 'news', articles: [{ title: text, description: text, url, pictureUrl: url }] });
      plant({ kind: 'file', mediaId: text, fileName: text });
      plant({
        kind: 'card',
        card: {
          card_type: 'button_interaction',
          source: { desc: text, icon_url: url },
          main_title: { title: text, desc: text },
          quote_area: { type: 1, url, quote_text: text },
          sub_title_text: text,
          horizontal_content_list: [{ keyname: text, value: text, type: 1, url }],
          jump_list: [{ type: 1, title: text, url }],
          card_action: { type: 1, url },
          button_list: [
            { text, type: 1, url },
            { text, key: text },
          ],
          card_image: { url },
        },
      });
      await plant({ kind: 'event', text }).waitFor();
    }
    await expectHarmless(page);
  });

  it('does no harm in names, to the list, the panel and the log either', async () => {
    const nasty = '<img src=x onerror=window.harmed=1>';
    started.sandbox.world.changeConversation(EAST, { title: nasty });
    plant({ kind: 'text', text: nasty }, nasty);
    await sendTo(started.sandbox, 'lina', 'text', { content: nasty });
    await page.getByRole('button', { name: '谁看到了什么' }).last().click();
    await page.getByRole('tab', { name: '日志' }).click();
    await page.locator('.log-head', { hasText: 'message/send' }).first().click();
    await page.locator('.log-details').getByText(nasty).waitFor();
    await expectHarmless(page);
    expect(await page.locator('img').count()).toBe(0);
  });

  it('of great length neither breaks the page nor holds it up', async () => {
    plant({ kind: 'text', text: '很长'.repeat(10_000) });
    plant({ kind: 'text', text: 'w'.repeat(2000) });
    plant({ kind: 'markdown', text: '[**<font color="info">`'.repeat(2000) });
    plant({ kind: 'markdown_v2', text: `${'|a'.repeat(300)}\n${'|-'.repeat(300)}\n${'>'.repeat(3000)}` });
    await page.getByRole('button', { name: '展开全文（共 20000 字）' }).click();
    await page.getByRole('button', { name: '展开全文' }).waitFor({ state: 'detached' });
    const overhang = await page.locator('.thread').evaluate((box) => box.scrollWidth - box.clientWidth);
    expect(overhang).toBe(0);
  });
});

describe('paths', () => {
  it('outside the page are not served', async () => {
    const { port } = new URL(started.sandbox.url);
    const statusOf = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const outgoing = request({ host: '127.0.0.1', port, path }, (incoming) => {
          incoming.resume();
          resolve(incoming.statusCode);
        });
        outgoing.on('error', reject);
        outgoing.end();
      });
    const outside = [
      '/../server.ts',
      '/..%2fserver.ts',
      '/chat/../../server.ts',
      '/css/..%2f..%2f..%2f..%2fpackage.json',
      '/sandbox/api/media/..%2f..%2fserver.ts',
      '/page.js%00.html',
      '//etc/passwd',
      '/chat',
    ];
    for (const path of outside) expect([path, await statusOf(path)]).toEqual([path, 404]);
    expect(await statusOf('/chat/thread.js')).toBe(200);
  });
});
