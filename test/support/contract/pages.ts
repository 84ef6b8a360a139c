import { beforeAll, describe, expect, it } from 'vitest';
import type { Member } from '../../../src/domain/access.ts';
import { type LeadId, leadId, type MemberId, memberId } from '../../../src/domain/ids.ts';
import { handOver } from '../../../src/usecases/hand-over.ts';
import type { Stores } from '../../../src/usecases/ports.ts';
import { closed, happened, undone } from '../history.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';
import { writeHistory, writeLead } from '../stored-leads.ts';

const person = (id: string): Member => ({ id: memberId(id), userid: id, name: id, role: 'rep', team: null });

/** Going through all leads in pages, comparing names, and handing a member's leads over. */
export function describePages(store: StoreUnderTest): void {
  describe('all leads, page by page', () => {
    const open = useStore(store);
    let ids: readonly LeadId[] = [];

    const page = (after: number, limit: number, owners?: readonly MemberId[]) =>
      open.run(async ({ leads }) => {
        const found = await leads.leadsAfter(after, limit, owners && new Set(owners));
        return found.map(({ id }) => ids.indexOf(id));
      });

    beforeAll(async () => {
      await open.run(async ({ leads, members }) => {
        for (const one of ['zhang', 'li', 'wang']) await members.save(person(one), 0);
        const written: LeadId[] = [];
        for (const owner of ['zhang', 'li', 'zhang', 'li', 'zhang', 'zhang', 'wang']) {
          written.push((await writeLead(leads, `lead ${written.length}`, { owner })).id);
        }
        ids = written;
        const [, , lost, voided, merged] = ids;
        await writeHistory(leads, [closed('06-02', 'lead', 'lost', 'price')], lost);
        await writeHistory(leads, [undone('06-02')], voided);
        await writeHistory(leads, [happened('06-02', { type: 'merged_into', into: ids[0] ?? leadId(1) })], merged);
      });
    });

    it('come by number, closed ones too, without those that are voided or merged', async () => {
      expect(await page(0, 100)).toEqual([0, 1, 2, 5, 6]);
    });

    it('come in pages that leave none out and none twice', async () => {
      const seen: number[] = [];
      for (let after = 0; ; ) {
        const next = await page(after, 2);
        if (next.length === 0) break;
        expect(next.length).toBeLessThanOrEqual(2);
        seen.push(...next);
        after = ids[next.at(-1) ?? 0] ?? Number.POSITIVE_INFINITY;
      }
      expect(seen).toEqual([0, 1, 2, 5, 6]);
    });

    it('are those of some owners when asked for, and nobody’s when there is none', async () => {
      expect(await page(0, 100, [memberId('zhang')])).toEqual([0, 2, 5]);
      expect(await page(0, 100, [memberId('li'), memberId('wang')])).toEqual([1, 6]);
      expect(await page(ids[0] ?? 0, 1, [memberId('zhang')])).toEqual([2]);
      expect(await page(0, 100, [memberId('nobody')])).toEqual([]);
      expect(await page(0, 100, [])).toEqual([]);
    });

    it('are none beyond the last', async () => {
      expect(await page(ids.at(-1) ?? 0, 100)).toEqual([]);
    });
  });

  describe('what two spellings of a name have in common', () => {
    const open = useStore(store);
    const key = (name: string) => open.run(async ({ leads }) => leads.nameKey(name));

    it.each([
      ['星河科技', '星河科技有限公司'],
      ['云 图 Data', '云图ＤＡＴＡ'],
      ['（北京）华为', '北京华为'],
    ])('is one key for %s and %s', async (one, other) => {
      expect(await key(one)).toBe(await key(other));
    });

    it.each([
      ['星河科技', '星河实业'],
      ['Acme A', 'Acme B'],
      ['3号仓储', '4号仓储'],
    ])('is another key for %s and %s', async (one, other) => {
      expect(await key(one)).not.toBe(await key(other));
    });

    it('is never empty, even for a name of signs, and finds the lead by it', async () => {
      for (const name of ['%', '。。。', '有限公司', "O'Hara"]) {
        expect(await key(name)).not.toBe('');
        await open.run(({ leads }) => writeLead(leads, name));
        const found = await open.run(({ leads }) => leads.byNames([name]));
        expect(found.map(({ match }) => match.name)).toEqual([name]);
      }
    });
  });

  describe('all open leads of a member', () => {
    const open = useStore(store);
    const deps = (stores: Stores) => ({
      stores,
      now: 9e12,
      timeZone: 'Asia/Shanghai',
      joining: { open: true, admins: new Set<string>() },
    });

    it('go to another in one unit of work, more than one page of them, or not at all', async () => {
      await open.run(async ({ leads, members }) => {
        for (const one of ['boss', 'li', 'zhang']) await members.save(person(one), 0);
        for (let count = 0; count < 205; count++) await writeLead(leads, `of li ${count}`, { owner: 'li' });
        const lost = await writeLead(leads, 'lost by li', { owner: 'li' });
        await writeHistory(leads, [closed('06-02', 'lead', 'lost', 'price')], lost.id);
      });
      const people = { by: person('boss'), from: person('li'), to: person('zhang') };
      const stopped = open.run(async (stores) => {
        await handOver(deps(stores), people);
        throw new Error('the power goes');
      });
      await expect(stopped).rejects.toThrow('the power goes');
      const counts = () =>
        open.run(async ({ leads }) =>
          Promise.all(['li', 'zhang'].map((id) => leads.countOpenOf(memberId(id), undefined))),
        );
      expect(await counts()).toEqual([205, 0]);
      const done = await open.run((stores) => handOver(deps(stores), people));
      expect(done).toMatchObject({ count: 205, leads: { length: 5 } });
      expect(await counts()).toEqual([0, 205]);
      expect(await open.run((stores) => handOver(deps(stores), people))).toMatchObject({ count: 0, leads: [] });
    });
  });
}
