import { beforeAll, describe, expect, it } from 'vitest';
import { leadId, memberId } from '../../../src/domain/ids.ts';
import type { LeadStore } from '../../../src/usecases/ports.ts';
import { closed, happened, undone } from '../history.ts';
import { instant } from '../instant.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';
import { writeHistory, writeLead } from '../stored-leads.ts';

/** Finding leads by whole names and by phone. */
export function describeNames(store: StoreUnderTest): void {
  describe('names', () => {
    const open = useStore(store);

    const find = async (...phrases: string[]) => {
      const found = await open.run(({ leads }) => leads.byNames(phrases));
      return found.map(({ phrase, match }) => `${phrase} ${match.name} ${match.tier}`).sort();
    };

    beforeAll(async () => {
      await open.run(async ({ leads, members }) => {
        await members.addTeam('华东');
        const zhang = { id: memberId('zhang'), userid: 'zhang', name: '张三', role: 'rep', team: '华东' } as const;
        await members.save(zhang, 0);
        for (const name of [
          '星河科技',
          '星河科技有限公司',
          '星河',
          'Twin',
          'Twin',
          '云 图 Data',
          'O\'Hara "x"',
          '100%',
          '%',
        ]) {
          await writeLead(leads, name);
        }
        await writeHistory(leads, [undone('06-02')], (await writeLead(leads, 'Voided')).id);
        const merged = happened('06-02', { type: 'merged_into', into: leadId(1) });
        await writeHistory(leads, [merged], (await writeLead(leads, 'Merged')).id);
        await writeHistory(leads, [closed('06-02', 'lead', 'lost', 'price')], (await writeLead(leads, 'Closed')).id);
        for (let count = 0; count < 60; count++) await writeLead(leads, 'Crowd');
        await writeLead(leads, 'Crowd Data');
      });
    });

    it.each([
      ['as typed, and normalised', ['星河科技'], ['0 星河科技 exact', '0 星河科技有限公司 normalised']],
      ['with another suffix', ['星河科技股份有限公司'], ['0 星河科技 normalised', '0 星河科技有限公司 normalised']],
      [
        'the longest phrase that fits',
        ['星河科技 商机', '星河科技', '星河'],
        ['1 星河科技 exact', '1 星河科技有限公司 normalised'],
      ],
      ['the shorter when the longer fits nothing', ['星河 商机', '星河'], ['1 星河 exact']],
      ['all leads of one name', ['twin'], ['0 Twin normalised', '0 Twin normalised']],
      ['whatever the spaces, width and case', ['云图ＤＡＴＡ'], ['0 云 图 Data normalised']],
      ['quotes as part of a name', ['O\'Hara "x"'], ['0 O\'Hara "x" exact']],
      ['a name that is a wildcard elsewhere', ['%'], ['0 % exact']],
      ['closed leads too', ['Closed'], ['0 Closed exact']],
      ['two phrases that normalise alike as the longer', ['星河有限公司', '星河'], ['0 星河 normalised']],
      ['nothing for a part of a name', ['星'], []],
      ['nothing for blanks', ['', '  '], []],
      ['nothing for a lead whose creation was taken back', ['Voided'], []],
      ['nothing for a merged lead', ['Merged'], []],
    ])('finds %s', async (_, phrases, expected) => {
      expect(await find(...phrases)).toEqual(expected);
    });

    it('finds nothing for no phrases', async () => {
      expect(await find()).toEqual([]);
    });

    it('finds the longer name however many leads have the shorter one', async () => {
      expect(await find('Crowd Data', 'Crowd')).toEqual(['0 Crowd Data exact']);
      expect((await find('Crowd')).length).toBeGreaterThanOrEqual(50);
    });

    it('finds the longest of many phrases', async () => {
      const phrases = Array.from({ length: 20 }, (_, at) => `星河科技 ${'x'.repeat(20 - at)}`);
      expect(await find('星河科技有限公司', ...phrases)).toEqual(['0 星河科技 normalised', '0 星河科技有限公司 exact']);
      expect(await find(...phrases, '星河')).toEqual(['20 星河 exact']);
    });

    it('never takes blanks for the name of a lead that has none', async () => {
      await open.run(({ leads }) => writeLead(leads, ' '));
      expect(await find('', 'Nobody')).toEqual([]);
      expect(await find('Nobody', '星河')).toEqual(['1 星河 exact']);
    });

    it('tells who owns a lead, where it stands and when it last showed life', async () => {
      const { id } = await open.run(async ({ leads }) => {
        const lead = await writeLead(leads, '天工', { stage: 'opp' });
        return writeHistory(leads, [happened('06-05', { type: 'touched', text: 'x' })], lead.id);
      });
      const [found] = await open.run(({ leads }) => leads.byNames(['天工']));
      expect(found).toEqual({
        phrase: 0,
        match: {
          id,
          name: '天工',
          tier: 'exact',
          owner: 'zhang',
          ownerName: '张三',
          ownerTeam: '华东',
          state: 'open',
          stage: 'opp',
          lastAt: instant('06-05'),
        },
      });
    });

    it('names an owner nobody knows by id', async () => {
      await open.run(({ leads }) => writeLead(leads, '地利', { owner: '~somebody' }));
      const [found] = await open.run(({ leads }) => leads.byNames(['地利']));
      expect(found?.match).toMatchObject({ ownerName: '~somebody', ownerTeam: null, lastAt: instant('06-01') });
    });

    it('follows a change of name', async () => {
      await open.run(async ({ leads }) => {
        const lead = await writeLead(leads, '旧名字');
        await writeHistory(leads, [happened('06-05', { type: 'edited', name: '新名字' })], lead.id);
      });
      expect(await find('旧名字')).toEqual([]);
      expect(await find('新名字')).toEqual(['0 新名字 exact']);
    });
  });

  describe('phone numbers', () => {
    const open = useStore(store);
    const find = async (phone: string) => {
      const found = await open.run(({ leads }) => leads.byPhone(phone));
      return found.map(({ name, tier }) => `${name} ${tier}`);
    };

    beforeAll(async () => {
      await open.run(async ({ leads }: { leads: LeadStore }) => {
        await writeLead(leads, 'Mobile', { phone: '+86 138-0013-8000' });
        await writeLead(leads, 'Short', { phone: '110' });
        await writeLead(leads, 'None');
        const gone = await writeLead(leads, 'Gone', { phone: '139 0000 0000' });
        await writeHistory(leads, [undone('06-02')], gone.id);
      });
    });

    it('are looked up many at a time, with names, each for the liveliest lead that is left', async () => {
      const found = await open.run(async ({ leads }) => {
        await writeLead(leads, 'Again', { phone: '139 0000 0001' });
        const closedOne = await writeLead(leads, 'Again');
        await writeHistory(leads, [closed('06-02', 'lead', 'lost', 'price')], closedOne.id);
        const names = ['again', 'AGAIN ', 'Mobile', 'gone', 'nobody', ''].map((name) => leads.nameKey(name));
        return leads.alike(names, ['13800138000', '13900000000', '13900000001', '']);
      });
      const shown = (map: typeof found.byName) =>
        [...map].map(([key, { name, state }]) => `${key} ${name} ${state}`).sort();
      expect(shown(found.byName)).toEqual(['again Again open', 'mobile Mobile open']);
      expect(shown(found.byPhone)).toEqual(['13800138000 Mobile open', '13900000001 Again open']);
    });

    it.each([
      ['13800138000', ['Mobile exact']],
      ['８６ 138 0013 8000', ['Mobile exact']],
      ['13800138001', []],
      ['110', []],
      ['', []],
      ['%', []],
      ['13900000000', []],
    ])('%j finds %j', async (phone, expected) => {
      expect(await find(phone)).toEqual(expected);
    });

    it('follow a change', async () => {
      await open.run(async ({ leads }) => {
        const lead = await writeLead(leads, 'Moved', { phone: '13700000000' });
        await writeHistory(leads, [happened('06-05', { type: 'edited', phone: '13600000000' })], lead.id);
      });
      expect([await find('13700000000'), await find('13600000000')]).toEqual([[], ['Moved exact']]);
    });
  });
}
