import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName, isWithinOneEdit, normaliseName, normalisePhone, withoutCity } from '../../src/domain/name.ts';
import { SEED } from '../support/property-seed.ts';
import { seed } from '../support/seed.ts';

const words = seed.nameWords;
const normal = (name: string) => normaliseName(name, words);

describe('normalised names', () => {
  it.each([
    ['星河科技', '星河科技'],
    ['星河科技有限公司', '星河科技'],
    ['星河科技股份有限公司', '星河科技'],
    ['星河科技有限责任公司', '星河科技'],
    ['星河科技集团有限公司', '星河科技'],
    ['星河科技集团', '星河科技'],
    ['星河科技公司', '星河科技'],
    ['星河集团股份有限公司', '星河'],
    ['星河（上海）科技有限公司', '星河上海科技'],
    ['星河(上海)科技有限公司', '星河上海科技'],
    ['星河【上海】科技', '星河上海科技'],
    [' 星河 科技 ', '星河科技'],
    ['星河　科技', '星河科技'],
    ['星河\u00a0科技', '星河科技'],
    ['星河\u200b科技', '星河科技'],
    ['\ufeff星河科技', '星河科技'],
    ['星\u00ad河科技', '星河科技'],
    ['星河·科技', '星河科技'],
    ['星河-科技', '星河科技'],
    ['星河、科技。', '星河科技'],
    ['“星河”科技', '星河科技'],
    ['ＡＢＣ科技', 'abc科技'],
    ['abc科技', 'abc科技'],
    ['ABC 科技 ２０２６', 'abc科技2026'],
    ['３Ｍ', '3m'],
    ['①号工厂', '1号工厂'],
    ['㈱山田', '株山田'],
    ['Acme Co., Ltd.', 'acme'],
    ['ACME Inc', 'acme'],
    ['Acme LLC', 'acme'],
    ['Acme Corp.', 'acme'],
    ['O\u2019Hara', 'ohara'],
    ["O'Hara", 'ohara'],
    ['AT&T', 'att'],
    ['50% Off_Shop\\', '50offshop'],
    ['ﬁne', 'fine'],
    ['Café', 'café'],
    ['Cafe\u0301', 'café'],
    ['e-\u0301', 'é'],
    ['有限公司', '有限'],
    ['集团', '集团'],
    ['公司', '公司'],
    ['股份公司', '股份'],
    ['A', 'a'],
    ['Ltd', 'ltd'],
    ['%', '%'],
    ['_', '_'],
    [' ！？ ', '!?'],
    ['——', '——'],
    ['\\', '\\'],
    ['🚀', '🚀'],
    ['🚀 火箭', '火箭'],
    ['', ''],
    ['   ', ''],
  ])('%j becomes %j', (name, expected) => {
    expect(normal(name)).toBe(expected);
  });

  const anyName = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc
      .array(
        fc.constantFrom(
          '星河',
          '公司',
          '集团',
          ' ',
          '-',
          '\u0301',
          'e',
          'Ltd',
          '（',
          'Ａ',
          '股份',
          '上海',
          'İ',
          '\u200b',
        ),
        {
          maxLength: 8,
        },
      )
      .map((parts) => parts.join('')),
  );

  it('are their own normal form', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name));
        expect(normal(normal(name))).toBe(normal(name));
      }),
      { seed: SEED, numRuns: 5000 },
    );
  });

  it('are empty only for blank names', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(normal(name) === '').toBe(name.normalize('NFKC').trim() === '');
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it('do not change with width, case, spaces or a suffix', () => {
    const plain = fc
      .array(fc.constantFrom('星', '河', '科', '技', 'a', 'b', '7'), { minLength: 1, maxLength: 6 })
      .map((characters) => characters.join(''));
    fc.assert(
      fc.property(plain, fc.constantFrom('', '有限公司', '集团', ' Co., Ltd'), (name, suffix) => {
        const wide = name.toUpperCase().replace(/[A-Z0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
        expect(normal(`${[...wide].join(' ')}${suffix}`)).toBe(normal(name));
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

describe('names without their city', () => {
  it.each([
    ['上海星河', '星河'],
    ['上海市星河', '星河'],
    ['北京字节科技', '字节科技'],
    ['哈尔滨啤酒', '啤酒'],
    ['乌鲁木齐市星河', '星河'],
    ['上海银', undefined],
    ['上海', undefined],
    ['星河上海', undefined],
    ['星河', undefined],
    ['', undefined],
  ])('%j leaves %j', (name, rest) => {
    expect(withoutCity(name, words)).toBe(rest);
  });
});

describe('phone numbers', () => {
  it.each([
    ['13800138000', '13800138000'],
    ['138 0013 8000', '13800138000'],
    ['138-0013-8000', '13800138000'],
    ['+86 138 0013 8000', '13800138000'],
    ['8613800138000', '13800138000'],
    ['（０２１）６５５２－９９８８', '02165529988'],
    ['86123456', '86123456'],
    ['861 2345 6789', '86123456789'],
    ['none', ''],
    ['', ''],
  ])('%j becomes %j', (phone, digits) => {
    expect(normalisePhone(phone)).toBe(digits);
  });
});

/** Optimal string alignment distance: the textbook table, each substring edited at most once. */
function editDistance(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const table = Array.from({ length: left.length + 1 }, (_, i) =>
    Array.from({ length: right.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => table[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= left.length; i++) {
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      (table[i] as number[])[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + same,
        swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return at(left.length, right.length);
}

describe('one edit', () => {
  it.each([
    ['星河科技', '星河科技', true],
    ['星河科技', '星合科技', true],
    ['星河科技', '星河技', true],
    ['星河技', '星河科技', true],
    ['星河科技', '河星科技', true],
    ['星河科技', '星河技科', true],
    ['星河科技', '星科河技', true],
    ['星河科技', '技河科星', false],
    ['星河科技', '河星技科', false],
    ['星河科技', '星河', false],
    ['ab', 'ba', true],
    ['abc', 'cab', false],
    ['', '', true],
    ['', 'a', true],
    ['', 'ab', false],
    ['𠮷野家', '吉野家', true],
    ['🚀', '', true],
  ])('%j and %j are that close: %s', (a, b, close) => {
    expect(isWithinOneEdit(a, b)).toBe(close);
    expect(isWithinOneEdit(b, a)).toBe(close);
  });

  it('is what the textbook table says, both ways round', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '星'), maxLength: 6 });
    fc.assert(
      fc.property(short, short, (a, b) => {
        expect(isWithinOneEdit(a, b)).toBe(editDistance(a, b) <= 1);
        expect(isWithinOneEdit(b, a)).toBe(isWithinOneEdit(a, b));
      }),
      { seed: SEED, numRuns: 5000 },
    );
  });
});
