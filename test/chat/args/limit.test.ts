import { describe, expect, it } from 'vitest';
import { readLimit, readShare } from '../../../src/chat/args/limit.ts';

describe('a limit in workdays', () => {
  it.each([
    ['5', 5],
    ['５天', 5],
    ['15个工作日', 15],
    ['366', 366],
    ['无', null],
    ['0', undefined],
    ['367', undefined],
    ['-1', undefined],
    ['2.5', undefined],
    ['', undefined],
    ['五天吧', undefined],
  ])('%s', (typed, days) => {
    expect(readLimit(typed)).toBe(days);
  });
});

describe('a share', () => {
  it.each([
    ['25%', 0.25],
    ['２５％', 0.25],
    ['12.5%', 0.125],
    ['100%', 1],
    ['0.25', 0.25],
    ['1', 1],
    ['无', null],
    ['0%', undefined],
    ['101%', undefined],
    ['1.5', undefined],
    ['25', undefined],
    ['', undefined],
    ['%', undefined],
  ])('%s', (typed, share) => {
    expect(readShare(typed)).toBe(share);
  });
});
