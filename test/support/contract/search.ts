import { beforeAll, describe, expect, it } from 'vitest';
import { leadId } from '../../../src/domain/ids.ts';
import { closed, happened, undone } from '../history.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';
import { writeHistory, writeLead } from '../stored-leads.ts';

const NAMES = [
  '星河科技有限公司',
  '上海星河软件',
  '银河证券',
  '重庆火锅集团',
  '女娲补天',
  'Acme Asia',
  'A1 印务',
  '%',
  '%%%',
  '_',
  '\\',
  "O'Hara",
  '甲乙丙丁戊己',
];

/** Every word one edit away from `word`; what is put in or in place of a character is `other`. */
function oneEditAway(word: string, other: string): string[] {
  const characters = [...word];
  const at = (index: number, replaced: number, ...by: string[]) =>
    characters.toSpliced(index, replaced, ...by).join('');
  return characters
    .flatMap((character, index) => [
      at(index, 1),
      at(index, 0, other),
      at(index, 1, other),
      at(index, 2, ...(characters[index + 1] ?? ''), character),
    ])
    .concat(word + other);
}

/** Finding leads by what resembles their names. */
export function describeSearch(store: StoreUnderTest): void {
  describe('search', () => {
    const open = useStore(store);
    const find = async (phrase: string, limit = 6) => {
      const found = await open.run(({ leads }) => leads.search(phrase, limit));
      return found.map(({ name, tier }) => `${name} ${tier}`);
    };

    beforeAll(async () => {
      await open.run(async ({ leads }) => {
        for (const name of NAMES) await writeLead(leads, name);
        await writeHistory(leads, [undone('06-02')], (await writeLead(leads, 'Voided')).id);
        const merged = happened('06-02', { type: 'merged_into', into: leadId(1) });
        await writeHistory(leads, [merged], (await writeLead(leads, 'Merged')).id);
        await writeLead(leads, 'Rank open, older', { on: '06-03' });
        await writeLead(leads, 'Rank open, newer', { on: '06-05' });
        const lost = await writeLead(leads, 'Rank closed', { on: '06-06' });
        await writeHistory(leads, [closed('06-09', 'lead', 'lost', 'price')], lost.id);
      });
    });

    it.each([
      ['the beginning', '星河', ['星河科技有限公司 prefix']],
      ['the whole name with its suffix', '星河科技有限公司', ['星河科技有限公司 prefix']],
      ['the beginning with its city', '上海星河', ['上海星河软件 prefix']],
      ['a part', '河软', ['上海星河软件 contains']],
      ['one character', '锅', ['重庆火锅集团 contains']],
      ['a city people add', '北京银河证券', ['银河证券 contains']],
      ['pinyin', 'yinhe', ['银河证券 pinyin']],
      ['pinyin with spaces and capitals', 'Yin He', ['银河证券 pinyin']],
      ['initials', 'xhkj', ['星河科技有限公司 pinyin']],
      ['initials from the middle', 'hkj', ['星河科技有限公司 pinyin']],
      ['initials of a character read two ways', 'cqhg', ['重庆火锅集团 pinyin']],
      ['ü as v', 'nvwa', ['女娲补天 pinyin']],
      ['initials with a digit', 'a1y', ['A1 印务 pinyin']],
      ['a homophone', '兴合科技', ['星河科技有限公司 pinyin']],
      ['one wrong character', '星球科技', ['星河科技有限公司 typo']],
      ['one missing letter', 'acmeaia', ['Acme Asia typo']],
      ['swapped letters', 'acmeaisa', ['Acme Asia typo']],
      ['latin in any case', 'ACME', ['Acme Asia prefix']],
      ['two edits as nothing', '星球科学', []],
      ['a two-character word with a typo as nothing', '星球', []],
      ['a stranger as nothing', '不存在的客户', []],
      ['a lead whose creation was taken back as nothing', 'Voided', []],
      ['a merged lead as nothing', 'Merged', []],
      ['a blank as nothing', '  ', []],
    ])('takes %s: %j', async (_, phrase, expected) => {
      expect(await find(phrase)).toEqual(expected);
    });

    it.each([
      ['%', ['% prefix', '%%% prefix']],
      ['%%', ['%%% prefix']],
      ['_', ['_ prefix']],
      ['__', []],
      ['\\', ['\\ prefix']],
      ['\\\\', []],
      ['%_\\', []],
      ["'", []],
      ["O'H", ["O'Hara prefix"]],
      ["'; drop table lead; --", []],
      ['"', []],
    ])('takes %j for what it is', async (phrase, expected) => {
      expect((await find(phrase)).sort()).toEqual(expected);
    });

    it.each(oneEditAway('甲乙丙丁戊己', '囧'))('finds 甲乙丙丁戊己 by %s', async (phrase) => {
      expect((await find(phrase)).map((found) => found.split(' ')[0])).toEqual(['甲乙丙丁戊己']);
    });

    it('puts open leads first, the liveliest first, and cuts off the rest', async () => {
      const ranked = ['Rank open, newer', 'Rank open, older', 'Rank closed'].map((name) => `${name} prefix`);
      expect(await find('rank')).toEqual(ranked);
      expect(await find('rank', 2)).toEqual(ranked.slice(0, 2));
      expect(await find('rank', 1)).toEqual(ranked.slice(0, 1));
    });

    it('finds no more typos than asked for', async () => {
      await open.run(async ({ leads }) => {
        for (const end of ['子', '丑', '寅', '卯']) await writeLead(leads, `春夏秋${end}`);
      });
      expect(await find('春夏秋冬', 3)).toHaveLength(3);
    });
  });
}
