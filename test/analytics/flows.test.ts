import { describe, expect, it } from 'vitest';
import type { Scope } from '../../src/analytics/facts.ts';
import { flows, movements } from '../../src/analytics/flows.ts';
import { type MemberId, memberId } from '../../src/domain/ids.ts';
import type { LeadEvent } from '../../src/domain/lead-event.ts';
import { closed, created, eventsOf, moved, reopened, transferred, undone } from '../support/history.ts';
import { instant } from '../support/instant.ts';
import { factsAsOf } from '../support/lives.ts';
import { seedPipeline } from '../support/seed.ts';

const JUNE = { from: instant('06-01 00:00'), to: instant('07-01 00:00') };

async function june(histories: readonly (readonly LeadEvent[])[], owners?: ReadonlySet<MemberId>) {
  const scope: Scope = owners ? { owners } : {};
  const facts = factsAsOf(histories, JUNE.to, scope);
  const moves = {
    entries: await facts.entries(JUNE),
    exits: await facts.exits(JUNE),
    handovers: await facts.handovers(JUNE),
  };
  const stock = new Map<(typeof seedPipeline.entry)['id'], number>();
  for (const { stage } of await facts.openLeads()) stock.set(stage, (stock.get(stage) ?? 0) + 1);
  return { table: flows(moves, stock, { pipeline: seedPipeline, owners }), moved: movements(moves, seedPipeline) };
}

const ids = (rows: readonly { readonly stage: { readonly id: string }; readonly count: number }[]) =>
  Object.fromEntries(rows.map(({ stage, count }) => [stage.id, count]));

describe('movements of a month', () => {
  it('name every stage that was skipped, once per lead that skipped it', async () => {
    const { moved: all } = await june([
      eventsOf([created('06-01', 'lead'), moved('06-02', 'lead', 'quote')], 1, 1),
      eventsOf([created('06-01', 'lead'), moved('06-02', 'lead', 'opp')], 2, 10),
      eventsOf([created('06-01', 'opp'), closed('06-02', 'opp', 'won')], 3, 20),
    ]);
    expect(all.skips).toBe(2);
    expect(ids(all.skipped)).toEqual({ interest: 2, opp: 1 });
    expect(ids(all.createdIn)).toEqual({ opp: 1 });
  });

  it('name where leads went back from and to, and forget what was undone', async () => {
    const { moved: all } = await june([
      eventsOf([
        created('06-01', 'lead'),
        moved('06-02', 'lead', 'quote'),
        moved('06-03', 'quote', 'interest'),
        moved('06-04', 'interest', 'lead'),
        undone('06-04 11:00'),
      ]),
    ]);
    expect(all.backwardFromTo.map(({ from, to, count }) => [from.id, to.id, count])).toEqual([
      ['quote', 'interest', 1],
    ]);
    expect(all.backward).toBe(1);
  });

  it('count a loss that was taken up again as a loss and as opened again', async () => {
    const { table, moved: all } = await june([
      eventsOf([created('05-01', 'lead'), closed('06-02', 'lead', 'lost', 'price'), reopened('06-05', 'interest')]),
    ]);
    expect(all).toMatchObject({ created: 0, lost: 1, reopened: 1, backward: 0, moves: 0 });
    expect(table.map(({ openAtStart, openAtEnd }) => [openAtStart, openAtEnd])).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
      [0, 0],
    ]);
  });
});

describe('the flows of one owner', () => {
  const life = [
    eventsOf([
      created('05-10', 'lead', { owner: 'zhang' }),
      moved('06-05', 'lead', 'interest'),
      transferred('06-10', 'li'),
      moved('06-20', 'interest', 'opp'),
    ]),
  ];

  it('add up because what was handed over is in them', async () => {
    const zhang = (await june(life, new Set([memberId('zhang')]))).table;
    expect(zhang[0]).toMatchObject({ openAtStart: 1, out: { forward: 1 }, openAtEnd: 0 });
    expect(zhang[1]).toMatchObject({ openAtStart: 0, in: { forward: 1 }, handed: { in: 0, out: 1 }, openAtEnd: 0 });
    const li = (await june(life, new Set([memberId('li')]))).table;
    expect(li[1]).toMatchObject({ openAtStart: 0, handed: { in: 1, out: 0 }, out: { forward: 1 }, openAtEnd: 0 });
    expect(li[2]).toMatchObject({ openAtStart: 0, in: { forward: 1 }, openAtEnd: 1 });
  });

  it('have no handing over between owners who are both meant', async () => {
    const both = (await june(life, new Set([memberId('zhang'), memberId('li')]))).table;
    expect(both[1]).toMatchObject({ handed: { in: 0, out: 0 }, in: { forward: 1 }, out: { forward: 1 } });
    expect((await june(life)).table[1]).toMatchObject({ handed: { in: 0, out: 0 } });
  });
});
