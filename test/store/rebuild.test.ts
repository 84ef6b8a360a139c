import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { verifyProjections } from '../../src/store/verify-projections.ts';
import { allRows } from '../support/all-rows.ts';
import { HAND_HISTORIES } from '../support/hand-histories.ts';
import { created, happened, moved } from '../support/history.ts';
import { newPostgresUrl } from '../support/postgres-database.ts';
import { seed } from '../support/seed.ts';
import { writeHistory } from '../support/stored-leads.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();

/** Every row there is, whatever order an engine gives them in. */
async function sortedRows(database: Database): Promise<Record<string, readonly string[]>> {
  const tables = Object.entries(await allRows(database));
  return Object.fromEntries(tables.map(([table, rows]) => [table, rows.map((row) => JSON.stringify(row)).sort()]));
}

describe.each([
  ['a SQLite file', async () => `file:${folder}/facts.db`],
  ['PostgreSQL', newPostgresUrl],
])('facts in %s that an older program left behind', (_, newUrl) => {
  let url: string;
  let database: Database;
  beforeEach(async () => {
    url = await newUrl();
    database = await openDatabase(url, seed);
    await database.uow.run(async ({ leads }) => {
      for (const { steps } of HAND_HISTORIES) await writeHistory(leads, steps);
      const kept = await writeHistory(leads, [created('06-05', 'lead')]);
      const twin = await writeHistory(leads, [created('06-01', 'lead'), moved('06-03', 'lead', 'opp')]);
      await writeHistory(leads, [happened('06-20', { type: 'merged_into', into: kept.id })], twin.id);
    });
  });
  afterEach(() => database.close());

  it('are made anew when the database is opened, and come out the same', async () => {
    const before = await sortedRows(database);
    const { writer } = database.engine;
    await writer.updateTable('visit').set({ owner: '', recorded_at: 0, source: '' }).execute();
    await writer.deleteFrom('handover').execute();
    await writer.updateTable('lead').set({ closed_owner: null, stage: 'lead' }).where('state', '<>', 'void').execute();
    await writer.updateTable('facts_version').set({ version: 0 }).execute();
    await database.close();
    database = await openDatabase(url, seed);
    expect(await sortedRows(database)).toEqual(before);
    expect(await verifyProjections(database.engine)).toEqual([]);
  });
});
