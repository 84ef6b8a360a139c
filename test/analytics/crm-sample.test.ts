import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { median } from '../../src/analytics/rates.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { fullReport } from '../../src/usecases/full-report.ts';
import { exampleFile, importExample } from '../import/example-import.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const sampleFolder = process.env.LOUDOU_SAMPLE_DATA ?? '';
const NOW = Date.parse('2026-06-10T10:00:00+08:00');
const DAYS = { from: '2016-01-01' as LocalDay, to: '2018-12-31' as LocalDay };
const DAY_MS = 86_400_000;

const files = [['the shipped rows', exampleFile]];
if (sampleFolder !== '') files.push(['the whole sample', join(sampleFolder, 'sales_pipeline.csv')]);

describe.each(files)('the CRM sample, %s', (name, file) => {
  let database: Database;
  beforeAll(async () => {
    if (!existsSync(file)) throw new Error(`LOUDOU_SAMPLE_DATA names a folder without ${file}`);
    database = await openDatabase(`file:${join(folder, `${name}.db`)}`, seed);
    await importExample(database, { file });
  }, 120_000);
  afterAll(() => database.close());

  /** Plain SQL over the events alone: nothing of what the report is made from. */
  const rows = <Row>(sql: string): Promise<Row[]> =>
    database.engine.reader
      .executeQuery<Row>({
        sql,
        parameters: [],
        query: { kind: 'RawNode' } as never,
        queryId: { queryId: sql } as never,
      })
      .then(({ rows: found }) => found as Row[]);

  const BORN = `select lead_id, at as born, json_extract(data, '$.owner') as owner,
    coalesce(json_extract(data, '$.source'), '') as source, to_stage from lead_event where type = 'created'`;
  const CLOSED = `select lead_id, at as closed, kind from lead_event where type = 'closed'`;

  const reported = () =>
    database.uow.run((stores) =>
      fullReport(
        { stores, now: NOW, timeZone: 'Asia/Shanghai', joining: { open: false, admins: new Set() } },
        { days: DAYS, asOf: NOW, scope: {} },
      ),
    );

  it('has the totals and the win rate that the events give', async () => {
    const { report } = await reported();
    const closed = await rows<{ kind: string; n: number }>(`select kind, count(*) as n from (${CLOSED}) group by kind`);
    const count = (kind: string) => closed.find((row) => row.kind === kind)?.n ?? 0;
    const [open] = await rows<{ n: number }>(
      `select count(*) as n from (${BORN}) b where not exists (select 1 from (${CLOSED}) c where c.lead_id = b.lead_id)`,
    );
    expect(report.closed).toEqual({ won: count('won'), lost: count('lost'), invalid: 0 });
    expect(report.open).toHaveLength(open?.n ?? -1);
    expect(report.winRate).toEqual({ won: count('won'), lost: count('lost') });
  });

  it.each(['owner', 'source'] as const)('splits by %s as the events do', async (key) => {
    const { report } = await reported();
    const expected = await rows<{ key: string; created: number; won: number; lost: number }>(`
      select b.${key} as key, count(*) as created, coalesce(sum(c.kind = 'won'), 0) as won, coalesce(sum(c.kind = 'lost'), 0) as lost
      from (${BORN}) b left join (${CLOSED}) c using (lead_id) group by b.${key} order by 1`);
    const split = key === 'owner' ? report.byOwner : report.bySource;
    const found = split.map(({ key: of, created, won, lost }) => ({ key: String(of), created, won, lost }));
    expect(found.sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(expected.sort((a, b) => (a.key < b.key ? -1 : 1)));
  });

  it('takes as long from the first talk to the win as the events say', async () => {
    const { report } = await reported();
    const won = await rows<{ days: number }>(
      `select (c.closed - b.born) / ${DAY_MS}.0 as days from (${BORN}) b join (${CLOSED}) c using (lead_id) where c.kind = 'won'`,
    );
    expect(report.cycle.n).toBe(won.length);
    expect(report.cycle.medianDays).toBeCloseTo(median(won.map(({ days }) => days)) ?? -1, 9);
  });
});
