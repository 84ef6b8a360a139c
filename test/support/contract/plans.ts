import { describe, expect, it } from 'vitest';
import { memberId, stageId } from '../../../src/domain/ids.ts';
import type { Month } from '../../../src/domain/month.ts';
import type { WhoKey } from '../../../src/usecases/ports.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';

const who = (key: string) => key as WhoKey;
const month = (text: string) => text as Month;
const BY = memberId('chen');
const forecast = (on: string, weightedFen: number, at = 1) => ({
  who: who('team:华东'),
  month: month(on),
  weightedFen,
  dueFen: weightedFen / 2,
  at,
});

/** What was expected, what is meant, what was found wrong. */
export function describePlans(store: StoreUnderTest): void {
  describe('what is kept for comparison', () => {
    const open = useStore(store);

    it('is the first forecast of a month, the last few before another', async () => {
      const large = 10_000_000_000_000;
      await open.run(async ({ forecasts }) => {
        for (const [on, fen] of [
          ['2026-03', 2],
          ['2026-04', 4],
          ['2026-05', large],
          ['2026-06', 8],
        ] as const) {
          await forecasts.keepFirst(forecast(on, fen));
        }
        await forecasts.keepFirst(forecast('2026-05', 6, 2));
      });
      const kept = await open.run(({ forecasts }) => forecasts.before(who('team:华东'), month('2026-06'), 2));
      expect(kept).toEqual([forecast('2026-05', large), forecast('2026-04', 4)]);
      expect(await open.run(({ forecasts }) => forecasts.before(who(''), month('2027-01'), 2))).toEqual([]);
    });

    it('is the last target of a month, until it is taken back', async () => {
      const team = { who: who('team:t1'), month: month('2026-07'), wins: 5, amountFen: null };
      const rep = { who: who('member:t2'), month: month('2026-07'), wins: null, amountFen: 10_000_000_000_000 };
      const read = () => open.run(({ targets }) => targets.ofMonth(month('2026-07')));
      await open.run(async ({ targets }) => {
        await targets.save({ ...team, wins: 3 }, BY, 1);
        await targets.save(team, BY, 2);
        await targets.save(rep, BY, 2);
      });
      expect(await read()).toEqual([rep, team]);
      await open.run(({ targets }) => targets.remove(team.who, team.month));
      expect(await read()).toEqual([rep]);
    });

    it('is what a week asks for, of each who has it set', async () => {
      await open.run(async ({ quotas }) => {
        await quotas.save(who('team:q'), 8, BY, 1);
        await quotas.save(who('team:q'), 12, BY, 2);
        await quotas.save(who('member:q'), 5, BY, 2);
        await quotas.rename(who('team:q'), who('team:r'));
      });
      const all = () => open.run(({ quotas }) => quotas.all());
      expect([...(await all())].sort()).toEqual([
        ['member:q', 5],
        ['team:r', 12],
      ]);
      await open.run(({ quotas }) => quotas.remove(who('team:r')));
      expect([...(await all())]).toEqual([['member:q', 5]]);
    });

    it('is every run of a diagnosis, the last one before an instant found', async () => {
      const run = (at: number) => ({
        at,
        runs: [{ key: `["collapse","${stageId('quote')}"]`, convicts: at > 1, verdict: 'suspected' as const }],
      });
      await open.run(async ({ diagnoses }) => {
        for (const at of [1, 3]) await diagnoses.save(who('team:d'), run(at));
        await diagnoses.save(who('team:d'), { at: 3, runs: [] });
      });
      const last = (before: number) => open.run(({ diagnoses }) => diagnoses.last(who('team:d'), before));
      expect(await last(10)).toEqual(run(3));
      expect(await last(3)).toEqual(run(1));
      expect(await last(1)).toBeUndefined();
    });

    it('goes with a team to its new name, in place of what a team of that name once left', async () => {
      const [from, to] = [who('team:before'), who('team:after')];
      await open.run(async ({ forecasts, targets, diagnoses }) => {
        for (const [key, n] of [
          [from, 1],
          [to, 2],
        ] as const) {
          await forecasts.keepFirst({ ...forecast('2026-05', n * 2), who: key });
          await targets.save({ who: key, month: month('2026-08'), wins: n, amountFen: null }, BY, 1);
          await diagnoses.save(key, { at: n, runs: [] });
        }
        for (const kept of [forecasts, targets, diagnoses]) await kept.rename(from, to);
      });
      const kept = await open.run(async ({ forecasts, targets, diagnoses }) => ({
        forecasts: (await forecasts.before(to, month('2026-06'), 9)).map(({ weightedFen }) => weightedFen),
        targets: (await targets.ofMonth(month('2026-08'))).map(({ who: key, wins }) => [key, wins]),
        run: (await diagnoses.last(to, 9))?.at,
      }));
      expect(kept).toEqual({ forecasts: [2], targets: [[to, 1]], run: 1 });
    });
  });

  describe('the beginning', () => {
    const open = useStore(store);

    it('is when the first lead was created, and nothing before that', async () => {
      expect(await open.run(({ leads }) => leads.firstAt())).toBeUndefined();
      const created = { type: 'created', to: stageId('lead'), name: '甲', owner: BY } as const;
      await open.run(({ leads }) => leads.append(undefined, [{ fact: created, actor: BY, at: 7 }], 9));
      await open.run(({ leads }) =>
        leads.append(undefined, [{ fact: { ...created, name: '乙' }, actor: BY, at: 5 }], 9),
      );
      expect(await open.run(({ leads }) => leads.firstAt())).toBe(5);
    });

    it('comes with example rates', async () => {
      const rates = await open.run(async ({ settings }) => settings.exampleRates());
      expect([...rates]).toEqual([
        ['lead', 0.4],
        ['interest', 0.25],
        ['opp', 0.5],
        ['quote', 0.2],
      ]);
    });
  });
}
