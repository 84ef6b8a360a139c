import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Columns, columnsOf, packed, translated, unpacked, Vocabulary } from '../../src/store/facts/columns.ts';
import { countBy, eachRow } from '../../src/store/facts/counting.ts';
import { SEED } from '../support/property-seed.ts';

const LAYOUT = { lead: 'u32', no: 'u16', stage: 'word', owner: 'word', at: 'f64' } as const;
const row = fc.record({
  lead: fc.nat(4_294_967_295),
  no: fc.nat(65_535),
  stage: fc.constantFrom('lead', '意向', ''),
  owner: fc.string({ unit: 'grapheme' }),
  at: fc.integer({ min: -1e12, max: 4e12 }),
});
const rows = fc.array(row, { maxLength: 40 });

function columns(of: Parameters<typeof columnsOf<typeof LAYOUT>>[1], vocabulary = new Vocabulary(LAYOUT)) {
  const made = columnsOf(LAYOUT, of, vocabulary);
  if (!made) throw new Error('few words always fit');
  return made;
}

const EVERYTHING = { from: -Infinity, to: Infinity, only: {}, without: new Set<number>() };

describe('rows as columns', () => {
  it('come out of a block as they went in, wherever its bytes lie', () => {
    fc.assert(
      fc.property(rows, fc.nat(9), (given, shift) => {
        const bytes = packed(LAYOUT, columns(given));
        const moved = new Uint8Array(bytes.length + shift);
        moved.set(bytes, shift);
        const block = unpacked(LAYOUT, moved.subarray(shift));
        const back = Array.from({ length: block.length }, (_, at) => ({
          lead: block.of.lead[at],
          no: block.of.no[at],
          stage: block.words.stage[block.of.stage[at] as number],
          owner: block.words.owner[block.of.owner[at] as number],
          at: block.of.at[at],
        }));
        expect(back).toEqual(given);
      }),
      { seed: SEED },
    );
  });

  it('take null for the empty word and for no number', () => {
    const { of, words } = columns([{ lead: 1, no: 1, stage: null, owner: 'li', at: null }]);
    expect(words.stage[of.stage[0] as number]).toBe('');
    expect(of.at[0]).toBeNaN();
  });

  it('are refused when there are more words than a column can tell apart', () => {
    const many = Array.from({ length: 65_537 }, (_, at) => ({ lead: at, no: 1, stage: 'lead', owner: `o${at}`, at }));
    expect(columnsOf(LAYOUT, many)).toBeUndefined();
    expect(columnsOf(LAYOUT, many.slice(1))?.length).toBe(65_536);
  });

  it('are counted over blocks as one by one, within the span, by the words wanted, without the leads left out', () => {
    const wanted = fc.record({
      from: fc.integer(),
      to: fc.integer(),
      out: fc.subarray([1, 2, 3]),
      isNarrow: fc.boolean(),
    });
    const small = fc.record({
      lead: fc.integer({ min: 1, max: 5 }),
      no: fc.nat(3),
      stage: fc.constantFrom('lead', 'opp', 'quote'),
      owner: fc.constantFrom('li', 'wang', ''),
      at: fc.integer(),
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(small, { maxLength: 12 }), { maxLength: 4 }),
        wanted,
        (days, { out, isNarrow, ...span }) => {
          const only = isNarrow ? { owner: new Set(['li', 'nobody']) } : {};
          const without = new Set(out);
          const passes = ({ at, lead, owner }: { at: number; lead: number; owner: string }) =>
            at >= span.from && at < span.to && !without.has(lead) && (!isNarrow || owner === 'li');
          const expected = new Map<string, [number, number]>();
          for (const { stage, owner, no } of days.flat().filter(passes)) {
            const [count, sum] = expected.get(`${owner} ${stage}`) ?? [0, 0];
            expected.set(`${owner} ${stage}`, [count + 1, sum + no]);
          }
          const counted = new Map<string, [number, number]>();
          const filter = { ...span, only, without };
          const emit = ([owner, stage]: readonly string[], count: number, sum: number) => {
            counted.set(`${owner} ${stage}`, [count, sum]);
          };
          const vocabulary = new Vocabulary(LAYOUT);
          const blocks = days.map((day, at) =>
            at % 2 === 0 ? columns(day, vocabulary) : translated(LAYOUT, columns(day), vocabulary),
          ) as Columns<typeof LAYOUT>[];
          countBy(
            blocks,
            filter,
            ['owner', 'stage'],
            emit,
            ({ of }) =>
              (at) =>
                of.no[at] as number,
          );
          expect(counted).toEqual(expected);
          let seen = 0;
          eachRow(blocks, filter, () => seen++);
          expect(seen).toBe(days.flat().filter(passes).length);
        },
      ),
      { seed: SEED },
    );
  });

  it('are counted all the same when the combinations are too many for one array', () => {
    const many = Array.from({ length: 3000 }, (_, at) => ({ lead: at, no: 1, stage: `s${at}`, owner: `o${at}`, at }));
    let [combinations, counts] = [0, 0];
    countBy([columns([...many, ...many])], EVERYTHING, ['stage', 'owner'], (_, count) => {
      combinations++;
      counts += count;
    });
    expect([combinations, counts]).toEqual([3000, 6000]);
  });
});
