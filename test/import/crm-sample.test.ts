import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leadId } from '../../src/domain/ids.ts';
import { project } from '../../src/domain/projection.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import type { ImportReport } from '../../src/usecases/import-report.ts';
import { newPostgresUrl } from '../support/postgres-database.ts';
import { seed, seedPipeline } from '../support/seed.ts';
import { storedFacts } from '../support/stored-facts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { IMPORTED_AT, importExample, noon } from './example-import.ts';
import { rowCounts } from './whole-database.ts';

const folder = temporaryFolder();

/** Leads by owner and state, and what the won ones brought, as SQL sees them. */
async function standing({ engine }: Database): Promise<object[]> {
  const rows = await engine.reader
    .selectFrom('lead')
    .select(({ fn }) => [
      'owner',
      'state',
      'stage',
      fn.countAll<number>().as('leads'),
      fn.sum<number>('amount_fen').as('fen'),
    ])
    .groupBy(['owner', 'state', 'stage'])
    .execute();
  const flat = rows.map((row) => ({
    ...row,
    leads: Number(row.leads),
    fen: row.fen === null ? null : Number(row.fen),
  }));
  return flat.sort((a, b) => `${a.owner}${a.state}${a.stage}`.localeCompare(`${b.owner}${b.state}${b.stage}`));
}

async function expectReplay(database: Database, ids: readonly number[]): Promise<void> {
  for (const id of ids.map(leadId)) {
    const events = await database.uow.read(({ leads }) => leads.events(id));
    const stored = await storedFacts(database, id);
    const replayed = project(events, seedPipeline);
    expect(stored).toEqual({
      lead: replayed?.lead,
      visits: replayed?.visits,
      decisions: replayed?.decisions,
      handovers: replayed?.handovers,
    });
  }
}

describe.each([
  ['a SQLite file', async () => `file:${join(folder, 'sample.db')}`],
  ['PostgreSQL', newPostgresUrl],
])('the shipped sample in %s', (_, newUrl) => {
  let database: Database;
  let report: ImportReport;
  beforeAll(async () => {
    database = await openDatabase(await newUrl(), seed);
    const outcome = await importExample(database);
    expect(outcome.kind).toBe('written');
    report = outcome.report;
  });
  afterAll(() => database.close());

  it('is 40 leads of four stages, with the totals somebody worked out by hand', () => {
    expect(report).toMatchObject({
      rows: 40,
      leads: 40,
      badRows: 0,
      // A creation each; an amount and an end for each of the 24 that are closed.
      events: 40 + 24 * 2,
      byValue: [
        { value: 'Won', leads: 14 },
        { value: 'Lost', leads: 10 },
        { value: 'Engaging', leads: 10 },
        { value: 'Prospecting', leads: 6 },
      ],
      standing: [
        { state: 'open', stage: '线索', leads: 6, amountFen: 0 },
        { state: 'open', stage: '商机', leads: 10, amountFen: 0 },
        { state: 'won', stage: null, leads: 14, amountFen: 6_000_000 },
        { state: 'lost', stage: null, leads: 10, amountFen: 0 },
      ],
      owners: [
        { id: '~Mia Torres', name: 'Mia Torres', isNew: true, leads: 12 },
        { id: '~Owen Park', name: 'Owen Park', isNew: true, leads: 10 },
        { id: '~Lena Fischer', name: 'Lena Fischer', isNew: true, leads: 10 },
        { id: '~Raj Patel', name: 'Raj Patel', isNew: true, leads: 8 },
      ],
      problems: [],
    });
  });

  it('stands in the database as the report says', async () => {
    expect(await rowCounts(database)).toMatchObject({ lead: 40, lead_event: 88, member: 4, audit: 1 });
    const opp = { state: 'open', stage: 'opp', fen: null };
    const lead = { state: 'open', stage: 'lead', fen: null };
    const lost = { state: 'lost', stage: 'opp', fen: 0 };
    const won = { state: 'won', stage: 'opp' };
    expect(await standing(database)).toEqual([
      { owner: '~Lena Fischer', ...lost, leads: 3 },
      { owner: '~Lena Fischer', ...lead, leads: 2 },
      { owner: '~Lena Fischer', ...opp, leads: 2 },
      { owner: '~Lena Fischer', ...won, leads: 3, fen: 3_434_500 },
      { owner: '~Mia Torres', ...lost, leads: 2 },
      { owner: '~Mia Torres', ...lead, leads: 2 },
      { owner: '~Mia Torres', ...opp, leads: 3 },
      { owner: '~Mia Torres', ...won, leads: 5, fen: 930_000 },
      { owner: '~Owen Park', ...lost, leads: 3 },
      { owner: '~Owen Park', ...lead, leads: 1 },
      { owner: '~Owen Park', ...opp, leads: 2 },
      { owner: '~Owen Park', ...won, leads: 4, fen: 1_085_500 },
      { owner: '~Raj Patel', ...lost, leads: 2 },
      { owner: '~Raj Patel', ...lead, leads: 1 },
      { owner: '~Raj Patel', ...opp, leads: 3 },
      { owner: '~Raj Patel', ...won, leads: 2, fen: 550_000 },
    ]);
  });

  it('keeps names with quotes, commas and empty accounts, and the blemish of the source', async () => {
    const names = await database.uow.read(async ({ leads }) =>
      Promise.all([3, 4, 7, 8].map(async (id) => (await leads.byId(leadId(id)))?.name)),
    );
    expect(names).toEqual([
      'Northwind, Inc. MG Special #LD4X03QC',
      'The "Blue" Company GTX Plus Pro #LD4X04QD',
      '未填客户 GTXPro #LD4X07QG',
      '未填客户 GTX Plus Pro #LD4X08QH',
    ]);
  });

  it('has each history at the days of the file, written down now by the importer', async () => {
    const events = await database.uow.read(({ leads }) => leads.events(leadId(5)));
    expect(events.map(({ at, recordedAt, actor, fact }) => ({ at, recordedAt, actor, type: fact.type }))).toEqual([
      { at: noon('2017-02-01'), recordedAt: IMPORTED_AT, actor: 'import', type: 'created' },
      { at: noon('2017-02-01'), recordedAt: IMPORTED_AT, actor: 'import', type: 'amount_changed' },
      { at: noon('2017-02-01'), recordedAt: IMPORTED_AT, actor: 'import', type: 'closed' },
    ]);
    const prospect = await database.uow.read(({ leads }) => leads.byId(leadId(8)));
    expect(prospect).toMatchObject({
      stage: 'lead',
      state: 'open',
      createdAt: noon('2018-01-01'),
      source: 'GTX Plus Pro',
    });
    const won = await database.uow.read(({ leads }) => leads.byId(leadId(1)));
    expect(won).toMatchObject({ state: 'won', closedAt: noon('2017-02-14'), amountFen: 55_000, reason: null });
    const lost = await database.uow.read(({ leads }) => leads.byId(leadId(4)));
    expect(lost).toMatchObject({ state: 'lost', closedAt: noon('2017-04-11'), amountFen: 0, reason: 'other' });
  });

  it('follows from its events', async () => {
    await expectReplay(
      database,
      Array.from({ length: 40 }, (_, at) => at + 1),
    );
  });
});

