import { describe, expect, it } from 'vitest';
import { readReason } from '../../../src/chat/args/reason.ts';
import type { Reason } from '../../../src/domain/stage.ts';
import { seed } from '../../support/seed.ts';

const reasons: readonly Reason[] = seed.reasons.map((reason, at) => ({ ...reason, ord: at + 1, archived: false }));

describe('a reason for losing', () => {
  it.each([
    ['价格', 'price'],
    ['price', 'price'],
    ['PRICE', 'price'],
    ['竞品', 'competitor'],
    ['功能', 'feature'],
    ['功能不符', 'feature'],
    ['无预算', 'budget'],
    ['无预', 'budget'],
    ['决策', 'delay'],
    ['暂不', 'not_now'],
    ['暂不采购。', 'not_now'],
    ['not_now', 'not_now'],
    ['联系', 'unreachable'],
    ['其他', 'other'],
    ['「其他」', 'other'],
  ])('%s is %s', (typed, code) => {
    expect(readReason(typed, 'lost', reasons)?.code).toBe(code);
  });

  it.each([['价'], ['太贵'], ['价格太高'], ['空号'], ['预算'], [''], [' '], ['，']])('%j is none', (typed) => {
    expect(readReason(typed, 'lost', reasons)).toBeUndefined();
  });

  it('is looked up among its own kind only, though both have one called 其他', () => {
    expect(readReason('空号', 'invalid', reasons)?.code).toBe('dead_number');
    expect(readReason('其他', 'invalid', reasons)).toMatchObject({ kind: 'invalid', code: 'other' });
    expect(readReason('其他', 'lost', reasons)).toMatchObject({ kind: 'lost', code: 'other' });
  });

  it('is not guessed when a beginning fits several', () => {
    const two: readonly Reason[] = [
      { kind: 'lost', code: 'a', name: '价格太高', ord: 1, archived: false },
      { kind: 'lost', code: 'b', name: '价格不透明', ord: 2, archived: false },
    ];
    expect(readReason('价格', 'lost', two)).toBeUndefined();
    expect(readReason('价格太', 'lost', two)?.code).toBe('a');
  });
});
