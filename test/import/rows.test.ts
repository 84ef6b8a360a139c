import { describe, expect, it } from 'vitest';
import { memberId } from '../../src/domain/ids.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import type { Mapping } from '../../src/usecases/import-mapping.ts';
import { createOwnerDirectory } from '../../src/usecases/import-owners.ts';
import { planImport } from '../../src/usecases/import-plan.ts';
import { createRowReader, type RowReading } from '../../src/usecases/import-row.ts';
import { seed, seedPipeline } from '../support/seed.ts';
import { AS_OF, exampleMapping, IMPORTED_AT, noon, TIME_ZONE } from './example-import.ts';

const HEADER = ['id', 'owner', 'product', 'account', 'stage', 'begin', 'end', 'value', 'reason', 'phone', 'note'];

const mapping: Mapping = {
  ...exampleMapping,
  dates: ['M/D/YYYY', 'YYYY-MM-DD HH:mm'],
  lead: {
    name: '{account|未填客户} {product} #{id}',
    owner: '{owner}',
    source: '{product}',
    phone: '{phone}',
    note: '{note}',
  },
  stage: '{stage}',
  rules: {
    Prospecting: { created: { stage: '线索', on: 'as-of' } },
    Engaging: { created: { stage: '商机', on: '{begin}' } },
    Won: { created: { stage: '商机', on: '{begin}' }, closed: { kind: 'won', on: '{end}', amount: '{value}' } },
    Lost: {
      created: { stage: '商机', on: '{begin}' },
      closed: { kind: 'lost', on: '{end}', amount: '{value}', reason: '{reason|其他}' },
    },
  },
};

const namesakes = ['a', 'b'].map((id) => ({
  id: memberId(id),
  userid: id,
  name: '张伟',
  role: 'rep' as const,
  team: null,
}));

const GOOD = {
  id: '7',
  owner: 'Mia',
  product: 'GTX',
  account: 'Acme',
  stage: 'Won',
  begin: '1/2/2017',
  end: '3/4/2017',
};

/** Row 12 of a table: a good one, but for `cells`. */
function read(
  cells: Partial<Record<(typeof HEADER)[number], string>>,
  options: { asOf?: LocalDay; now?: number } = {},
) {
  const { asOf = AS_OF, now = IMPORTED_AT } = options;
  const plan = planImport(mapping, HEADER, {
    pipeline: seedPipeline,
    reasons: seed.reasons.map((reason, ord) => ({ ...reason, ord, archived: false })),
  });
  const today = { now, timeZone: TIME_ZONE, asOf: { on: asOf, at: Math.min(noon(asOf), now), exact: false } };
  const row: Record<string, string> = { value: '550', ...GOOD, ...cells };
  return createRowReader(
    plan,
    today,
    createOwnerDirectory(namesakes),
  )({
    row: 12,
    cells: HEADER.map((name) => row[name] ?? ''),
  });
}

function eventsOf(reading: RowReading): readonly object[] {
  if (!('lead' in reading)) throw new Error(JSON.stringify(reading.problems));
  return reading.lead.history.events.map(({ fact, at }) => ({ ...fact, at }));
}