const STANDING: Readonly<Record<string, readonly [state: string, stage: string]>> = {
  Prospecting: ['open', 'lead'],
  Engaging: ['open', 'opp'],
  Won: ['won', 'opp'],
  Lost: ['lost', 'opp'],
};

const sampleFolder = process.env.LOUDOU_SAMPLE_DATA ?? '';

if (sampleFolder !== '') {
  describe('the whole public sample', () => {
    it('comes in as an independent count of the file says', async () => {
      const file = join(sampleFolder, 'sales_pipeline.csv');
      const rows = parse(readFileSync(file), { columns: true }) as Record<string, string>[];
      const expected = new Map<
        string,
        { owner: string; state: string; stage: string; leads: number; fen: number | null }
      >();
      for (const { deal_stage, sales_agent, close_value } of rows) {
        const [state, stage] = STANDING[deal_stage ?? ''] ?? ['', ''];
        const key = `~${sales_agent}${state}${stage}`;
        const group = expected.get(key) ?? { owner: `~${sales_agent}`, state, stage, leads: 0, fen: null };
        const fen = close_value === '' ? group.fen : (group.fen ?? 0) + Number(close_value) * 100;
        expected.set(key, { ...group, leads: group.leads + 1, fen });
      }
      const database = await openDatabase(`file:${join(folder, 'whole.db')}`, seed);
      try {
        const { kind, report } = await importExample(database, { file });
        expect({ kind, rows: report.rows, badRows: report.badRows }).toEqual({
          kind: 'written',
          rows: 8800,
          badRows: 0,
        });
        expect(report.standing).toEqual([
          { state: 'open', stage: '线索', leads: 500, amountFen: 0 },
          { state: 'open', stage: '商机', leads: 1589, amountFen: 0 },
          { state: 'won', stage: null, leads: 4238, amountFen: 1_000_553_400 },
          { state: 'lost', stage: null, leads: 2473, amountFen: 0 },
        ]);
        expect(await standing(database)).toEqual(
          [...expected].sort(([a], [b]) => a.localeCompare(b)).map(([, group]) => group),
        );
        await expectReplay(
          database,
          Array.from({ length: 88 }, (_, at) => at * 100 + 1),
        );
      } finally {
        await database.close();
      }
    });
  });
}
