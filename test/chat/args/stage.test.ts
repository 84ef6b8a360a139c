import { describe, expect, it } from 'vitest';
import { nearestStage, readStage, splitTrailingStage } from '../../../src/chat/args/stage.ts';
import { seedPipeline } from '../../support/seed.ts';

describe('a stage', () => {
  it.each([
    ['线索', 'lead'],
    ['新线索', 'lead'],
    ['意向', 'interest'],
    ['意向客户', 'interest'],
    ['商机', 'opp'],
    ['机会', 'opp'],
    ['报价', 'quote'],
    ['已报价', 'quote'],
    ['成交', 'won'],
    ['签约', 'won'],
    ['opp', 'opp'],
    ['OPP', 'opp'],
    ['ＯＰＰ', 'opp'],
    [' 商机 ', 'opp'],
    ['「商机」', 'opp'],
    ['商机。', 'opp'],
    ['商 机', 'opp'],
  ])('is read from its name, an alias or its id: %s is %s', (typed, id) => {
    expect(readStage(typed, seedPipeline)?.id).toBe(id);
  });

  it.each([['商'], ['商机们'], ['上机'], ['丢单'], ['演示'], [''], [' '], ['→'], ['constructor']])(
    'is not read from %j',
    (typed) => {
      expect(readStage(typed, seedPipeline)).toBeUndefined();
    },
  );
});

describe('a mistyped stage', () => {
  it.each([
    ['上机', 'opp'],
    ['商机', 'opp'],
    ['报加', 'quote'],
    ['成教', 'won'],
    ['机商', 'opp'],
    ['意象', 'interest'],
    ['qoute', 'quote'],
  ])('%s probably means %s', (typed, id) => {
    expect(nearestStage(typed, seedPipeline)?.id).toBe(id);
  });

  it.each([['演示'], ['机'], ['商'], ['商机吗'], ['没预算'], ['价格太高'], ['']])('%j means none', (typed) => {
    expect(nearestStage(typed, seedPipeline)).toBeUndefined();
  });
});

describe('a stage glued to a name', () => {
  it.each([
    ['客户A商机', '客户A', '商机'],
    ['客户A意向客户', '客户A', '意向客户'],
    ['星河科技方案报价', '星河科技', '方案报价'],
    ['星河科技已报价', '星河科技', '已报价'],
    ['天工opp', '天工', 'opp'],
  ])('%s is %s and %s', (word, head, tail) => {
    expect(splitTrailingStage(word, seedPipeline)).toEqual({ head, tail });
  });

  it.each([['商机'], ['商机客户A'], ['客户A'], ['']])('%j has none', (word) => {
    expect(splitTrailingStage(word, seedPipeline)).toBeUndefined();
  });
});
