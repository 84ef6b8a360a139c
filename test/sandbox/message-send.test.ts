import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedCredentials, seedWorld } from '../../src/sandbox/seed-world.ts';
import { callAsApp, chatOf, type Started, sendTo, start, textsSeenBy } from './support/start.ts';

const { agentId } = seedCredentials;
let started: Started;
beforeEach(async () => {
  started = await start();
});
afterEach(() => started.close());

const seen = (userid: string) => textsSeenBy(started.sandbox, chatOf(userid));
const text = (content: string) => ({ content });

describe('who gets a message', () => {
  it('reports invalid members in lower case and sends to the rest', async () => {
    const answer = await sendTo(started.sandbox, 'LiNa| NoBody |zhangwei', 'text', text('早'));
    expect(answer).toMatchObject({ errcode: 0, invaliduser: 'nobody' });
    expect(answer).not.toHaveProperty('invalidparty');
    expect([seen('lina'), seen('zhangwei'), seen('zhaomin')]).toEqual([['早'], ['早'], []]);
  });

  it.each([
    ['nobody valid', { touser: 'a|b' }, 81013],
    ['nobody at all', {}, 82001],
    ['only blanks', { touser: ' | ' }, 82001],
    ['an array instead of bars', { touser: ['lina'] }, 40035],
    ['too many members', { touser: Array(1001).fill('lina').join('|') }, 40032],
    ['too many departments', { toparty: Array(101).fill('1').join('|') }, 82002],
    ['too many tags', { totag: Array(101).fill('1').join('|') }, 82003],
    ['only an unknown tag', { totag: '9' }, 81013],
    ['the wrong application', { touser: 'lina', agentid: 1 }, 301002],
    ['an agentid that is no number', { touser: 'lina', agentid: 'x' }, 40056],
    ['no agentid', { touser: 'lina', agentid: undefined }, 41011],
    ['an unknown msgtype', { touser: 'lina', msgtype: 'markdown_v2', markdown_v2: { content: 'x' } }, 40008],
    ['no msgtype', { touser: 'lina', msgtype: undefined }, 40008],
  ])('refuses %s', async (_what, body, errcode) => {
    const answer = await callAsApp(started.sandbox, 'message/send', {
      msgtype: 'text',
      agentid: agentId,
      text: text('x'),
      ...body,
    });
    expect(answer.errcode).toBe(errcode);
    expect(seen('lina')).toEqual([]);
  });

  it('reaches a department with everyone below it, and all with @all', async () => {
    await callAsApp(started.sandbox, 'message/send', {
      toparty: '2|99',
      msgtype: 'text',
      agentid: agentId,
      text: text('销售'),
    });
    await sendTo(started.sandbox, '@all', 'text', text('全体'));
    expect(seen('lina')).toEqual(['销售', '全体']);
    expect(seen('wangfang')).toEqual(['销售', '全体']);
    expect(seen('zhaomin')).toEqual(['全体']);
  });

  it('leaves out members without a licence and those out of range', async () => {
    await started.close();
    started = await start({
      populate(world) {
        seedWorld(world);
        world.changeApp(agentId, { visibleTo: { users: ['zhaomin'], departments: [3] } });
        const lina = world.person('lina');
        if (lina) lina.licensed = false;
      },
    });
    const answer = await sendTo(started.sandbox, 'zhangwei|lina|wangfang|zhaomin', 'text', text('x'));
    expect(answer).toMatchObject({ errcode: 0, unlicenseduser: 'lina', invaliduser: 'wangfang' });
    expect([seen('zhangwei'), seen('lina'), seen('wangfang'), seen('zhaomin')]).toEqual([['x'], [], [], ['x']]);
  });
});

