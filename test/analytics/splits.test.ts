import { describe, expect, it } from 'vitest';
import { byOwner, bySource, outliers } from '../../src/analytics/splits.ts';
import { created, eventsOf, moved, transferred } from '../support/history.ts';
import { instant } from '../support/instant.ts';
import { factsAsOf } from '../support/lives.ts';
import { decisionsAt } from '../support/outlook.ts';
import { seedPipeline } from '../support/seed.ts';

const NOTHING = { decisions: [], entries: [], losses: [], open: [], isStale: () => false };
type Rep = [owner: string, advanced: number, decided: number];
const rows = (...decided: Rep[]) =>
  byOwner(
    { ...NOTHING, decisions: decided.flatMap(([owner, k, n]) => decisionsAt('interest', k, n, { owner })) },
    seedPipeline,
  );
const flagged = (...decided: Rep[]) =>
  outliers(rows(...decided), seedPipeline).map(({ owner, stage, p }) => [owner, stage.id, Math.round(p * 1e4) / 1e4]);

describe('a rep to look at', () => {
  it('is one whose rate differs from the others by more than chance', () => {
    const others = ['li', 'wang', 'zhao', 'qian'].map((rep): Rep => [rep, 7, 19]);
    expect(flagged(['zhang', 1, 20], ...others, ['sun', 2, 4])).toEqual([['zhang', 'interest', 0.0056]]);
    expect(flagged(['zhang', 2, 20], ...others, ['sun', 2, 4])).toEqual([]);
  });

  it('has twenty decisions of their own', () => {
    expect(flagged(['zhang', 0, 19], ['li', 10, 10])).toEqual([]);
    expect(flagged(['zhang', 0, 20], ['li', 10, 10]).map(([owner]) => owner)).toEqual(['zhang']);
  });

  it('is nobody where there is nobody else', () => {
    expect(flagged(['zhang', 0, 50])).toEqual([]);
  });
});

describe('a split', () => {
  it('has a row for leads without a source', async () => {
    const asOf = instant('06-30');
    const facts = factsAsOf([eventsOf([created('06-01', 'lead')], 1)], asOf);
    const june = { from: instant('06-01 00:00'), to: asOf };
    const table = bySource(
      { ...NOTHING, open: await facts.openLeads(), entries: await facts.entries(june) },
      seedPipeline,
    );
    expect(table.map(({ key, created: n, open }) => [key, n, open])).toEqual([['', 1, 1]]);
  });

  it('gives the new lead to its first owner, the decision to who made it, the stock to who has it', async () => {
    const asOf = instant('06-30');
    const life = eventsOf([
      created('06-01', 'lead', { owner: 'zhang' }),
      transferred('06-03', 'li'),
      moved('06-05', 'lead', 'interest'),
      transferred('06-08', 'wang'),
    ]);
    const facts = factsAsOf([life], asOf);
    const june = { from: instant('06-01 00:00'), to: asOf };
    const table = byOwner(
      {
        ...NOTHING,
        decisions: await facts.decisions(june),
        entries: await facts.entries(june),
        open: await facts.openLeads(),
      },
      seedPipeline,
    );
    const told = table.map((row) => [row.key, row.created, row.hops[0]?.advanced, row.open]);
    expect(told.sort()).toEqual([
      ['li', 0, 1, 0],
      ['wang', 0, 0, 1],
      ['zhang', 1, 0, 0],
    ]);
  });
});
