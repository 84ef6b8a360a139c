import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { type Bubble, cardViewOf } from '../../src/sandbox/world/bubble.ts';
import { callAsApp, chatOf, type Started, sendTo, start } from './support/start.ts';
import { passive } from './support/test-bot.ts';

const { agentId } = seedCredentials;
const HOUR = 3_600_000;
let started: Started;
beforeEach(async () => {
  started = await start();
});
afterEach(() => started.close());

const buttons = (taskId: string, more: object = {}) => ({
  card_type: 'button_interaction',
  task_id: taskId,
  main_title: { title: '客户A · 商机' },
  button_list: [
    { text: '推进', key: 'move:1' },
    { text: '官网', type: 1, url: 'https://a/' },
  ],
  ...more,
});
const notice = (more: object = {}) => ({
  card_type: 'text_notice',
  main_title: { title: '已推进' },
  card_action: { type: 1, url: 'https://a/' },
  ...more,
});
const selectors = {
  card_type: 'multiple_interaction',
  task_id: 'sel-1',
  main_title: { title: '下一步' },
  select_list: [
    {
      question_key: 'day',
      option_list: [
        { id: 'd1', text: '明天' },
        { id: 'd3', text: '3天后' },
      ],
      selected_id: 'd3',
    },
    { question_key: 'how', option_list: [{ id: 'call', text: '电话' }] },
  ],
  submit_button: { key: 'ok' },
};

const send = (card: unknown, touser = 'zhangwei') => sendTo(started.sandbox, touser, 'template_card', card);
const lastBubble = (userid = 'zhangwei') => started.sandbox.world.bubblesIn(chatOf(userid)).at(-1) as Bubble;
const viewOf = (userid = 'zhangwei') => cardViewOf(lastBubble(userid), userid);
const press = (key: string, chosen = {}, on: 'button' | 'menu' = 'button') =>
  started.sandbox.press('zhangwei', lastBubble().id, { on, key, chosen });
const update = (body: object) =>
  callAsApp(started.sandbox, 'message/update_template_card', { agentid: agentId, ...body });
const greyed = { button: { replace_name: '已处理' } };

