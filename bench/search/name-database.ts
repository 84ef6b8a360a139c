import { leadId, memberId } from '../../src/domain/ids.ts';
import { step } from '../../src/domain/step.ts';
import { projectRoot } from '../../src/project-root.ts';
import { openDatabase } from '../../src/store/database.ts';
import { rowOfLead } from '../../src/store/lead-rows.ts';
import { fillSearchIndex } from '../../src/store/search/fill.ts';
import { createSearchKeys } from '../../src/store/search/search-keys.ts';
import { readSeed } from '../../src/store/seed.ts';
import { SqliteDatabase } from '../../src/store/sqlite-library.ts';
import { createRowInserter } from '../support/row-inserter.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { companyName } from './company-names.ts';

const RANDOM_SEED = 20_261_124;
/** People the leads belong to. */
export const OWNERS = 200;
const CREATED_AT = Date.UTC(2026, 0, 5);

export function ownerOf(lead: number): string {
  return `rep${lead % OWNERS}`;
}

/** Fills a new database file with leads that have company names; nothing has happened to them yet. */
export async function fillNames(file: string, leads: number): Promise<{ readonly indexS: number }> {
  const seed = readSeed(`${projectRoot()}/data/seed`);
  const database = await openDatabase(`file:${file}`, seed);
  const pipeline = await database.uow.read(({ settings }) => settings.pipeline());
  const keysOf = createSearchKeys(seed.nameWords);
  const random = createSeededRandom(RANDOM_SEED);
  const raw = new SqliteDatabase(file);
  const insert = createRowInserter(raw);
  raw.exec('begin');
  for (let at = 0; at < OWNERS; at++) {
    insert('member', { id: `rep${at}`, userid: `rep${at}`, name: `rep${at}`, role: 'rep', team: null, created_at: 0 });
  }
  for (let id = 1; id <= leads; id++) {
    const owner = memberId(ownerOf(id));
    const fact = { type: 'created', to: pipeline.entry.id, name: companyName(random), owner } as const;
    const event = { id, lead: leadId(id), at: CREATED_AT, recordedAt: CREATED_AT, actor: owner, change: id, fact };
    insert('lead', { id, ...rowOfLead(step(undefined, event, pipeline).lead, keysOf), state: stateOf(id, leads) });
  }
  raw.exec('commit');
  raw.close();
  const startedAt = performance.now();
  await database.engine.transaction((on) => fillSearchIndex(database.engine.searchIndex, on));
  const indexS = (performance.now() - startedAt) / 1000;
  await database.close();
  return { indexS };
}

/** Of each hundred leads two are still open: the newest of each owner, as in a company of some years. */
function stateOf(id: number, leads: number): 'open' | 'lost' {
  return id > leads * 0.98 ? 'open' : 'lost';
}
