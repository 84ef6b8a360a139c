import { leadId } from '../../src/domain/ids.ts';
import type { LeadEvent } from '../../src/domain/lead-event.ts';
import { project } from '../../src/domain/projection.ts';
import type { Pipeline } from '../../src/domain/stage.ts';
import { rowOfEvent } from '../../src/store/event-rows.ts';
import { rowOfDecision, rowOfHandover, rowOfVisit } from '../../src/store/fact-rows.ts';
import { packDays } from '../../src/store/facts/packed-days.ts';
import { rowOfLead } from '../../src/store/lead-rows.ts';
import { createSearchKeys } from '../../src/store/search/search-keys.ts';
import { generatedFile } from '../support/generated-file.ts';
import type { createRowInserter } from '../support/row-inserter.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { AS_OF, DAY_MS, type Happening, lifeOf, OWNERS, ownerAt, TEAMS, teamAt, YEARS } from './company.ts';

const RANDOM_SEED = 20_261_124;

/** The company's database: events, what follows from them by the bot's own projection, and its days packed. */
export function companyDatabase(leads: number, note: (text: string) => void): Promise<string> {
  return generatedFile(
    {
      label: 'company',
      generation: 2,
      fill(insert, size, seed, pipeline) {
        insertPeople(insert);
        insertLives(insert, size, createSearchKeys(seed.nameWords), pipeline);
      },
      async finish({ engine }) {
        await packDays(engine, AS_OF);
      },
    },
    leads,
    note,
  );
}

function insertPeople(insert: ReturnType<typeof createRowInserter>): void {
  for (let team = 0; team < TEAMS; team++) insert('team', { name: teamAt(team) });
  const created_at = AS_OF - YEARS * 365 * DAY_MS;
  for (let at = 0; at < OWNERS; at++) {
    const id = ownerAt(at);
    insert('member', { id, userid: id, name: id, role: 'rep', team: teamAt(at), created_at });
  }
}

function insertLives(
  insert: ReturnType<typeof createRowInserter>,
  leads: number,
  keysOf: ReturnType<typeof createSearchKeys>,
  pipeline: Pipeline,
): void {
  const random = createSeededRandom(RANDOM_SEED);
  let lastId = 0;
  for (let id = 1; id <= leads; id++) {
    const events = eventsOf(id, lifeOf(id, leads, random, pipeline), lastId);
    lastId = events.at(-1)?.id ?? lastId;
    const projection = project(events, pipeline);
    if (!projection) throw new Error('a generated lead came to nothing');
    const { lead, visits, decisions, handovers } = projection;
    insert('lead', { id, ...rowOfLead(lead, keysOf) });
    for (const event of events)
      insert('lead_event', { id: event.id, ...rowOfEvent(id, event, event.recordedAt, null) });
    for (const visit of visits) insert('visit', rowOfVisit(lead, visit));
    for (const decision of decisions) insert('decision', rowOfDecision(lead, decision));
    handovers.forEach((handover, at) => {
      insert('handover', rowOfHandover(lead, at + 1, handover));
    });
  }
}

/** What happened as events; something undone is followed by what takes it back. */
function eventsOf(lead: number, life: readonly Happening[], lastId: number): readonly LeadEvent[] {
  let id = lastId;
  return life.flatMap(({ undone, ...draft }) => {
    id++;
    const event: LeadEvent = { ...draft, id, lead: leadId(lead), change: id };
    if (!undone) return [event];
    id++;
    const fact = { type: 'voided', target: event.id } as const;
    return [event, { ...event, id, change: id, fact }];
  });
}
