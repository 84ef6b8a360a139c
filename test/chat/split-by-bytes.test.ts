import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitByBytes } from '../../src/chat/split-by-bytes.ts';

const text = fc.string({
  unit: fc.constantFrom('a', '中', '😀', '\n', '\n', '👨‍👩‍👧', 'é', ' ', 'word '),
  maxLength: 200,
});
const limit = fc.integer({ min: 4, max: 60 });

describe('splitByBytes', () => {
  it('leaves a text that fits alone, the empty one too', () => {
    expect(splitByBytes('客户A\n', 100)).toEqual(['客户A\n']);
    expect(splitByBytes('', 4)).toEqual(['']);
  });

  it('breaks at the last line that fits', () => {
    expect(splitByBytes('aa\nbb\ncc\ndd', 5)).toEqual(['aa\nbb', 'cc\ndd']);
    expect(splitByBytes('aaaa\n\n\nbbbb', 4)).toEqual(['aaaa', 'bbbb']);
  });

  it('cuts a line that is too long between characters and fills the rest with what follows', () => {
    expect(splitByBytes('中文字\nab', 6)).toEqual(['中文', '字\nab']);
    expect(splitByBytes('ab👨‍👩‍👧', 19)).toEqual(['ab', '👨‍👩‍👧']);
    expect(splitByBytes('👨‍👩‍👧', 8).join('')).toBe('👨‍👩‍👧');
  });

  it('keeps every part within the limit and whole in its characters', () => {
    fc.assert(
      fc.property(text, limit, (whole, limitBytes) => {
        for (const part of splitByBytes(whole, limitBytes)) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(limitBytes);
          expect(part).not.toMatch(/\p{Surrogate}/u);
        }
      }),
    );
  });

  it('loses nothing but line breaks at the borders', () => {
    fc.assert(
      fc.property(text, limit, (whole, limitBytes) => {
        let at = 0;
        for (const part of splitByBytes(whole, limitBytes)) {
          while (!whole.startsWith(part, at) && whole[at] === '\n') at += 1;
          expect(whole.startsWith(part, at)).toBe(true);
          at += part.length;
        }
        expect(whole.slice(at)).toMatch(/^\n*$/);
      }),
    );
  });

  it('makes no empty part out of a text that is not empty', () => {
    fc.assert(
      fc.property(text, limit, (whole, limitBytes) => {
        fc.pre(whole !== '');
        expect(splitByBytes(whole, limitBytes)).not.toContain('');
      }),
    );
  });

  it('refuses a limit that one character could break', () => {
    expect(() => splitByBytes('x', 3)).toThrow(RangeError);
  });
});