describe('what a message may be', () => {
  it('cuts text at 2048 bytes between characters', async () => {
    await sendTo(started.sandbox, 'lina', 'text', text('客'.repeat(683)));
    expect(seen('lina')).toEqual(['客'.repeat(682)]);
  });

  it('refuses long markdown, or cuts it where a setting says so', async () => {
    const long = text(`**${'a'.repeat(2048)}**`);
    expect((await sendTo(started.sandbox, 'lina', 'markdown', long)).errcode).toBe(40058);
    await started.close();
    started = await start({ settings: { longAppMarkdown: 'truncate' } });
    expect((await sendTo(started.sandbox, 'lina', 'markdown', long)).errcode).toBe(0);
    expect(seen('lina')[0]).toHaveLength(2048);
  });

  it('shows a textcard with its fields cut', async () => {
    await sendTo(started.sandbox, 'lina', 'textcard', {
      title: 't'.repeat(130),
      description: '描'.repeat(200),
      url: 'https://example.com/a',
      btntxt: '查看更多内容',
    });
    const [bubble] = started.sandbox.world.bubblesIn(chatOf('lina'));
    expect(bubble?.content).toEqual({
      kind: 'textcard',
      title: 't'.repeat(128),
      description: '描'.repeat(170),
      url: 'https://example.com/a',
      buttonText: '查看更多',
    });
  });

  it('shows news, with a mini program in place of a link', async () => {
    const articles = [
      { title: '一', url: 'https://a/', picurl: 'https://p/' },
      { title: '二', appid: 'wx1', pagepath: 'p' },
    ];
    await sendTo(started.sandbox, 'lina', 'news', { articles });
    const [bubble] = started.sandbox.world.bubblesIn(chatOf('lina'));
    expect(bubble?.content).toMatchObject({
      kind: 'news',
      articles: [{ url: 'https://a/', pictureUrl: 'https://p/' }, { url: '' }],
    });
  });

  const article = { title: 't', url: 'https://a/' };
  it.each([
    ['text', { content: '' }, 44004],
    ['text', {}, 44004],
    ['text', 'x', 44004],
    ['markdown', { content: 5 }, 44004],
    ['image', {}, 41006],
    ['image', { media_id: 'no' }, 40007],
    ['textcard', { description: 'd', url: 'https://a' }, 41016],
    ['textcard', { title: 't', url: 'https://a' }, 41033],
    ['textcard', { title: 't', description: 'd', url: 'a.com' }, 45034],
    ['textcard', { title: 't', description: 'd', url: `https://${'a'.repeat(2048)}` }, 40058],
    ['news', { articles: [] }, 40058],
    ['news', { articles: Array(9).fill(article) }, 45008],
    ['news', { articles: [{ url: 'https://a/' }] }, 41016],
    ['news', { articles: [{ title: 't' }] }, 40058],
    ['mpnews', { articles: [{ title: 't', thumb_media_id: 'no', content: 'c' }] }, 40007],
  ])('refuses %s %j with %i', async (type, part, errcode) => {
    expect((await sendTo(started.sandbox, 'lina', type, part)).errcode).toBe(errcode);
    expect(seen('lina')).toEqual([]);
  });
});

describe('how much a member gets', () => {
  it('drops the 31st message within a minute without a word', async () => {
    for (let i = 1; i <= 31; i += 1) {
      expect((await sendTo(started.sandbox, 'lina', 'text', text(`第${i}条`))).errcode).toBe(0);
    }
    expect(seen('lina')).toHaveLength(30);
    await sendTo(started.sandbox, 'zhangwei', 'text', text('别人照收'));
    expect(seen('zhangwei')).toEqual(['别人照收']);
    await started.sandbox.clock.advanceBy(60_000);
    await sendTo(started.sandbox, 'lina', 'text', text('一分钟后'));
    expect(seen('lina').at(-1)).toBe('一分钟后');
  });

  it('drops beyond the hourly limit too', async () => {
    await started.close();
    started = await start({ settings: { perMemberPerHour: 2 } });
    for (const content of ['一', '二', '三']) {
      await sendTo(started.sandbox, 'lina', 'text', text(content));
      await started.sandbox.clock.advanceBy(2 * 60_000);
    }
    expect(seen('lina')).toEqual(['一', '二']);
  });

  it('refuses beyond the daily quota of the application until the next local day', async () => {
    await started.close();
    started = await start({ settings: { accountLimit: 1, dailyMessagesPerAccount: 3 } });
    expect((await sendTo(started.sandbox, 'lina|zhangwei', 'text', text('一'))).errcode).toBe(0);
    expect((await sendTo(started.sandbox, 'lina|zhangwei', 'text', text('二'))).errcode).toBe(45009);
    expect((await sendTo(started.sandbox, 'lina', 'text', text('三'))).errcode).toBe(0);
    await started.sandbox.clock.advanceBy(14 * 3_600_000);
    expect((await sendTo(started.sandbox, 'lina|zhangwei', 'text', text('次日'))).errcode).toBe(0);
  });
});

