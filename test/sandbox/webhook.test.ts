import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { amr, png, upload } from './support/multipart.ts';
import { accessToken, call, type Started, sendTo, start } from './support/start.ts';

const east = seedCredentials.webhooks.华东销售群;
const whole = seedCredentials.webhooks.全国销售群;
let started: Started;
beforeEach(async () => {
  started = await start();
});
afterEach(() => started.close());

const post = (msgtype: string, part: unknown, key: string = east) =>
  call(started.sandbox, 'webhook/send', { key }, { msgtype, [msgtype]: part });
const eastChat = () => {
  const chat = started.sandbox.world.conversationsOf('lina').find((each) => each.title === '华东销售群');
  return started.sandbox.world.bubblesIn(chat?.id ?? '');
};
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');

describe('webhook/send', () => {
  it('posts into its own group, with no more than ok as an answer', async () => {
    const answer = await post('text', { content: '今日 <@LiNa>', mentioned_list: ['zhangwei', '@all'] });
    expect(answer).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(eastChat()).toMatchObject([
      {
        author: { kind: 'webhook', name: '销售播报' },
        content: { kind: 'text' },
        mentions: ['lina', 'zhangwei', '@all'],
      },
    ]);
    const others = started.sandbox.world.conversationsOf('zhaomin');
    expect(others.flatMap((each) => started.sandbox.world.bubblesIn(each.id))).toEqual([]);
  });

  it('knows markdown, markdown_v2, a picture, news and the two display cards', async () => {
    const card = { card_type: 'text_notice', main_title: { title: 't' }, card_action: { type: 1, url: 'https://a/' } };
    const picture = { base64: png.toString('base64'), md5: md5(png) };
    const sent = [
      await post('markdown', { content: '**a** <@lina>' }),
      await post('markdown_v2', { content: '- a <@lina>' }),
      await post('image', picture),
      await post('news', { articles: [{ title: 't', url: 'https://a/' }] }),
      await post('template_card', { ...card, task_id: 'ignored' }),
      await post('template_card', { ...card, card_type: 'news_notice', card_image: { url: 'https://p/' } }),
    ];
    expect(sent.map((answer) => answer.errcode)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(eastChat().map((bubble) => [bubble.content.kind, bubble.mentions])).toEqual([
      ['markdown', ['lina']],
      ['markdown_v2', []],
      ['image', []],
      ['news', []],
      ['card', []],
      ['card', []],
    ]);
  });

  it('refuses over-long content instead of cutting it', async () => {
    expect((await post('text', { content: '字'.repeat(682) })).errcode).toBe(0);
    expect((await post('text', { content: '字'.repeat(683) })).errcode).toBe(40058);
    for (const type of ['markdown', 'markdown_v2']) {
      expect((await post(type, { content: 'a'.repeat(4096) })).errcode).toBe(0);
      const answer = await post(type, { content: 'a'.repeat(4097) });
      expect(answer.errcode).toBe(40058);
      expect(answer.errmsg).toContain(`${type}.content exceed max length 4096`);
    }
  });

  it.each([
    ['an unknown key', 'text', { content: 'x' }, 93000, 'no-such-key'],
    ['no key', 'text', { content: 'x' }, 93000, ''],
    ['an unknown type', 'video', {}, 40008, east],
    ['empty text', 'text', { content: '' }, 44004, east],
    ['a wrong md5', 'image', { base64: png.toString('base64'), md5: '0'.repeat(32) }, 40058, east],
    [
      'a data prefix',
      'image',
      { base64: `data:image/png;base64,${png.toString('base64')}`, md5: md5(png) },
      40058,
      east,
    ],
    ['a picture that is none', 'image', { base64: amr.toString('base64'), md5: md5(amr) }, 40004, east],
    ['an article without url', 'news', { articles: [{ title: 't' }] }, 40058, east],
    ['9 articles', 'news', { articles: Array(9).fill({ title: 't', url: 'https://a/' }) }, 45008, east],
    ['a card with buttons', 'template_card', { card_type: 'button_interaction' }, 42031, east],
    [
      'a news card without picture',
      'template_card',
      { card_type: 'news_notice', main_title: { title: 't' } },
      42044,
      east,
    ],
    ['an unknown file', 'file', { media_id: 'x' }, 40007, east],
  ])('refuses %s', async (_what, type, part, errcode, key) => {
    expect((await post(type, part, key)).errcode).toBe(errcode);
    expect(eastChat()).toEqual([]);
  });

  it('refuses a picture over 2 MB', async () => {
    const big = Buffer.concat([png, Buffer.alloc(2 * 1024 * 1024)]);
    expect((await post('image', { base64: big.toString('base64'), md5: md5(big) })).errcode).toBe(40009);
  });

  it('takes 20 within any 60 seconds for each webhook', async () => {
    const texts = async (count: number, key = east) => {
      const codes = [];
      for (let i = 0; i < count; i += 1) codes.push((await post('text', { content: `${i}` }, key)).errcode);
      return codes;
    };
    expect(await texts(10)).not.toContain(45009);
    await started.sandbox.clock.advanceBy(30_000);
    expect(await texts(11)).toEqual([...Array(10).fill(0), 45009]);
    expect(await texts(1, whole as typeof east)).toEqual([0]);
    await started.sandbox.clock.advanceBy(30_000);
    expect(await texts(11)).toEqual([...Array(10).fill(0), 45009]);
  });

  it('is not subject to trusted addresses', async () => {
    started.sandbox.faults.set({ untrustedIp: true });
    expect((await post('text', { content: 'x' })).errcode).toBe(0);
  });
});

describe('webhook/upload_media', () => {
  const put = (type: string, bytes: Buffer, key: string = east) =>
    upload(started.sandbox, 'webhook/upload_media', { key, type }, bytes, 'a.bin');

  it('gives a media_id for this webhook alone', async () => {
    const { media_id } = await put('file', Buffer.from('a,b\n1,2'));
    expect((await post('file', { media_id }, whole)).errcode).toBe(40007);
    expect((await sendTo(started.sandbox, 'lina', 'file', { media_id })).errcode).toBe(40007);
    expect((await post('voice', { media_id })).errcode).toBe(40007);
    expect((await post('file', { media_id })).errcode).toBe(0);
    await started.sandbox.clock.advanceBy(3 * 24 * 3_600_000);
    expect((await post('file', { media_id })).errcode).toBe(40007);
  });

  it('does not take the media_id of an application', async () => {
    const access_token = await accessToken(started.sandbox);
    const { media_id } = await upload(started.sandbox, 'media/upload', { access_token, type: 'file' }, png);
    expect((await post('file', { media_id })).errcode).toBe(40007);
  });

  it('reports an empty file before an unknown key', async () => {
    expect((await put('file', Buffer.alloc(0), 'no-such-key')).errcode).toBe(44001);
    expect((await put('file', png, 'no-such-key')).errcode).toBe(93000);
    expect((await put('voice', amr)).errcode).toBe(0);
    expect((await put('image', png)).errcode).toBe(40005);
  });
});