describe('sending a card', () => {
  it('gives a response_code only for a card that calls back', async () => {
    expect(await send(buttons('t1'))).toHaveProperty('response_code');
    expect(await send(notice())).not.toHaveProperty('response_code');
    const menu = { action_menu: { desc: '更多', action_list: [{ text: '不再提醒', key: 'mute' }] } };
    expect(await send(notice({ task_id: 't2', ...menu }))).toHaveProperty('response_code');
  });

  it('refuses a task_id used before, and a card that calls back nobody', async () => {
    expect((await send(buttons('same'))).errcode).toBe(0);
    expect((await send(buttons('same'))).errcode).toBe(42014);
    started.sandbox.world.changeApp(agentId, { callbackUrl: null });
    expect((await send(buttons('other'))).errcode).toBe(43012);
    expect((await send(notice())).errcode).toBe(0);
  });

  const list = (count: number, item: object) => Array(count).fill(item);
  const options = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `o${i}`, text: '选' }));
  const vote = (checkbox: object | undefined, more: object = {}) => ({
    card_type: 'vote_interaction',
    task_id: 'vote',
    main_title: { title: '投票' },
    checkbox,
    submit_button: { key: 'ok' },
    ...more,
  });
  it.each([
    ['no object', 'x', 40058],
    ['an unknown type', { ...notice(), card_type: 'x' }, 42031],
    ['no title', buttons('t', { main_title: {} }), 42032],
    ['neither title nor subtitle', notice({ main_title: {} }), 42032],
    ['no task', { ...buttons('t'), task_id: undefined }, 42014],
    ['a task with a space', buttons('a b'), 42014],
    ['a task too long', buttons('a'.repeat(129)), 42014],
    ['a corner menu without task', notice({ action_menu: { action_list: [{ text: 'a', key: 'a' }] } }), 42014],
    ['7 lines', notice({ horizontal_content_list: list(7, { keyname: 'k' }) }), 42035],
    ['4 jumps', notice({ jump_list: list(4, { title: 't' }) }), 42036],
    ['no buttons', buttons('t', { button_list: [] }), 42037],
    ['7 buttons', buttons('t', { button_list: list(7, { text: 'a', key: 'a' }) }), 42037],
    ['a button without text', buttons('t', { button_list: [{ key: 'a' }] }), 42038],
    ['a button without key', buttons('t', { button_list: [{ text: 'a' }] }), 42039],
    ['a key too long', buttons('t', { button_list: [{ text: 'a', key: '键'.repeat(342) }] }), 42039],
    ['a key twice', buttons('t', { button_list: list(2, { text: 'a', key: 'a' }) }), 42039],
    ['a link button without url', buttons('t', { button_list: [{ text: 'a', type: 1 }] }), 42039],
    ['no action', notice({ card_action: undefined }), 42045],
    ['an action of no type', notice({ card_action: { type: 0 } }), 42045],
    ['an action without url', notice({ card_action: { type: 1 } }), 42045],
    ['news without picture', { ...notice(), card_type: 'news_notice' }, 42044],
    ['a vote without options', vote({ question_key: 'q', option_list: [] }), 42042],
    ['21 options', vote({ question_key: 'q', option_list: options(21) }), 42042],
    ['an option twice', vote({ question_key: 'q', option_list: list(2, { id: 'a', text: 'a' }) }), 42040],
    ['an option id too long', vote({ question_key: 'q', option_list: [{ id: 'a'.repeat(129), text: 'a' }] }), 42040],
    ['no question key', vote({ option_list: options(2) }), 42043],
    ['no submit key', vote({ question_key: 'q', option_list: options(2) }, { submit_button: {} }), 42046],
    ['4 selectors', { ...selectors, select_list: list(4, selectors.select_list[0] as object) }, 42042],
    ['the same question twice', { ...selectors, select_list: list(2, selectors.select_list[0] as object) }, 42043],
    ['an empty corner menu', notice({ task_id: 't', action_menu: { action_list: [] } }), 42047],
    [
      'the same corner key twice',
      notice({ task_id: 't', action_menu: { action_list: list(2, { text: 'a', key: 'a' }) } }),
      42051,
    ],
  ])('refuses %s', async (_what, card, errcode) => {
    expect((await send(card)).errcode).toBe(errcode);
    expect(started.sandbox.world.bubblesIn(chatOf('zhangwei'))).toEqual([]);
  });

  it('accepts each of the five types', async () => {
    const news = { ...notice(), card_type: 'news_notice', card_image: { url: 'https://p/' } };
    for (const card of [
      notice(),
      news,
      buttons('b1'),
      vote({ question_key: 'q', option_list: options(20) }),
      selectors,
    ]) {
      expect(await send(card)).toMatchObject({ errcode: 0 });
    }
  });
});

