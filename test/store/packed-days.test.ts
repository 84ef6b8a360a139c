import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memberId, stageId } from '../../src/domain/ids.ts';
import type { Lead } from '../../src/domain/lead.ts';
import type { LeadFact } from '../../src/domain/lead-event.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { packDays } from '../../src/store/facts/packed-days.ts';
import { closed, created, moved } from '../support/history.ts';
import { instant } from '../support/instant.ts';
import { newPostgresUrl } from '../support/postgres-database.ts';
import { seed } from '../support/seed.ts';
import { writeHistory } from '../support/stored-leads.ts';

const MINUTE_MS = 60_000;
/** A moment of a day of which all before is over and packed. */
const NOON = instant('06-20 12:00');

describe.each([
  ['SQLite', async () => ':memory:'],
  ['PostgreSQL', newPostgresUrl],
])('days packed on %s', (_, newUrl) => {
  let database: Database;
  let open: Lead;
  let lost: Lead;
  beforeEach(async () => {
    database = await openDatabase(await newUrl(), seed);
    [open, lost] = await database.uow.run(async ({ leads }) => [
      await writeHistory(leads, [created('06-01', 'lead'), moved('06-03', 'lead', 'opp')]),
      await writeHistory(leads, [created('06-02', 'lead'), closed('06-05', 'lead', 'lost', 'price')]),
    ]);
    await packDays(database.engine, NOON);
  });
  afterEach(() => database.close());

  /** Writes a fact now and tells the days that have to be packed anew, as UTC dates. */
  async function unpackedBy(lead: Lead, fact: LeadFact, at = NOON): Promise<readonly string[]> {
    await database.uow.run(({ leads }) => leads.append(lead, [{ fact, actor: memberId('li'), at }], NOON));
    const rows = await database.engine.reader
      .selectFrom('packed_day')
      .select('day')
      .distinct()
      .where('columns', 'is', null)
      .orderBy('day')
      .execute();
    return rows.map(({ day }) => new Date(day * 86_400_000).toISOString().slice(5, 10));
  }

  const quote = { type: 'moved', from: stageId('opp'), to: stageId('quote') } as const;

  it('are those that are over, and packed once', async () => {
    const days = await database.engine.reader
      .selectFrom('packed_day')
      .select('day')
      .where('kind', '=', 'exits')
      .execute();
    expect(days).toHaveLength(5);
    expect(await packDays(database.engine, NOON)).toBe(0);
    expect(await packDays(database.engine, NOON + 30 * 86_400_000)).toBe(0);
  });

  it('are left alone by what happens now, or a few minutes ago', async () => {
    expect(await unpackedBy(open, quote)).toEqual([]);
    const back = { type: 'moved', from: stageId('quote'), to: stageId('opp') } as const;
    const lead = await database.uow.read(({ leads }) => leads.byId(open.id));
    expect(await unpackedBy(lead as Lead, back, NOON + MINUTE_MS)).toEqual([]);
  });

  it('are packed anew for an entry dated back', async () => {
    expect(await unpackedBy(open, quote, instant('06-10'))).toEqual(['06-10']);
  });

  it('are packed anew on the day of a loss that counts no more, or is worth something else', async () => {
    expect(await unpackedBy(lost, { type: 'amount_changed', amountFen: 500 })).toEqual(['06-05']);
    await packDays(database.engine, NOON);
    expect(await unpackedBy(lost, { type: 'reopened', to: stageId('lead') })).toEqual(['06-05']);
  });

  it('are left alone by follow-ups, notes and a new owner', async () => {
    expect(await unpackedBy(open, { type: 'touched', text: 'call' }, instant('06-10'))).toEqual([]);
    expect(await unpackedBy(lost, { type: 'owner_changed', owner: memberId('wang') })).toEqual([]);
  });

  it('are packed anew on all days of two leads that become one', async () => {
    expect(await unpackedBy(lost, { type: 'merged_into', into: open.id })).toEqual([
      '06-01',
      '06-02',
      '06-03',
      '06-05',
    ]);
  });
});
