import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { memberId } from '../../src/domain/ids.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { packDays } from '../../src/store/facts/packed-days.ts';
import { rebuildFacts } from '../../src/store/rebuild.ts';
import { createSearchKeys } from '../../src/store/search/search-keys.ts';
import { created, moved } from '../support/history.ts';
import { instant } from '../support/instant.ts';
import { newPostgresUrl } from '../support/postgres-database.ts';
import { seed } from '../support/seed.ts';
import { writeHistory } from '../support/stored-leads.ts';

const NOON = instant('06-20 12:00');
const JUNE = { from: instant('06-01'), to: NOON };

/** Returns once a connection to this database waits for another. */
async function somebodyWaits({ engine }: Database): Promise<void> {
  for (;;) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(engine.reader);
    if (rows.length > 0) return;
  }
}

it('packs no day from the facts that another process is just making anew (PostgreSQL)', async () => {
  const url = await newPostgresUrl();
  const [database, other] = [await openDatabase(url, seed), await openDatabase(url, seed)];
  try {
    await database.uow.run(({ leads }) =>
      writeHistory(leads, [created('06-01', 'lead'), moved('06-03', 'lead', 'opp')]),
    );
    await database.engine.writer.updateTable('visit').set({ owner: 'nobody' }).execute();
    let packing: Promise<number> | undefined;
    await database.engine.transaction(async (on) => {
      await rebuildFacts(database.engine, on, createSearchKeys(seed.nameWords));
      packing = packDays(other.engine, NOON);
      await Promise.race([packing, somebodyWaits(database)]);
    });
    expect(await packing).toBeGreaterThan(0);
    const ofNobody = { owners: new Set([memberId('nobody')]) };
    const facts = await other.uow.read((stores) => stores.facts.asOf(NOON, ofNobody));
    expect(await facts.entries(JUNE)).toEqual([]);
    const all = await other.uow.read((stores) => stores.facts.asOf(NOON, {}));
    expect(await all.entries(JUNE)).toHaveLength(2);
  } finally {
    await database.close();
    await other.close();
  }
});
