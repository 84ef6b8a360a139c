import { leadId } from '../../src/domain/ids.ts';
import { NOTHING_PUBLISHED } from '../../src/domain/work-calendar.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createFactWriter, type FactWriter } from '../../src/store/fact-writer.ts';
import type { Seed } from '../../src/store/seed.ts';
import { SqliteDatabase } from '../../src/store/sqlite-library.ts';
import { createUnitOfWork } from '../../src/store/unit-of-work.ts';
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
  'handover_at',
  'lead_open',
  'lead_closed',
  'lead_closed_owner',
];

export interface MoveWriter {
  /** Moves `moves` open leads on or back, each in a transaction of its own; gives µs of the processor a move. */
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
      const before = process.cpuUsage();
      for (let done = 0; done < moves; done++) {
        now += 1000;
        await move(open[Math.floor(random() * open.length)]?.id ?? 1, now);
      }
      const { user, system } = process.cpuUsage(before);
      return (user + system) / moves;
    },
    close: () => database.close(),
  };
}

/** All that is read and written for the message that moves a lead, as the bot's own unit of work does it. */
function mover({ engine }: Database, seed: Seed, facts: FactWriter) {
  const uow = createUnitOfWork(engine, seed, NOTHING_PUBLISHED, facts);
  return (id: number, now: number) =>
    uow.once(`bench/${now}`, now, async ({ leads, members, settings, conversations, audit }) => {
      const [, low, high] = (await settings.pipeline()).open.map((stage) => stage.id);
      const [found] = await leads.byNames([`c${id}`]);
      const lead = found && (await leads.byId(leadId(id)));
      const member = lead && (await members.byUserid(lead.owner));
      if (!lead || !member || low === undefined || high === undefined) throw new Error('no such lead');
      await conversations.get(member.id, member.id);
      const to = lead.stage === high ? low : high;
      const by = member.id;
      await leads.append(lead, [{ fact: { type: 'moved', from: lead.stage, to }, actor: by, at: now }], now);
      await audit.record({ at: now, actor: by, action: 'lead.move', lead: lead.id, subject: null });
      const lastLine = `move c${id} ${to}`;
      await conversations.put(by, by, {
        question: null,
        lastLine,
        lastLineAt: now,
        lastReply: lastLine,
        lastLead: lead.id,
        lastLeadAt: now,
      });
      return { reply: { kind: 'text', text: lastLine }, via: 'turn' };
    });
}