describe('a good row', () => {
  it('becomes a lead that was created, priced and won', () => {
    expect(eventsOf(read({}))).toEqual([
      { type: 'created', to: 'opp', name: 'Acme GTX #7', owner: '~Mia', source: 'GTX', at: noon('2017-01-02') },
      { type: 'amount_changed', amountFen: 55_000, at: noon('2017-03-04') },
      { type: 'closed', from: 'opp', kind: 'won', at: noon('2017-03-04') },
    ]);
  });

  it('is all by the importer', () => {
    const reading = read({});
    const actors = 'lead' in reading ? reading.lead.history.events.map(({ actor }) => actor) : [];
    expect(new Set(actors)).toEqual(new Set(['import']));
  });

  it('keeps what is filled in and leaves out what is not', () => {
    const [created] = eventsOf(
      read({ stage: 'Prospecting', account: '', phone: '138 0013 8000', note: '展会\n认识的' }),
    );
    expect(created).toEqual({
      type: 'created',
      to: 'lead',
      name: '未填客户 GTX #7',
      owner: '~Mia',
      source: 'GTX',
      phone: '138 0013 8000',
      note: '展会 认识的',
      at: noon('2018-01-01'),
    });
  });

  it('may be won for an amount nobody wrote down', () => {
    expect(eventsOf(read({ value: '' })).map((event) => 'type' in event && event.type)).toEqual(['created', 'closed']);
  });

  it('is lost for the reason it names, or for the one that stands in', () => {
    expect(eventsOf(read({ stage: 'Lost', reason: '价格' })).at(-1)).toMatchObject({ kind: 'lost', reason: 'price' });
    expect(eventsOf(read({ stage: 'Lost' })).at(-1)).toMatchObject({ kind: 'lost', reason: 'other' });
  });

  it('is never closed before it was created, though both happen on one day', () => {
    const at = (events: readonly object[]) => events.map((event) => 'at' in event && event.at);
    expect(at(eventsOf(read({ end: '1/2/2017' })))).toEqual(Array(3).fill(noon('2017-01-02')));
    const afternoon = Date.parse('2017-01-02T15:30:00+08:00');
    expect(at(eventsOf(read({ begin: '2017-01-02 15:30', end: '1/2/2017' })))).toEqual(Array(3).fill(afternoon));
  });

  it('keeps the time of day it has', () => {
    expect(eventsOf(read({ stage: 'Engaging', begin: '2017-01-02 08:15' }))).toMatchObject([
      { at: Date.parse('2017-01-02T08:15:00+08:00') },
    ]);
  });

  it('may begin today, but not later than now', () => {
    const now = Date.parse('2026-06-10T09:00:00+08:00');
    const today = '2026-06-10' as LocalDay;
    expect(eventsOf(read({ stage: 'Engaging', begin: '6/10/2026' }, { now, asOf: today }))).toMatchObject([
      { at: now },
    ]);
  });
});

describe('a bad row', () => {
  it.each([
    ['a stage value without a rule', { stage: 'Paused' }, 'stage', 'stage_value_unknown'],
    ['no stage value', { stage: '' }, 'stage', 'missing'],
    ['no begin', { begin: '' }, 'begin', 'missing'],
    ['no end', { end: ' ' }, 'end', 'missing'],
    ['a date that is none', { begin: '2/30/2017' }, 'begin', 'not_a_date'],
    ['a date in another format', { end: '2017-03-04' }, 'end', 'not_a_date'],
    ['a day after the one taken for today', { end: '1/2/2018' }, 'end', 'date_in_future'],
    ['an end before the begin', { end: '1/1/2017' }, 'end', 'closed_before_created'],
    ['an earlier hour', { begin: '2017-01-02 15:00', end: '2017-01-02 14:59' }, 'end', 'closed_before_created'],
    ['a negative amount', { value: '-5' }, 'value', 'not_an_amount'],
    ['an amount in words', { value: 'five' }, 'value', 'not_an_amount'],
    ['no owner', { owner: '' }, 'owner', 'missing'],
    ['an owner two members could be', { owner: '张伟' }, 'owner', 'owner_ambiguous'],
    ['a name nobody can say', { account: 'x'.repeat(101) }, 'account, product, id', 'too_long'],
    ['a note like a book', { note: 'x'.repeat(2001) }, 'note', 'too_long'],
    ['a reason nobody knows', { stage: 'Lost', reason: '没缘分' }, 'reason', 'reason_unknown'],
  ])('has %s', (_, cells, column, code) => {
    expect(read(cells)).toMatchObject({ problems: [{ row: 12, column, code }] });
  });

  it('is told everything that is wrong with it', () => {
    expect(read({ owner: '', begin: 'x', end: '', value: '-1' })).toMatchObject({
      problems: [
        { column: 'owner', code: 'missing' },
        { column: 'begin', code: 'not_a_date', value: 'x', formats: ['M/D/YYYY', 'YYYY-MM-DD HH:mm'] },
        { column: 'end', code: 'missing' },
        { column: 'value', code: 'not_an_amount', value: '-1' },
      ],
    });
  });

  it('is not as wide as the header', () => {
    const plan = planImport(mapping, HEADER, {
      pipeline: seedPipeline,
      reasons: seed.reasons.map((r) => ({ ...r, ord: 1, archived: false })),
    });
    const today = { now: IMPORTED_AT, timeZone: TIME_ZONE, asOf: { on: AS_OF, at: noon(AS_OF), exact: false } };
    const readRow = createRowReader(plan, today, createOwnerDirectory([]));
    expect(readRow({ row: 3, cells: ['1', 'Mia'] })).toEqual({
      problems: [{ row: 3, column: '', code: 'columns', got: 2, wanted: 11 }],
    });
  });
});
