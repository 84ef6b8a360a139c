import { describe, expect, it } from 'vitest';
import { type Dialect, escapeMarkdown, escapeWithin, hasTable } from '../../src/wecom/markdown.ts';

const DIALECTS: readonly Dialect[] = ['text', 'basic', 'tables'];

/** What a renderer of the dialect would take for more than words. */
const MEANS: Readonly<Record<Dialect, RegExp>> = {
  text: /<a\b|<@|<\//i,
  basic: /<(a|font|@|\/)|\]\(|\*\*|`|^\s*(#{1,6}\s|>)/im,
  tables: /[<`*|]|\]\(|~~|^\s*(#{1,6}(\s|$)|>|-{2,}\s*$|={2,}\s*$)|&\w+;|(^|\s)_\w/im,
};

const NASTY = [
  '<@all>',
  '<@zhangwei> 快来',
  '<a href="http://evil.example">点我</a>',
  '<font color="warning">红</font>',
  '[登录](http://evil.example)',
  '![图](http://evil.example/x.png)',
  '**重要** *斜* __粗__ _斜_ ~~删~~',
  '`代码` ```\n块\n```',
  '# 标题\n> 引用\n##\n >> 两层',
  '标题\n---\n标题\n===',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '&lt;@all&gt; &#60;',
  '<!-- x --> </div>',
];

describe('untrusted text', () => {
  it.each(NASTY)('%j is text in every dialect', (name) => {
    for (const dialect of DIALECTS) expect(escapeMarkdown(name, dialect)).not.toMatch(MEANS[dialect]);
  });

  it.each([
    '星河科技',
    'a_b 公司 & Co.',
    '预算 3 < 5，5 > 3',
    '50% - 60%',
    'O\'Neil "引号"',
    '1. 明天\n2. 下周一',
    'https://example.com/a_b?c=1&d=2',
    'C# 项目 #1',
    '[微笑] (括号)',
  ])('%j stays as it is in a text', (name) => {
    expect(escapeMarkdown(name, 'text')).toBe(name);
    expect(escapeMarkdown(name, 'basic')).toBe(name);
  });

  it('loses and gains no character, so that a limit in characters holds', () => {
    for (const name of NASTY) {
      for (const dialect of DIALECTS) {
        const written = escapeMarkdown(name, dialect);
        expect([...written]).toHaveLength([...name].length);
        expect(written.normalize('NFKC')).toBe(name.normalize('NFKC'));
        expect(escapeMarkdown(written, dialect)).toBe(written);
      }
    }
  });

  it.each([' ', '#', '>', '_', '`', '<', '-', '*', '\\', ' \n', '](', '&'])(
    'takes a hundred kilobytes of %j in a moment',
    (sign) => {
      for (const dialect of DIALECTS) expect(escapeMarkdown(sign.repeat(100_000), dialect)).toBeTypeOf('string');
    },
  );
});

it.each([
  ['| 阶段 | 数量 |\n|---|---:|\n| 意向 | 3 |', true],
  ['阶段 | 数量\n:-- | --:\n意向 | 3', true],
  ['**粗**\n---\n一段', false],
  ['a | b', false],
])('%j has a table: %j', (markdown, answer) => {
  expect(hasTable(markdown)).toBe(answer);
});

it('a text that just fits still fits, and still means nothing, when every sign had to go', () => {
  const text = '<@all>'.repeat(341);
  expect(Buffer.byteLength(escapeMarkdown(text, 'text'))).toBeGreaterThan(2048);
  const written = escapeWithin(text, 'text', 2048);
  expect(Buffer.byteLength(written)).toBe(Buffer.byteLength(text));
  expect(written).not.toMatch(MEANS.text);
  expect(escapeWithin('<@all> 客户A', 'text', 2048)).toBe('＜@all> 客户A');
});
