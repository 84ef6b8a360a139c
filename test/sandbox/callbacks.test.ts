import { afterEach, describe, expect, it } from 'vitest';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { chatOf, START, type Started, start, textsSeenBy } from './support/start.ts';
import { envelope, passive, passiveText } from './support/test-bot.ts';

const quick = { callbackTimeoutMs: 60 };
let started: Started;
afterEach(() => started.close());

const say = (text = '你好') => started.sandbox.say('zhangwei', chatOf('zhangwei'), text);
const seen = () => textsSeenBy(started.sandbox, chatOf('zhangwei'));
const warnings = () => started.sandbox.log.entries().flatMap((entry) => entry.warnings);

describe('redelivery', () => {
  it('delivers three times in all when the bot does not answer, then gives up', async () => {
    started = await start({ settings: quick });
    started.bot.answer = () => 'hang';
    expect(await say()).toEqual([]);
    expect(started.bot.received).toHaveLength(3);
    expect(warnings()).toEqual(['no answer in time', 'no answer in time', 'no answer in time']);
  });

  it('repeats MsgId and CreateTime, but not timestamp, nonce and ciphertext', async () => {
    started = await start();
    started.bot.answer = (_received, count) => (count === 1 ? 'drop' : '');
    await say();
    const [first, second] = started.bot.received;
    expect(started.bot.received).toHaveLength(2);
    expect(second?.xml).toBe(first?.xml);
    expect(second?.query.get('nonce')).not.toBe(first?.query.get('nonce'));
    expect(second?.query.get('msg_signature')).not.toBe(first?.query.get('msg_signature'));
    expect(second?.body).not.toBe(first?.body);
  });

  it('can repeat the very same bytes instead', async () => {
    started = await start({ settings: { freshEnvelopePerDelivery: false } });
    started.bot.answer = (_received, count) => (count === 1 ? 'drop' : '');
    await say();
    const [first, second] = started.bot.received;
    expect(second?.body).toBe(first?.body);
    expect(String(second?.query)).toBe(String(first?.query));
  });

  it('takes the passive reply of a later delivery', async () => {
    started = await start();
    started.bot.answer = (_received, count) => (count < 3 ? 'drop' : { reply: passiveText('zhangwei', '终于') });
    await say('在吗');
    expect(seen()).toEqual(['在吗', '终于']);
  });

  it('does not repeat after an answer other than 200, unless told to', async () => {
    started = await start();
    started.bot.answer = () => ({ raw: 'oops', status: 500 });
    await say();
    expect(started.bot.received).toHaveLength(1);
    expect(warnings()).toEqual(['answered 500']);
    await started.close();

    started = await start({ settings: { redeliverOnBadStatus: true } });
    started.bot.answer = () => ({ raw: 'oops', status: 500 });
    await say();
    expect(started.bot.received).toHaveLength(3);
  });

  it('gives every message its own MsgId beyond 2^53', async () => {
    started = await start();
    for (const text of ['一', '二', '三']) await say(text);
    const ids = started.bot.received.map((received) => received.field('MsgId') ?? '');
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(String(Number(id))).not.toBe(id);
  });

  it('stamps the callback with the time of the sandbox', async () => {
    started = await start();
    await started.sandbox.clock.advanceTo(START + 3_600_000);
    await say();
    expect(started.bot.received[0]?.query.get('timestamp')).toBe(String((START + 3_600_000) / 1000));
  });

  it('reports a bot that cannot be reached', async () => {
    started = await start();
    await started.bot.close();
    expect(await say()).toEqual([]);
    expect(warnings()).toHaveLength(3);
    expect(warnings()[0]).toMatch(/^cannot be reached: ECONNREFUSED/);
  });

  it('varies the order of elements from one callback to the next', async () => {
    started = await start();
    for (let i = 0; i < 12; i += 1) await say(`第${i}句`);
    const orders = started.bot.received.map(({ body, xml }) => {
      const names = [...`${body}${xml}`.matchAll(/<(\w+)>/g)].map((found) => found[1]);
      return names.join();
    });
    expect(new Set(orders).size).toBeGreaterThan(6);
  });
});

