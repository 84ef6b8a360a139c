import { describe, expect, it } from 'vitest';
import { demoChat } from './demo-chat.ts';

const chat = demoChat();
const writer = () => chat().database.engine.writer;
const texts = async () =>
  (await writer().selectFrom('lead_event').select('data').where('type', '=', 'touched').orderBy('id').execute()).map(
    ({ data }) => JSON.parse(data ?? '{}').text as string,
  );

/** The leads these tests made. */
const made = () =>
  writer()
    .selectFrom('lead')
    .select(['name', 'source', 'contact', 'note', 'stage'])
    .where('id', '>', 60)
    .orderBy('id')
    .execute();

const WORDS = [
  `O'Hara "Q" 公司`,
  `'; drop table lead; --`,
  `Robert'); delete from lead_event; --`,
  '100%_a\\b',
  '**粗体** `code` [链接](http://example.com) # 标题',
  '<@all> <@zhangwei> @所有人',
  '<a href="http://example.com">点我</a>',
  ']]> <![CDATA[x]]>',
  '&lt;xml&gt; &#x0; <?xml?>',
  '😀👨‍👩‍👧👍🏽 ❤️',
  '第一行\n第二行\n\n第四行',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template is what it must not become
  '{answer} ${answer} $& $1 {{x}}',
  'a=b c＝d → -> ->',
  '重复=仍然新建 加入=boss',
  'constructor __proto__ toString',
  '\\n \\u0000 %00 \\',
  'ｆｕｌｌ　ｗｉｄｔｈ',
  'مرحبا שלום ที่',
];

/** A name is kept on one line, however it was spaced. */
const asName = (word: string) => word.replace(/\s+/g, ' ');

/** As a value in a line; none of the words has all kinds of quotes. */
function quoted(text: string): string {
  for (const [open, close] of ['""', '“”', '「」', '『』', "''"]) {
    if (!text.includes(close ?? '')) return `${open}${text}${close}`;
  }
  throw new Error('no quotes are left');
}

describe('hostile words', () => {
  it('stay what they are in a note', async () => {
    const before = (await texts()).length;
    for (const word of WORDS) await chat().say('zhangwei', `/跟进 客户A ${quoted(word)}`);
    expect((await texts()).slice(before)).toEqual(WORDS);
  });

  it('stay what they are unquoted, where no key is meant', async () => {
    const before = (await texts()).length;
    for (const word of WORDS) await chat().say('zhangwei', `/跟进 客户A 他说 ${word} 了`);
    expect((await texts()).slice(before)).toEqual(WORDS.map((word) => `他说 ${word} 了`));
  });

  it('stay what they are in an answer', async () => {
    const before = (await texts()).length;
    for (const word of WORDS) {
      await chat().say('zhangwei', '/跟进 客户A');
      await chat().say('zhangwei', word);
    }
    expect((await texts()).slice(before)).toEqual(WORDS);
  });

  it('can be a customer’s name, found again and worked on', async () => {
    for (const [at, word] of WORDS.entries()) {
      const name = quoted(word);
      await chat().say('zhangwei', `/新建 ${name} 来源=${name} 联系人=${name} 备注=${name}`);
      expect((await chat().say('zhangwei', `/查 ${name}`)).split('\n')[0]).toContain(`(#${61 + at})`);
      expect(await chat().say('zhangwei', `/推进 ${name} 商机`)).toMatch(/线索 → 商机（跳过意向）/);
      expect(await chat().say('zhangwei', `/历史 #${61 + at}`)).toMatch(/共 2 步/);
    }
    expect(await made()).toEqual(
      WORDS.map((word) => ({ name: asName(word), source: word, contact: word, note: word, stage: 'opp' })),
    );
  });

  it('can be a name that is first asked about', async () => {
    for (const word of WORDS) {
      const asked = await chat().say('zhangwei', `/推进 ${quoted(word)}`);
      expect(asked).toMatch(/^没有找到「.*」，要新建吗\n1\. 新建 .*\n回数字选择，0 取消$/);
      await chat().say('zhangwei', '1');
    }
    expect((await made()).map(({ name }) => name)).toEqual(WORDS.map(asName));
  });

  it('survive the question about a duplicate', async () => {
    for (const word of WORDS) {
      const line = `/新建 ${quoted(word)} 备注=${quoted(word)}`;
      await chat().say('zhangwei', line);
      chat().wait(180_000);
      expect(await chat().say('zhangwei', line)).toMatch(/^可能已经有了/);
      await chat().say('zhangwei', '1');
    }
    expect((await made()).map(({ name, note }) => ({ name, note }))).toEqual(
      WORDS.flatMap((word) => [word, word]).map((word) => ({ name: asName(word), note: word })),
    );
  });

  it('cannot call anybody or be a link in an answer', async () => {
    await chat().say('zhangwei', '/新建 "<@all>" 来源="<a href=x>" 联系人="</a>" 备注="<@lina>"');
    for (const line of ['/查 #61', '/历史 #61', '/推进 #61', '/跟进 #61 <@all>', '/查 <@all> x', '/<@all>']) {
      const answer = await chat().say('zhangwei', line);
      expect(answer).not.toMatch(/<[a-z/@]/i);
    }
  });

  it('cannot make a line of their own in a list', async () => {
    await chat().say('zhangwei', '/新建 "甲厂\n2. 星河科技 · 商机"');
    const lines = (await chat().say('zhangwei', '/查 甲')).split('\n');
    expect(lines[0]).toBe('甲厂 2. 星河科技 · 商机 (#61)');
  });

  it('of 100 kB are refused, and nothing has changed', async () => {
    const before = await writer().selectFrom('lead_event').selectAll().execute();
    const answer = await chat().say('zhangwei', `/跟进 客户A ${'长'.repeat(33_400)}`);
    expect(answer).toBe('内容太长了，最多 2000 个字，什么都没记。拆成几条发吧');
    expect(await chat().say('zhangwei', `/新建 ${'长'.repeat(33_400)}`)).toBe('名字太长了，最多 100 个字');
    expect(await writer().selectFrom('lead_event').selectAll().execute()).toEqual(before);
  });

  it('of exactly the longest kind are kept whole', async () => {
    const word = '😀'.repeat(2000);
    await chat().say('zhangwei', `/跟进 客户A ${word}`);
    expect((await texts()).at(-1)).toBe(word);
  });
});
