import { describe, expect, it } from 'vitest';
import { memberId, stageId } from '../../../src/domain/ids.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { verifyProjections } from '../../../src/store/verify-projections.ts';
import type { Stores } from '../../../src/usecases/ports.ts';
import { seed, seedStage } from '../seed.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';
import { writeLead } from '../stored-leads.ts';

/** Swaps 商机 and 报价 in the order. */
async function swap({ settings, leads }: Stores): Promise<void> {
  const pipeline = await settings.pipelineForChange();
  const [opp, quote] = [pipeline.stage(stageId('opp')), pipeline.stage(stageId('quote'))];
  await settings.saveStages([
    { ...opp, ord: quote.ord },
    { ...quote, ord: opp.ord },
  ]);
  await leads.projectAnew();
}

export function describeStages(store: StoreUnderTest): void {
  describe('changing the stages', () => {
    const open = useStore(store);

    it('keeps everything said of a stage', async () => {
      const changed = {
        ...seedStage('interest'),
        name: '"意向" \'; drop table stage',
        aliases: ['a', 'b'],
        checklist: ['为什么'],
        checklistHard: true,
        expectedRate: 0.125,
        layer: null,
      };
      await open.run(({ settings }) => settings.saveStages([changed]));
      expect(await open.run(async ({ settings }) => (await settings.pipeline()).stage(changed.id))).toEqual(changed);
    });

    it('is undone with the transaction it was done in', async () => {
      const before = (await open.run(({ settings }) => settings.pipeline())).stages;
      const failed = open.run(async (stores) => {
        await swap(stores);
        expect((await stores.settings.pipeline()).stages).not.toEqual(before);
        throw new Error('changed my mind');
      });
      await expect(failed).rejects.toThrow('changed my mind');
      expect((await open.run(({ settings }) => settings.pipeline())).stages).toEqual(before);
      expect(await verifyProjections(open.db.engine)).toEqual([]);
    });

    if (!store.isShared) return;

    it('leaves no lead read by the old order, whoever moves it meanwhile', async () => {
      const lead = await open.run(({ leads }) => writeLead(leads, '星河科技'));
      const other = await openDatabase(open.url, seed);
      try {
        const actor = memberId('zhangwei');
        const move = (to: string) =>
          other.uow.run(async ({ leads, settings }) => {
            await settings.pipeline();
            const found = await leads.byId(lead.id);
            if (!found) throw new Error('the lead is gone');
            const at = found.lastEventAt + 1;
            const fact = { type: 'moved', from: found.stage, to: stageId(to) } as const;
            await leads.append(found, [{ fact, actor, at }], at);
          });
        const turns = ['interest', 'quote', 'opp', 'quote', 'interest', 'opp'].flatMap((to) => [
          () => move(to),
          () => open.run(swap),
        ]);
        // Two connections of one process cannot wait for each other where waiting blocks it: there they take turns.
        if (open.db.engine.locksRows) await Promise.all(turns.map((turn) => turn()));
        else for (const turn of turns) await turn();
        expect(await verifyProjections(open.db.engine)).toEqual([]);
      } finally {
        await other.close();
      }
    });
  });
}