describe('the answer of the bot', () => {
  it.each(['', 'success'])('%j means no reply', async (raw) => {
    started = await start();
    started.bot.answer = () => ({ raw });
    await say('嗯');
    expect(seen()).toEqual(['嗯']);
    expect(warnings()).toEqual([]);
  });

  it.each([
    ['plain XML', passiveText('zhangwei', 'x'), /lacks one of/],
    ['JSON', '{"code":0}', /neither empty/],
    ['an HTML page', '<!DOCTYPE html><html></html>', /neither empty/],
    ['a wrong signature', envelope(passiveText('zhangwei', 'x'), { signature: '0'.repeat(40) }), /MsgSignature/],
    ['another corp', envelope(passiveText('zhangwei', 'x'), { corpId: 'wwOther' }), /receiveid mismatch/],
    ['a reply to somebody else', envelope(passiveText('lina', 'x')), /ToUserName/],
    ['markdown', envelope(passive('zhangwei', 'markdown', '<Content>x</Content>')), /not a kind of passive reply/],
    ['a text without content', envelope(passive('zhangwei', 'text', '')), /lacks Content/],
    ['an unknown picture', envelope(passive('zhangwei', 'image', '<Image><MediaId>no</MediaId></Image>')), /MediaId/],
    [
      'a card update to a text',
      envelope(passive('zhangwei', 'update_button', '<Button><ReplaceName>好</ReplaceName></Button>')),
      /cannot answer text/,
    ],
  ])('%s shows nothing and is logged as a breach of protocol', async (_what, raw, warning) => {
    started = await start();
    started.bot.answer = () => ({ raw });
    expect(await say('嗯')).toEqual([]);
    expect(seen()).toEqual(['嗯']);
    expect(warnings()).toEqual([expect.stringMatching(warning)]);
  });

  it('cuts a passive text at 2048 bytes, between characters', async () => {
    started = await start();
    started.bot.answer = () => ({ reply: passiveText('zhangwei', '漏'.repeat(700)) });
    await say('长');
    expect(seen()[1]).toBe('漏'.repeat(682));
  });

  it('shows news', async () => {
    started = await start();
    const item =
      '<item><Title>标题</Title><Description>说明</Description><PicUrl>p</PicUrl><Url>https://a/</Url></item>';
    const inner = `<ArticleCount>1</ArticleCount><Articles>${item}</Articles>`;
    started.bot.answer = () => ({ reply: passive('zhangwei', 'news', inner) });
    const [bubble] = await say();
    expect(bubble?.content).toEqual({
      kind: 'news',
      articles: [{ title: '标题', description: '说明', url: 'https://a/', pictureUrl: 'p' }],
    });
  });

  it('shows a picture the member had sent', async () => {
    started = await start();
    const png = Buffer.from('89504e470d0a1a0a00000000', 'hex');
    started.bot.answer = (received) => ({
      reply: passive('zhangwei', 'image', `<Image><MediaId>${received.field('MediaId')}</MediaId></Image>`),
    });
    const [bubble] = await started.sandbox.upload('zhangwei', chatOf('zhangwei'), { fileName: 'a.png', bytes: png });
    expect(bubble?.content).toMatchObject({ kind: 'image', fileName: 'a.png' });
    const picture = await fetch(started.bot.received[0]?.field('PicUrl') ?? '');
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(png);
  });
});

describe('events', () => {
  it('reports that the chat was opened, and shows the welcome', async () => {
    started = await start();
    started.bot.answer = () => ({ reply: passiveText('zhangwei', '欢迎') });
    await started.sandbox.enter('zhangwei', chatOf('zhangwei'));
    expect(started.bot.received[0]?.field('Event')).toBe('enter_agent');
    expect(started.bot.received[0]?.field('EventKey')).toBe('');
    expect(started.bot.received[0]?.field('MsgId')).toBeUndefined();
    expect(seen()).toEqual(['欢迎']);
  });

  it('can carry any other message or event', async () => {
    started = await start();
    await started.sandbox.special.message(1000002, 'zhangwei', 'location', [
      ['Location_X', '31.2'],
      ['Label', '虹桥'],
    ]);
    const refused = await started.sandbox.special.event(1000002, 'lina', 'unsubscribe', []);
    expect(refused.outcome).toBe('answered');
    expect(started.bot.received.map((each) => [each.field('MsgType'), each.field('Event')])).toEqual([
      ['location', undefined],
      ['event', 'unsubscribe'],
    ]);
  });

  it('tells the application when a member leaves, from then on unknown to it', async () => {
    started = await start();
    await started.sandbox.special.dismiss('lina');
    const [event] = started.bot.received;
    expect(['FromUserName', 'Event', 'ChangeType', 'UserID'].map((name) => event?.field(name))).toEqual([
      'sys',
      'change_contact',
      'delete_user',
      'lina',
    ]);
    expect(await started.sandbox.say('lina', chatOf('lina'), '还在吗')).toEqual([]);
    expect(started.bot.received).toHaveLength(1);
  });
});

describe('the check of the callback URL', () => {
  it('accepts a bot that answers the plain echostr', async () => {
    started = await start();
    expect(await started.sandbox.connect(seedCredentials.agentId, `${started.bot.url}?own=1`)).toEqual({ ok: true });
    expect(started.sandbox.world.apps.get(seedCredentials.agentId)?.callbackUrl).toBe(`${started.bot.url}?own=1`);
    started.bot.answer = () => ({ reply: passiveText('zhangwei', '通了') });
    await say('喂');
    expect(seen()).toEqual(['喂', '通了']);
  });

  it('keeps the old URL when the new one does not answer', async () => {
    started = await start();
    const check = await started.sandbox.connect(seedCredentials.agentId, 'http://127.0.0.1:1/');
    expect(check).toMatchObject({ ok: false, reason: expect.stringContaining('请求不通过') });
    expect(started.sandbox.world.apps.get(seedCredentials.agentId)?.callbackUrl).toBe(started.bot.url);
  });

  it('rejects an answer that is not the plain text', async () => {
    started = await start();
    const check = await started.sandbox.connect(seedCredentials.agentId, `${started.sandbox.url}/cgi-bin/gettoken`);
    expect(check).toMatchObject({ ok: false, reason: expect.stringContaining('echostr 校验失败') });
  });
});