describe('the duplicate check', () => {
  const check = { enable_duplicate_check: 1, duplicate_check_interval: 600 };
  it('shows the same request once within the interval', async () => {
    const first = await sendTo(started.sandbox, 'lina', 'text', text('日报'), check);
    const second = await sendTo(started.sandbox, 'lina', 'text', text('日报'), check);
    expect(second).toMatchObject({ errcode: 0, msgid: first.msgid });
    expect(seen('lina')).toEqual(['日报']);
    await started.sandbox.clock.advanceBy(600_000);
    await sendTo(started.sandbox, 'lina', 'text', text('日报'), check);
    expect(seen('lina')).toEqual(['日报', '日报']);
  });
  it('lets a different request through, and every request without the flag', async () => {
    await sendTo(started.sandbox, 'lina', 'text', text('日报'), check);
    await sendTo(started.sandbox, 'lina', 'text', text('日报 '), check);
    await sendTo(started.sandbox, 'lina', 'text', text('周报'));
    await sendTo(started.sandbox, 'lina', 'text', text('周报'));
    expect(seen('lina')).toHaveLength(4);
  });
  it('does not remember a request that was refused', async () => {
    const image = { media_id: 'no' };
    expect((await sendTo(started.sandbox, 'lina', 'image', image, check)).errcode).toBe(40007);
    expect((await sendTo(started.sandbox, 'lina', 'image', image, check)).errcode).toBe(40007);
  });
});

describe('recall', () => {
  const recall = (msgid: unknown) => callAsApp(started.sandbox, 'message/recall', { msgid });
  it('takes a message back from everyone within 24 hours', async () => {
    const { msgid } = await sendTo(started.sandbox, 'lina|zhangwei', 'text', text('错了'));
    expect(await recall(msgid)).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(started.sandbox.world.bubblesIn(chatOf('lina'))[0]?.recalled).toBe(true);
    expect(started.sandbox.world.bubblesIn(chatOf('zhangwei'))[0]?.recalled).toBe(true);
  });
  it('refuses after 24 hours, and what was never sent', async () => {
    const { msgid } = await sendTo(started.sandbox, 'lina', 'text', text('晚了'));
    await started.sandbox.clock.advanceBy(24 * 3_600_000);
    expect((await recall(msgid)).errcode).toBe(40058);
    expect((await recall('m_unknown')).errcode).toBe(40058);
    expect((await recall(undefined)).errcode).toBe(40058);
  });
  it('refuses the message of another application', async () => {
    const { msgid } = await sendTo(started.sandbox, 'lina', 'text', text('我的'));
    const app = started.sandbox.world.apps.get(agentId);
    if (!app) throw new Error('no app');
    started.sandbox.world.apps.set(1, { ...app, agentId: 1, secret: 'another-secret' });
    const { token } = started.sandbox.platform.tokens.issue({ ...app, agentId: 1 });
    const answer = await fetch(`${started.sandbox.url}/cgi-bin/message/recall?access_token=${token}`, {
      method: 'POST',
      body: JSON.stringify({ msgid }),
    });
    expect(await answer.json()).toMatchObject({ errcode: 40058 });
    expect(started.sandbox.world.bubblesIn(chatOf('lina'))[0]?.recalled).toBe(false);
  });
});