describe('pressing a card', () => {
  it('tells the bot who pressed what on which card', async () => {
    await send(buttons('lead-1'));
    await press('move:1');
    const [event] = started.bot.received;
    expect(['Event', 'FromUserName', 'EventKey', 'TaskId', 'CardType'].map((name) => event?.field(name))).toEqual([
      'template_card_event',
      'zhangwei',
      'move:1',
      'lead-1',
      'button_interaction',
    ]);
    expect(event?.field('ResponseCode')).toMatch(/^rc_/);
    expect(event?.field('SelectedItems')).toBeUndefined();
    expect(viewOf()?.pressedKey).toBe('move:1');
  });

  it('sends what was chosen, and the preset where nothing was', async () => {
    await send(selectors);
    await press('ok', { how: ['call'] });
    expect(started.bot.received[0]?.xml.replace(/\s/g, '').replace(/<!\[CDATA\[|\]\]>/g, '')).toContain(
      '<SelectedItem><QuestionKey>day</QuestionKey><OptionIds><OptionId>d3</OptionId></OptionIds></SelectedItem>',
    );
    expect(viewOf()?.chosen).toEqual({ day: ['d3'], how: ['call'] });
  });

  it('can spell the options as an old sample does', async () => {
    await started.close();
    started = await start({ settings: { optionIdsElement: 'OpitonIds' } });
    await send(selectors);
    await press('ok');
    expect(started.bot.received[0]?.xml).toMatch(/<OpitonIds>\s*<OpitonId>/);
  });

  it('has an event of its own for the corner menu', async () => {
    const menu = { action_menu: { action_list: [{ text: '不再提醒', key: 'mute' }] } };
    await send(notice({ task_id: 't2', ...menu }));
    await press('mute', {}, 'menu');
    expect(started.bot.received[0]?.field('Event')).toBe('template_card_menu_event');
  });

  it.each([
    ['a key that is not there', 'x', {}],
    ['a link button', 'https://a/', {}],
    ['an answer to no question', 'move:1', { q: ['a'] }],
  ])('refuses %s', async (_what, key, chosen) => {
    await send(buttons('t'));
    await expect(press(key, chosen)).rejects.toThrow(/no such/);
    expect(started.bot.received).toEqual([]);
  });

  it('refuses an option that does not exist, two of one, and someone else’s card', async () => {
    await send(selectors);
    await expect(press('ok', { day: ['d9'] })).rejects.toThrow('no such option');
    await expect(press('ok', { day: ['d1', 'd3'] })).rejects.toThrow('no such option');
    await expect(
      started.sandbox.press('lina', lastBubble().id, { on: 'button', key: 'ok', chosen: {} }),
    ).rejects.toThrow('no such person');
  });
});

describe('the passive update', () => {
  it('greys the button of the one who pressed', async () => {
    await send(buttons('t'), 'zhangwei|lina');
    started.bot.answer = () => ({
      reply: passive('zhangwei', 'update_button', '<Button><ReplaceName>已推进</ReplaceName></Button>'),
    });
    const [changed] = await press('move:1');
    expect(changed?.id).toBe(lastBubble().id);
    expect(viewOf()?.replacedText).toBe('已推进');
    expect(viewOf('lina')?.replacedText).toBeNull();
    await expect(press('move:1')).rejects.toThrow('can no longer be pressed');
  });

  it('puts another card in its place, lists by repeated elements', async () => {
    await send(buttons('t'));
    const card = `<TemplateCard><CardType>vote_interaction</CardType><TaskId>t</TaskId><MainTitle><Title>选一个</Title></MainTitle>
      <CheckBox><QuestionKey>q</QuestionKey><OptionList><Id>a</Id><Text>甲</Text><IsChecked>true</IsChecked></OptionList>
      <OptionList><Id>b</Id><Text>乙</Text><IsChecked>false</IsChecked></OptionList><Disable>false</Disable><Mode>1</Mode></CheckBox>
      <SubmitButton><Text>提交</Text><Key>go</Key></SubmitButton><ReplaceText>已交</ReplaceText></TemplateCard>`;
    started.bot.answer = () => ({ reply: passive('zhangwei', 'update_template_card', card) });
    await press('move:1');
    expect(viewOf()).toEqual({
      card: {
        card_type: 'vote_interaction',
        task_id: 't',
        main_title: { title: '选一个' },
        checkbox: {
          question_key: 'q',
          option_list: [
            { id: 'a', text: '甲', is_checked: true },
            { id: 'b', text: '乙', is_checked: false },
          ],
          disable: false,
          mode: 1,
        },
        submit_button: { text: '提交', key: 'go' },
        replace_text: '已交',
      },
      replacedText: '已交',
      pressedKey: null,
      chosen: {},
    });
  });

  it('shows nothing when the card is not one, or the answer is a text', async () => {
    await send(buttons('t'));
    const bad = '<TemplateCard><CardType>button_interaction</CardType></TemplateCard>';
    started.bot.answer = () => ({ reply: passive('zhangwei', 'update_template_card', bad) });
    expect(await press('move:1')).toEqual([]);
    started.bot.answer = () => ({ reply: passive('zhangwei', 'text', '<Content>好</Content>') });
    expect(await press('move:1')).toEqual([]);
    expect(started.sandbox.log.entries({ direction: 'callback' }).flatMap((entry) => entry.warnings)).toEqual([
      'TemplateCard: main_title.title (42032)',
      'text cannot answer template_card_event',
    ]);
  });

  it('does not use up the code of its event, unless a setting says so', async () => {
    const reply = passive('zhangwei', 'update_button', '<Button><ReplaceName>好</ReplaceName></Button>');
    for (const [passiveUpdateSpendsCode, errcode] of [
      [false, 0],
      [true, 60140],
    ] as const) {
      await started.close();
      started = await start({ settings: { passiveUpdateSpendsCode } });
      await send(buttons('t'));
      started.bot.answer = () => ({ reply });
      await press('move:1');
      const code = started.bot.received[0]?.field('ResponseCode');
      const answer = await update({ response_code: code, userids: ['zhangwei'], ...greyed });
      expect(answer.errcode).toBe(errcode);
    }
  });
});

