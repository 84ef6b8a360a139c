import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedCredentials } from '../../../src/sandbox/seed-world.ts';
import { callAsApp, chatOf, type Started, sendTo, start } from '../support/start.ts';
import { passive } from '../support/test-bot.ts';
import { launchBrowser } from './support/browser.ts';
import { type OpenPage, openPage, placeOf } from './support/open-page.ts';

let browser: Browser;
let started: Started;
let open: OpenPage;
let page: Page;
// One page for all: every card has a title of its own, and cards come while the page is open, as in life.
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
beforeEach(() => {
  started.bot.answer = () => '';
});
afterEach(() => expect(open.harm).toEqual([]));

let cards = 0;
/** Sends a card under a title of its own; gives its place on the page and the answer of `message/send`. */
async function send(parts: object, title = '客户') {
  cards += 1;
  const name = `${title}${cards}`;
  const card = { task_id: `task-${cards}`, ...parts, main_title: { title: name, desc: '停留 6 个工作日' } };
  const answer = await sendTo(started.sandbox, 'lina', 'template_card', card);
  expect(answer.errmsg).toBe('ok');
  const shown = page.getByRole('group', { name, exact: true });
  await shown.waitFor();
  return { shown, card, responseCode: answer.response_code };
}
const buttons = {
  card_type: 'button_interaction',
  button_list: [
    { text: '推进', key: 'go', style: 1 },
    { text: '丢单', key: 'lose', style: 3 },
  ],
};
/** Presses, and waits until the bot has answered. */
async function press(button: Locator): Promise<void> {
  const [answer] = await Promise.all([page.waitForResponse('**/sandbox/api/click'), button.click()]);
  expect(answer.status()).toBe(200);
}
/** The last callback the bot got. */
const heard = () => {
  const last = started.bot.received.at(-1);
  return {
    event: last?.field('Event'),
    key: last?.field('EventKey'),
    task: last?.field('TaskId'),
    xml: last?.xml ?? '',
  };
};
/** The ids of the chosen options, in the order of the callback. */
const chosenIds = () => [...heard().xml.matchAll(/<OptionId>(?:<!\[CDATA\[)?(\w+)/g)].map((found) => found[1]);

describe('pressing a card', () => {
  it("reaches the bot, and the bot's answer greys the buttons", async () => {
    const { shown, card } = await send(buttons);
    started.bot.answer = () => ({
      reply: passive('lina', 'update_button', '<Button><ReplaceName>李娜 已推进</ReplaceName></Button>'),
    });
    await press(shown.getByRole('button', { name: '推进' }));
    const done = shown.getByRole('button', { name: '李娜 已推进' });
    await done.waitFor();
    expect(await done.isDisabled()).toBe(true);
    expect(await shown.getByRole('button').count()).toBe(1);
    expect(heard()).toMatchObject({ event: 'template_card_event', key: 'go', task: card.task_id });
  });

  it('marks what was pressed when the bot changes nothing', async () => {
    const { shown } = await send(buttons);
    await press(shown.getByRole('button', { name: '丢单' }));
    await shown.getByTitle('你点了这个').getByText('丢单').waitFor();
  });

  it('shows the card that an update put in its place', async () => {
    const { shown, card, responseCode } = await send(buttons);
    await callAsApp(started.sandbox, 'message/update_template_card', {
      agentid: seedCredentials.agentId,
      response_code: responseCode,
      userids: ['lina'],
      template_card: { ...card, main_title: { title: '已成交的客户' }, replace_text: '已结束' },
    });
    const next = page.getByRole('group', { name: '已成交的客户' });
    expect(await next.getByRole('button', { name: '已结束' }).isDisabled()).toBe(true);
    await shown.waitFor({ state: 'detached' });
  });

  it('says in a sentence why a press was refused', async () => {
    const { shown, responseCode } = await send(buttons);
    // The same person has pressed it on another device a moment before.
    await page.route('**/sandbox/api/click', async (route) => {
      await callAsApp(started.sandbox, 'message/update_template_card', {
        agentid: seedCredentials.agentId,
        response_code: responseCode,
        userids: ['lina'],
        button: { replace_name: '已处理' },
      });
      await route.continue();
    });
    await shown.getByRole('button', { name: '推进' }).click();
    await page.getByText('这个按钮已经不能点了').waitFor();
    await shown.getByRole('button', { name: '已处理' }).waitFor();
    await page.unroute('**/sandbox/api/click');
  });

  it('opens the menu in the corner by keyboard', async () => {
    const action_list = [
      { text: '转交', key: 'give' },
      { text: '静音', key: 'mute' },
    ];
    const { shown } = await send({ ...buttons, action_menu: { desc: '卡片菜单', action_list } });
    await shown.getByRole('button', { name: '卡片菜单' }).press('Enter');
    await page.keyboard.press('ArrowDown');
    await Promise.all([page.waitForResponse('**/sandbox/api/click'), page.keyboard.press('Enter')]);
    expect(heard()).toMatchObject({ event: 'template_card_menu_event', key: 'mute' });
  });
});

describe('choosing on a card', () => {
  const stages = [
    { id: 'quote', text: '报价' },
    { id: 'won', text: '成交' },
  ];

  it('sends what was selected with the button', async () => {
    const selection = { question_key: 'to', title: '推进到', option_list: stages };
    const { shown } = await send({ ...buttons, button_selection: selection });
    await shown.getByLabel('推进到').selectOption('成交');
    await press(shown.getByRole('button', { name: '推进' }));
    expect(chosenIds()).toEqual(['won']);
    expect(await shown.getByLabel('推进到').inputValue()).toBe('won');
  });

  it('keeps a choice that was not sent while the card is drawn anew', async () => {
    const selection = { question_key: 'to', title: '推进到', option_list: stages };
    const { shown, card, responseCode } = await send({ ...buttons, button_selection: selection });
    await shown.getByLabel('推进到').selectOption('成交');
    await callAsApp(started.sandbox, 'message/update_template_card', {
      agentid: seedCredentials.agentId,
      response_code: responseCode,
      userids: ['lina'],
      template_card: { ...card, sub_title_text: '预算已确认' },
    });
    await shown.getByText('预算已确认').waitFor();
    expect(await shown.getByLabel('推进到').inputValue()).toBe('won');
  });

  it('sends several answers of a vote', async () => {
    const { shown } = await send({
      card_type: 'vote_interaction',
      checkbox: {
        question_key: 'why',
        mode: 1,
        option_list: [
          { id: 'price', text: '价格', is_checked: true },
          { id: 'rival', text: '竞品' },
          { id: 'later', text: '暂不采购' },
        ],
      },
      submit_button: { text: '提交原因', key: 'send' },
    });
    await shown.getByRole('checkbox', { name: '暂不采购' }).check();
    await press(shown.getByRole('button', { name: '提交原因' }));
    expect(heard().key).toBe('send');
    expect(chosenIds()).toEqual(['price', 'later']);
  });

  it('sends every selector, the untouched ones with their preset', async () => {
    const option_list = [
      { id: 'yes', text: '有' },
      { id: 'no', text: '没有' },
    ];
    const { shown } = await send({
      card_type: 'multiple_interaction',
      select_list: [
        { question_key: 'budget', title: '预算', option_list, selected_id: 'no' },
        { question_key: 'decider', title: '决策人', option_list },
      ],
      submit_button: { text: '保存', key: 'save' },
    });
    await press(shown.getByRole('button', { name: '保存' }));
    expect(chosenIds()).toEqual(['no', 'yes']);
  });
});

describe('cards that only show', () => {
  it('show every part of a notice', async () => {
    const { shown, card } = await send({
      card_type: 'text_notice',
      source: { desc: '周报', desc_color: 3 },
      emphasis_content: { title: '23%', desc: '意向→商机' },
      quote_area: { title: '诊断', quote_text: '中层堵塞' },
      sub_title_text: '差别不显著',
      horizontal_content_list: [{ keyname: '负责人', type: 3, userid: 'wangfang' }],
      jump_list: [{ type: 1, title: '完整周报', url: 'https://example.com/full' }],
      card_action: { type: 1, url: 'https://example.com/week' },
    });
    for (const text of ['周报', '23%', '意向→商机', '诊断', '中层堵塞', '差别不显著', '负责人', '王芳']) {
      await shown.getByText(text, { exact: true }).waitFor();
    }
    const target = (name: string) => shown.getByRole('link', { name }).getAttribute('href');
    expect(await target('完整周报')).toBe('https://example.com/full');
    expect(await target(card.main_title.title)).toBe('https://example.com/week');
  });

  it('show a news card without fetching its picture from elsewhere', async () => {
    const { shown } = await send({
      card_type: 'news_notice',
      card_image: { url: 'https://pictures.example/a.png', aspect_ratio: 2 },
      vertical_content_list: [{ title: '最大的流失', desc: '报价→成交' }],
      card_action: { type: 1, url: 'https://example.com/' },
    });
    await shown.getByText('pictures.example').waitFor();
    await shown.getByText('最大的流失').waitFor();
  });
});
