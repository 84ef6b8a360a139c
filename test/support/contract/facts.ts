import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts, Scope, Span } from '../../../src/analytics/facts.ts';
import { factsOf } from '../../../src/analytics/facts-of.ts';
import { type LeadId, leadId, memberId, stageId } from '../../../src/domain/ids.ts';
import type { LeadEvent } from '../../../src/domain/lead-event.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { packDays } from '../../../src/store/facts/packed-days.ts';
import { verifyProjections } from '../../../src/store/verify-projections.ts';
import type { EventDraft } from '../../../src/usecases/ports.ts';
import { undoDrafts } from '../event-log.ts';
import { closed, created, moved } from '../history.ts';
import { instant } from '../instant.ts';
import { livesAt } from '../lives-at.ts';
import { SEED } from '../property-seed.ts';
import { AFTERMATH, BIRTH, beats, playInto } from '../random-history.ts';
import { seed, seedPipeline } from '../seed.ts';
import { type OpenStore, type StoreUnderTest, useStore } from '../store-under-test.ts';
import { writeHistory } from '../stored-leads.ts';
import { JUNE, WORKED_EXAMPLE } from '../worked-example.ts';

const DAY_MS = 86_400_000;
const EVERYTHING: Span = { from: BIRTH - DAY_MS, to: AFTERMATH };
const HORIZONS = Object.fromEntries(seedPipeline.open.map(({ id }, at) => [id, (at + 1) * 2 * DAY_MS]));

/** Every answer of some facts about a span, in an order of its own where the contract leaves it open. */
async function answersOf(facts: Facts, span: Span): Promise<Record<string, unknown>> {
  const sorted = (rows: readonly object[]) =>
    rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();
  const recorded = [{ from: span.from + DAY_MS, to: span.to - DAY_MS }];
  const stages = seedPipeline.open.map(({ id }) => id);
  const answers: [string, unknown][] = [
    ['openLeads', await facts.openLeads()],
    ['closed', await facts.closed()],
    ['decisions', sorted(await facts.decisions(span))],
    ['cohorts', sorted(await facts.cohorts(span, HORIZONS))],
    ['entries', sorted(await facts.entries(span))],
    ['exits', sorted(await facts.exits(span))],
    ['handovers', sorted(await facts.handovers(span))],
    ['presence', sorted(await facts.presence(span))],
    ['stays', sorted(await facts.stays(span))],
    ['wins', await facts.wins(span)],
    ['losses', await facts.losses(span)],
    ['losses of some stages', await facts.losses(span, stages.slice(1, 3))],
    ['lossCounts', sorted(await facts.lossCounts(span))],
    ['reopened', await facts.reopened(span)],
    ['lateMoves', sorted(await facts.lateMoves(span))],
    ['movesRecordedIn', await facts.movesRecordedIn(span, recorded)],
  ];
  for (const from of stages) answers.push([`credits above ${from}`, await facts.credits(span, from)]);
  return Object.fromEntries(answers);
}

async function logsOf({ engine, uow }: Database): Promise<readonly (readonly LeadEvent[])[]> {
  const ids = await engine.reader.selectFrom('lead').select('id').orderBy('id').execute();
  return uow.read(({ leads }) => Promise.all(ids.map(({ id }) => leads.events(leadId(id)))));
}

async function expectSame(open: OpenStore, asOf: number, scope: Scope, spans: readonly Span[]): Promise<void> {
  const logs = await logsOf(open.db);
  const expected = factsOf(livesAt(logs, asOf), { asOf, scope, pipeline: seedPipeline });
  for (const span of spans) {
    const facts = await open.db.uow.read((stores) => stores.facts.asOf(asOf, scope));
    expect(await answersOf(facts, span)).toEqual(await answersOf(expected, span));
  }
}

