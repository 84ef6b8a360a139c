import SqliteDatabase from 'better-sqlite3';
import { leadId } from '../../src/domain/ids.ts';
import { NOTHING_PUBLISHED } from '../../src/domain/work-calendar.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createFactWriter, type FactWriter } from '../../src/store/fact-writer.ts';
import { createLeadStore } from '../../src/store/lead-store.ts';
import { createSearchKeys } from '../../src/store/search/search-keys.ts';
import type { Seed } from '../../src/store/seed.ts';
import { createSettingsStore } from '../../src/store/settings-store.ts';
import { copyDatabase } from '../support/lead-database.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { AS_OF } from './company.ts';

/** Keeps nothing but the lead row: what a move costs without facts. */
const NO_FACTS: FactWriter = {
  apply: async () => {},
  instants: async () => [],
  clear: async () => {},
  insertAll: async () => {},
};
/** What only reports look things up by. */
const REPORT_INDEXES = [
  'lead_event_at',
  'lead_event_touched',
  'decision_open',
  'handover_at',
  'lead_open',
  'lead_closed',
  'lead_closed_owner',
];

export interface MoveWriter {
  /** Moves `moves` open leads on or back, each in a transaction of its own; gives µs a move. */
  move(moves: number): Promise<number>;
  close(): Promise<void>;
}

/** Writes moves into a copy of `file`, with facts or without them and all that serves them. */
export async function moveWriter(
  file: string,
  copy: string,
  seed: Seed,
  facts: 'with' | 'without',
): Promise<MoveWriter> {
  copyDatabase(file, copy);
  if (facts === 'without') {
    const raw = new SqliteDatabase(copy);
    for (const index of REPORT_INDEXES) raw.exec(`drop index ${index}`);
    raw.close();
  }
  const database = await openDatabase(`file:${copy}`, seed);
  const move = mover(database, seed, facts === 'with' ? createFactWriter(database.engine.writer) : NO_FACTS);
  const open = await database.engine.reader.selectFrom('lead').select('id').where('state', '=', 'open').execute();
  const random = createSeededRandom(open.length);
  let now = AS_OF;
  return {
    async move(moves) {
      const startedAt = performance.now();
      for (let done = 0; done < moves; done++) {
        now += 1000;
        await move(open[Math.floor(random() * open.length)]?.id ?? 1, now);
      }
      return ((performance.now() - startedAt) * 1000) / moves;
    },
    close: () => database.close(),
  };
}

function mover({ engine }: Database, seed: Seed, facts: FactWriter) {
  const leads = createLeadStore(engine, createSearchKeys(seed.nameWords), seed.nameWords, facts);
  const settings = createSettingsStore(engine, NOTHING_PUBLISHED);
  return (id: number, now: number) =>
    engine.transaction(async (on) => {
      const { pipeline } = settings(on);
      const store = leads(on, pipeline);
      const lead = await store.byId(leadId(id));
      const [, low, high] = (await pipeline()).open.map((stage) => stage.id);
      if (!lead || low === undefined || high === undefined) throw new Error('no such lead');
      const to = lead.stage === high ? low : high;
      await store.append(lead, [{ fact: { type: 'moved', from: lead.stage, to }, actor: lead.owner, at: now }], now);
    });
}
