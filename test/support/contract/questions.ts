import { beforeAll, describe, expect, it } from 'vitest';
import { memberId, stageId } from '../../../src/domain/ids.ts';
import { by, closed, created, happened, moved, undone, wonFor } from '../history.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';
import { NOBODY, writeHistory, writeLead } from '../stored-leads.ts';

const touched = (on: string) => happened(on, { type: 'touched', text: on });

/** What is asked of the leads beside their names. */
export function describeQuestions(store: StoreUnderTest): void {
  describe('a member’s open leads', () => {
    const open = useStore(store);
    const ask = async (owner: string, stage?: string, limit = 10) => {
      const narrowed = stage === undefined ? undefined : stageId(stage);
      const [leads, count] = await open.run(async ({ leads }) => [
        await leads.openOf(memberId(owner), narrowed, limit),
        await leads.countOpenOf(memberId(owner), narrowed),
      ]);
      return { names: leads.map(({ name }) => name), count };
    };

    beforeAll(async () => {
      await open.run(async ({ leads }) => {
        await writeHistory(leads, [created('06-03', 'lead', { name: 'entered 3rd' })]);
        await writeHistory(leads, [created('06-01', 'lead', { name: 'touched 9th' }), touched('06-09')]);
        await writeHistory(leads, [created('06-01', 'lead', { name: 'moved 5th' }), moved('06-05', 'lead', 'opp')]);
        await writeHistory(leads, [
          created('06-01', 'lead', { name: 'touched 2nd, moved 4th' }),
          touched('06-02'),
          moved('06-04', 'lead', 'opp'),
        ]);
        await writeHistory(leads, [created('06-01', 'lead', { name: 'twin 1' })]);
        await writeHistory(leads, [created('06-01', 'lead', { name: 'twin 2' })]);
        await writeHistory(leads, [
          created('06-01', 'lead', { name: 'lost' }),
          closed('06-02', 'lead', 'lost', 'price'),
        ]);
        await writeHistory(leads, [created('06-01', 'lead', { name: 'undone' }), undone('06-01')]);
        await writeHistory(leads, [created('06-01', 'lead', { name: 'other', owner: 'li' })]);
      });
    });

    it('come longest untouched first, in order of creation when equally so', async () => {
      expect(await ask('zhang')).toEqual({
        names: ['twin 1', 'twin 2', 'entered 3rd', 'touched 2nd, moved 4th', 'moved 5th', 'touched 9th'],
        count: 6,
      });
    });

    it('can be narrowed to a stage and cut off, and are still all counted', async () => {
      expect(await ask('zhang', 'opp')).toEqual({ names: ['touched 2nd, moved 4th', 'moved 5th'], count: 2 });
      expect(await ask('zhang', undefined, 2)).toEqual({ names: ['twin 1', 'twin 2'], count: 6 });
    });

    it('are nobody else’s', async () => {
      expect(await ask('li')).toEqual({ names: ['other'], count: 1 });
      expect(await ask('wang')).toEqual({ names: [], count: 0 });
    });
  });

  describe('the last change', () => {
    const open = useStore(store);
    const types = async (actor: string) => {
      const change = await open.run(({ leads }) => leads.lastChange({ actor: memberId(actor) }));
      return change.map(({ fact }) => fact.type);
    };

    it('of a member is the latest they made on any lead, whole', async () => {
      const [first, second] = await open.run(async ({ leads }) => [
        await writeLead(leads, 'first'),
        await writeLead(leads, 'second'),
      ]);
      await open.run(({ leads }) => writeHistory(leads, [wonFor('06-02', 'lead', 100)], first.id));
      await open.run(({ leads }) => writeHistory(leads, [by('li', touched('06-03'))], second.id));
      expect(await types('zhang')).toEqual(['amount_changed', 'closed']);
      expect(await types('li')).toEqual(['touched']);
      expect(await types('wang')).toEqual([]);
    });

    it('of a lead is the latest by anybody', async () => {
      const { id } = await open.run(({ leads }) =>
        writeHistory(leads, [created('06-01', 'lead'), by('li', moved('06-02', 'lead', 'opp'))]),
      );
      const events = await open.run(({ leads }) => leads.lastChange({ lead: id }));
      expect(events.map(({ actor, fact }) => `${actor} ${fact.type}`)).toEqual(['li moved']);
      expect(await open.run(({ leads }) => leads.lastChange({ lead: NOBODY }))).toEqual([]);
    });

    it('is the one before once it was taken back, until nothing is left', async () => {
      const { id } = await open.run(({ leads }) =>
        writeHistory(leads, [by('wu', created('06-01', 'lead')), by('wu', wonFor('06-02', 'lead', 5))]),
      );
      const seen = [await types('wu')];
      for (const on of ['06-03', '06-04']) {
        await open.run(({ leads }) => writeHistory(leads, [by('wu', undone(on))], id));
        seen.push(await types('wu'));
      }
      expect(seen).toEqual([['amount_changed', 'closed'], ['created'], []]);
    });
  });

  describe('follow-ups', () => {
    const open = useStore(store);

    it('are counted when people made them and did not take them back', async () => {
      const { id } = await open.run(({ leads }) =>
        writeHistory(leads, [
          created('06-01', 'lead'),
          touched('06-02'),
          by('li', touched('06-03')),
          by('system', touched('06-04')),
          by('import', touched('06-05')),
          touched('06-06'),
          undone('06-06'),
        ]),
      );
      expect(await open.run(({ leads }) => leads.countTouches(id))).toBe(2);
      expect(await open.run(({ leads }) => leads.countTouches(NOBODY))).toBe(0);
    });
  });

  describe('a lead nobody has', () => {
    const open = useStore(store);

    it('is undefined, without events', async () => {
      expect(await open.run(({ leads }) => leads.byId(NOBODY))).toBeUndefined();
      expect(await open.run(({ leads }) => leads.events(NOBODY))).toEqual([]);
    });
  });
}