export function describeFacts(store: StoreUnderTest): void {
  describe('the facts of the worked example', () => {
    const open = useStore(store);
    const days = ['06-01', '06-11 10:01', '06-19', '06-23 10:00', '07-01 00:00'].map(instant);
    const scopes: [string, Scope][] = [
      ['everybody', {}],
      ['one owner', { owners: new Set([memberId('li')]) }],
      ['one source', { sources: new Set(['官网']) }],
      ['one owner and source', { owners: new Set([memberId('zhang')]), sources: new Set(['展会']) }],
      ['nobody', { owners: new Set() }],
    ];

    it('are those of its events, as of every day and for whomever', async () => {
      await open.run(async ({ leads }) => {
        for (const { steps } of WORKED_EXAMPLE) await writeHistory(leads, steps);
      });
      for (const pack of [false, true]) {
        if (pack) expect(await packDays(open.db.engine, instant('08-01'))).toBeGreaterThan(90);
        for (const [, scope] of scopes) {
          for (const asOf of days) await expectSame(open, asOf, scope, [{ from: JUNE.from, to: asOf }]);
        }
      }
      expect(await packDays(open.db.engine, instant('08-01'))).toBe(0);
    });
  });

  describe('packed days that were read before', () => {
    const open = useStore(store);
    const now = instant('08-01');

    it('say what is so once another process has dated something back, undone or merged it, and packed them anew', async () => {
      const [one, other] = await open.run(async ({ leads }) => {
        for (const { steps } of WORKED_EXAMPLE) await writeHistory(leads, steps);
        return [
          await writeHistory(leads, [created('06-01', 'lead'), moved('06-03', 'lead', 'opp')]),
          await writeHistory(leads, [created('06-02', 'lead'), closed('06-05', 'lead', 'lost', 'price')]),
        ];
      });
      const elsewhere = store.isShared ? await openDatabase(open.url, seed) : open.db;
      const append = async (id: LeadId, drafts: readonly EventDraft[]) => {
        await elsewhere.uow.run(async ({ leads }) => leads.append(await leads.byId(id), drafts, now));
      };
      const undo = async (id: LeadId, at: number) => {
        const log = await elsewhere.uow.read(({ leads }) => leads.events(id));
        await append(id, undoDrafts(log, memberId('li'), at));
      };
      const quote = { type: 'moved', from: stageId('opp'), to: stageId('quote') } as const;
      const changes = [
        () => append(one.id, [{ fact: quote, actor: memberId('li'), at: instant('06-10') }]),
        () => undo(one.id, instant('06-11')),
        () => append(other.id, [{ fact: { type: 'merged_into', into: one.id }, actor: memberId('li'), at: now }]),
        () => undo(other.id, now),
      ];
      const ask = async () => {
        for (const asOf of [instant('06-20'), now + 1])
          await expectSame(open, asOf, {}, [{ from: JUNE.from, to: asOf }]);
      };
      expect(await packDays(elsewhere.engine, now)).toBeGreaterThan(90);
      await ask();
      for (const change of changes) {
        await change();
        await ask();
        expect(await packDays(elsewhere.engine, now)).toBeGreaterThan(0);
        await ask();
      }
      if (elsewhere !== open.db) await elsewhere.close();
    }, 60_000);
  });

  describe('the facts of random lives', () => {
    const open = useStore(store);
    const moment = fc.integer({ min: EVERYTHING.from, max: EVERYTHING.to });
    const scope: fc.Arbitrary<Scope> = fc
      .record({
        owners: fc.option(fc.subarray(['zhang', 'li', 'wang']), { nil: undefined }),
        sources: fc.option(fc.subarray(['官网', '展会']), { nil: undefined }),
      })
      .map(({ owners, sources }) => ({
        ...(owners && { owners: new Set(owners.map(memberId)) }),
        ...(sources && { sources: new Set(sources) }),
      }));
    const merge = fc.record({ from: fc.nat(9), into: fc.nat(9), at: moment, isUndone: fc.boolean(), undoneAt: moment });
    /** The clock never goes back behind when days were packed. */
    let packedAt = 0;
    let packedDays = 0;
    let changedDays = 0;

    const live = (life: Parameters<typeof playInto>[0]) =>
      playInto(life, seedPipeline, (before, drafts, now) =>
        open.run(async ({ leads }) => {
          const lead = before[0] && (await leads.byId(before[0].lead));
          return leads.events((await leads.append(lead, drafts, Math.max(now, packedAt))).id);
        }),
      );

    const countChanged = async () => {
      const rows = await open.db.engine.reader
        .selectFrom('packed_day')
        .select('day')
        .where('columns', 'is', null)
        .execute();
      return rows.length;
    };

    const mergeInto = (from: LeadId, into: LeadId, at: number) =>
      open.run(async ({ leads }) => {
        const [lead, other] = [await leads.byId(from), await leads.byId(into)];
        const can =
          lead && other && from < into && lead.mergedInto === null && !['void', 'merged'].includes(other.state);
        if (!can || lead.state === 'void') return false;
        const when = Math.max(at, lead.lastEventAt, other.createdAt);
        const fact = { type: 'merged_into', into } as const;
        await leads.append(lead, [{ fact, actor: memberId('li'), at: when }], Math.max(when, packedAt));
        return true;
      });

    const takeBack = (id: LeadId, at: number) =>
      open.run(async ({ leads }) => {
        const log = await leads.events(id);
        const when = Math.max(at, log.at(-1)?.at ?? 0);
        await leads.append(await leads.byId(id), undoDrafts(log, memberId('li'), when), Math.max(when, packedAt));
      });

    it('are those of their events as of any instant, packed or not, merged, undone, back-dated or opened again', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ life: beats, pack: fc.option(moment, { nil: undefined }) }), {
            minLength: 2,
            maxLength: 4,
          }),
          fc.array(merge, { maxLength: 3 }),
          fc.array(fc.record({ asOf: moment, scope, one: moment, other: moment }), { minLength: 2, maxLength: 4 }),
          async (lives, merges, questions) => {
            const ids: LeadId[] = [];
            for (const { life, pack } of lives) {
              const [creation] = await live(life);
              if (creation) ids.push(creation.lead);
              if (pack !== undefined) {
                packedAt = Math.max(packedAt, pack);
                changedDays += await countChanged();
                packedDays += await packDays(open.db.engine, packedAt);
              }
            }
            for (const { from, into, at, isUndone, undoneAt } of merges) {
              const [one, other] = [ids[from % ids.length], ids[into % ids.length]];
              if (one === undefined || other === undefined || !(await mergeInto(one, other, at))) continue;
              if (isUndone) await takeBack(one, Math.max(at, undoneAt));
            }
            for (const { asOf, scope: about, one, other } of questions) {
              const [from, to] = one < other ? [one, other] : [other, one];
              const before = { from: Math.min(from, asOf), to: Math.min(to, asOf) };
              await expectSame(open, asOf, about, [before]);
              await expectSame(open, AFTERMATH + DAY_MS, about, [{ from, to }, EVERYTHING]);
            }
          },
        ),
        // What one run wrote the next finds, so a smaller example says nothing.
        { seed: SEED, numRuns: Math.ceil(store.histories / 8), endOnFailure: true },
      );
      expect(await verifyProjections(open.db.engine)).toEqual([]);
      expect([packedDays, changedDays].every((days) => days > 0)).toBe(true);
    }, 120_000);
  });
}
