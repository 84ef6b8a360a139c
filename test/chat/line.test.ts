import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isArrow, quote, type Token, tidy, tokenize } from '../../src/chat/line.ts';
import { SEED } from '../support/property-seed.ts';

/** Tokens as one reads them: `word`, `"quoted"`, `key=word`, `key="quoted"`. */
const shown = ({ text, quoted, key }: Token) => `${key === undefined ? '' : `${key}=`}${quoted ? `"${text}"` : text}`;
const words = (line: string) => tokenize(line).map(shown);

describe('a line cut into words', () => {
  it.each([
    ['', []],
    ['   ', []],
    ['星河科技', ['星河科技']],
    ['星河科技 商机', ['星河科技', '商机']],
    ['星河科技\u3000商机', ['星河科技', '商机']],
    ['星河科技\u2005商机', ['星河科技', '商机']],
    ['星河科技\u00a0商机', ['星河科技', '商机']],
    [' 星河科技 \t 商机 ', ['星河科技', '商机']],
    ['第一行\n第二行\n\n第四行', ['第一行', '第二行', '第四行']],
    ['"星河 科技" 商机', ['"星河 科技"', '商机']],
    ['“星河 科技” 商机', ['"星河 科技"', '商机']],
    ['「星河 科技」 商机', ['"星河 科技"', '商机']],
    ['『星河 科技』 商机', ['"星河 科技"', '商机']],
    ['＂星河 科技＂ 商机', ['"星河 科技"', '商机']],
    ["'星河 科技' 商机", ['"星河 科技"', '商机']],
    ['‘星河 科技’ 商机', ['"星河 科技"', '商机']],
    ['「星河 科技」商机', ['"星河 科技"', '商机']],
    ['「一\n二」', ['"一\n二"']],
    ['「a“b”」', ['"a“b”"']],
    ['"星河 科技', ['"星河', '科技']],
    ['星河 科技"', ['星河', '科技"']],
    ['”星河 科技“', ['”星河', '科技“']],
    ["it's fine", ["it's", 'fine']],
    ['""', ['""']],
    ['「」', ['「」']],
    ['" "', ['" "']],
    ['「「a」', ['"「a"']],
    ['「a 「b" c"', ['「a', '「b"', 'c"']],
  ])('%j is %j', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it.each([
    ['来源=官网', ['来源=官网']],
    ['来源＝官网', ['来源=官网']],
    ['来源= 官网', ['来源=', '官网']],
    ['来源 =官网', ['来源', '=官网']],
    ['来源=', ['来源=']],
    ['=官网', ['=官网']],
    ['==', ['==']],
    ['来源="官 网"', ['来源="官 网"']],
    ['来源＝「官 网」', ['来源="官 网"']],
    ['来源="官 网', ['来源="官', '网']],
    ['来源=官网=好', ['来源=官网=好']],
    ['SOURCE=官网', ['source=官网']],
    ['ＳＯＵＲＣＥ＝官网', ['source=官网']],
    ['"来源"=官网', ['"来源"', '=官网']],
    ['备注=a→b', ['备注=a→b']],
    ['来源=官网 金额=5万', ['来源=官网', '金额=5万']],
    ['金额=5万」 x', ['金额=5万」', 'x']],
  ])('%j has the keys %j', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it.each([
    ['星河 → 商机', ['星河', '→', '商机']],
    ['星河→商机', ['星河', '→', '商机']],
    ['星河->商机', ['星河', '->', '商机']],
    ['→商机', ['→', '商机']],
    ['->商机', ['->', '商机']],
    ['商机→', ['商机', '→']],
    ['→→', ['→', '→']],
    ['a-b', ['a-b']],
    ['a->', ['a', '->']],
    ['a=>b', ['a=>b']],
    ['-', ['-']],
  ])('arrows stand for themselves: %j is %j', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it('knows an arrow only when it is not quoted', () => {
    expect(tokenize('→ -> "→" 「->」 - >').map(isArrow)).toEqual([true, true, false, false, false, false]);
    expect(isArrow(undefined)).toBe(false);
  });

  it('says where each word stands, quotes and key included, and covers everything but the spaces', () => {
    const line = fc.string({
      unit: fc.constantFrom('a', '客', ' ', '\u3000', '\n', '=', '＝', '→', '-', '>', ...`"“”「」『』'‘’＂`, '😀'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(line, (typed) => {
        let end = 0;
        for (const token of tokenize(typed)) {
          expect(typed.slice(end, token.start).trim()).toBe('');
          expect(token.end).toBeGreaterThan(token.start);
          expect(typed.slice(token.start, token.end)).toContain(token.text);
          end = token.end;
        }
        expect(typed.slice(end).trim()).toBe('');
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  // A quote that is looked for again and again would take longer for these than a test may.
  it.each([['「 '], ['" '], ["' "], ['a=「 '], ['「“『‘ '], ['→'], ['->'], ['= '], ['a= ']])(
    'is quickly cut, even 60,000 times %j',
    (unit) => {
      expect(tokenize(unit.repeat(60_000)).length).toBeGreaterThanOrEqual(30_000);
    },
  );
});

describe('a value put into a line', () => {
  const CLOSERS = [...`"”」』＂'’`];
  const value = fc
    .string({
      unit: fc.constantFrom(
        'a',
        '客',
        ' ',
        '\u3000',
        '\n',
        '=',
        '＝',
        '→',
        '->',
        ...`"“”「」『』'‘’＂`,
        '😀',
        '#',
        '/',
      ),
      minLength: 1,
      maxLength: 30,
    })
    .filter((text) => CLOSERS.some((close) => !text.includes(close)));

  it('comes back whole as one word, and as the value of a key', () => {
    fc.assert(
      fc.property(value, (text) => {
        expect(tokenize(`前 ${quote(text)} 后`).map((token) => token.text)).toEqual(['前', text, '后']);
        expect(tokenize(`备注=${quote(text)}`)).toMatchObject([{ key: '备注', text }]);
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });

  it.each([
    ['星河科技', '星河科技'],
    ['星河 科技', '"星河 科技"'],
    ['他说"好"', '“他说"好"”'],
    ['a=b', '"a=b"'],
    ['a→b', '"a→b"'],
    ['a->b', '"a->b"'],
    ["it's", '"it\'s"'],
  ])('%s is written %s', (text, written) => {
    expect(quote(text)).toBe(written);
  });

  it('keeps one word even of a value that has every closing quote there is', () => {
    const text = `a ${CLOSERS.join(' ')} b`;
    expect(tokenize(quote(text))).toHaveLength(1);
  });
});

describe('a tidied line', () => {
  it.each([
    ['/推进 星河', '/推进 星河'],
    ['  /推进 星河 \n', '/推进 星河'],
    ['\u3000/推进\u3000星河\u3000', '/推进\u3000星河'],
    ['\ufeff/推进 星河', '/推进 星河'],
    ['/推\u200b进 星\u2060河\u200e', '/推进 星河'],
    ['\u202e/推进\u202c', '/推进'],
    ['\u2066/推进\u2069', '/推进'],
    ['a\u0000b\u0007c\u001bd\u007f', 'abcd'],
    ['a\ud800b\udc00', 'ab'],
    ['a\tb', 'a\tb'],
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a\u2028b\u2029c', 'a\nb\nc'],
    ['👨\u200d👩\u200d👧 好', '👨\u200d👩\u200d👧 好'],
    ['a\u200db', 'ab'],
    ['👍🏽 ❤️', '👍🏽 ❤️'],
    ['', ''],
    ['\u200b', ''],
  ])('%j becomes %j', (typed, tidied) => {
    expect(tidy(typed)).toBe(tidied);
  });

  it('is tidy already', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(tidy(tidy(text))).toBe(tidy(text));
      }),
      { seed: SEED },
    );
  });
});
