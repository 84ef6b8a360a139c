import { describe, expect, it } from 'vitest';
import type { Stay } from '../../src/analytics/facts.ts';
import { stayLimitProposals } from '../../src/analytics/stay-limits.ts';
import { leadId, memberId, stageId } from '../../src/domain/ids.ts';
import { seedPipeline } from '../support/seed.ts';

const DAY_MS = 86_400_000;
const stays = (stage: string, days: readonly number[]): readonly Stay[] =>
  days.map((length, at) => ({
    stage: stageId(stage),
    lead: leadId(at + 1),
    owner: memberId('zhang'),
    source: '',
    ms: length * DAY_MS,
  }));
const proposed = (stage: string, days: readonly number[]) =>
  stayLimitProposals(stays(stage, days), seedPipeline).map((one) => [one.stage.id, one.n, one.proposedDays]);

describe('a proposed stay limit', () => {
  it('is one and a half times the usual stay, in workdays', () => {
    expect(proposed('opp', new Array<number>(20).fill(14))).toEqual([['opp', 20, 15]]);
    expect(proposed('opp', new Array<number>(21).fill(15))).toEqual([['opp', 21, 17]]);
  });

  it('is not made from fewer than twenty stays, nor led astray by a few long ones', () => {
    expect(proposed('quote', new Array<number>(19).fill(14))).toEqual([]);
    const few = [...new Array<number>(16).fill(7), 300, 400, 500, 600];
    expect(proposed('quote', few)).toEqual([['quote', 20, 8]]);
  });

  it('is a day at the least', () => {
    expect(proposed('lead', new Array<number>(20).fill(0))).toEqual([['lead', 20, 1]]);
  });
});
