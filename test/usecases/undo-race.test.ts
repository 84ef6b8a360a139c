import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { bindUseCases, type Use } from '../../src/usecases/index.ts';
import { instant } from '../support/instant.ts';
import { newPostgresUrl } from '../support/postgres-database.ts';
import { seed } from '../support/seed.ts';
import { STAFF } from '../support/use-case-world.ts';

let db: Database;

beforeAll(async () => {
  db = await openDatabase(await newPostgresUrl(), seed);
});
afterAll(() => db.close());

function at<T>(when: string, work: (use: Use) => Promise<T>): Promise<T> {
  const joining = { open: true, admins: new Set<string>() };
  return db.uow.run((stores) => work(bindUseCases({ stores, now: instant(when), timeZone: 'Asia/Shanghai', joining })));
}

// On SQLite units of work are serial; here they really meet.
it('takes a change back once when it is undone several times at the same moment', async () => {
  const by = STAFF.zhang;
  for (let round = 0; round < 5; round++) {
    const { lead } = await at('06-01', (use) => use.createLead({ by, name: `星河 ${round}` }));
    const undos = await Promise.allSettled(Array.from({ length: 4 }, () => at('06-01', (use) => use.undoLast({ by }))));
    expect(undos.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const events = await db.uow.read(({ leads }) => leads.events(lead.id));
    expect(events.map(({ fact }) => fact.type)).toEqual(['created', 'voided']);
  }
});