describe('update_template_card', () => {
  it('updates the named recipients and reports the others', async () => {
    const { response_code } = await send(buttons('t'), 'zhangwei|lina');
    const answer = await update({ response_code, userids: ['ZhangWei', 'WangFang', 'x'], ...greyed });
    expect(answer).toEqual({ errcode: 0, errmsg: 'ok', invaliduser: ['x', 'wangfang'] });
    expect(viewOf()?.replacedText).toBe('已处理');
    expect(viewOf('lina')?.replacedText).toBeNull();
  });

  it('puts a new card before all recipients', async () => {
    const { response_code } = await send(buttons('t'), 'zhangwei|lina');
    await update({ response_code, atall: 1, template_card: notice() });
    expect(viewOf()?.card.card_type).toBe('text_notice');
    expect(viewOf('lina')?.card.main_title?.title).toBe('已推进');
  });

  it('takes a code once, and a new one from every press', async () => {
    const { response_code } = await send(buttons('t'));
    const body = { userids: ['zhangwei'], template_card: buttons('t') };
    expect((await update({ response_code, ...body })).errcode).toBe(0);
    expect((await update({ response_code, ...body })).errcode).toBe(60140);
    await press('move:1');
    const code = started.bot.received[0]?.field('ResponseCode');
    expect((await update({ response_code: code, ...body })).errcode).toBe(0);
    expect((await update({ response_code: code, ...body })).errcode).toBe(60140);
  });

  it('does not take a code after 72 hours, and keeps it when the update is refused', async () => {
    const { response_code } = await send(buttons('t'));
    expect((await update({ response_code, userids: ['zhangwei'], template_card: {} })).errcode).toBe(42031);
    expect((await update({ response_code, userids: 'zhangwei', ...greyed })).errcode).toBe(40035);
    expect((await update({ response_code, ...greyed })).errcode).toBe(82001);
    expect((await update({ response_code, userids: ['lina'], ...greyed })).errcode).toBe(81013);
    expect((await update({ response_code, agentid: 1, userids: ['zhangwei'], ...greyed })).errcode).toBe(301002);
    await started.sandbox.clock.advanceBy(72 * HOUR - 1);
    expect((await update({ response_code, userids: ['zhangwei'], ...greyed })).errcode).toBe(0);
    const late = (await send(buttons('t2'))).response_code;
    await started.sandbox.clock.advanceBy(72 * HOUR);
    expect((await update({ response_code: late, userids: ['zhangwei'], ...greyed })).errcode).toBe(60140);
    expect((await update({ response_code: 'made-up', atall: 1, ...greyed })).errcode).toBe(60140);
  });
});
