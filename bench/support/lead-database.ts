import { constants, copyFileSync } from 'node:fs';
import { leadId, memberId } from '../../src/domain/ids.ts';
import type { LeadEvent, LeadFact } from '../../src/domain/lead-event.ts';
import { project } from '../../src/domain/projection.ts';
import type { Pipeline } from '../../src/domain/stage.ts';
import { rowOfEvent } from '../../src/store/event-rows.ts';
import { rowOfDecision, rowOfVisit } from '../../src/store/fact-rows.ts';
import { packDays } from '../../src/store/facts/packed-days.ts';
import { rowOfLead } from '../../src/store/lead-rows.ts';
import { fillSearchIndex } from '../../src/store/search/fill.ts';
import { createSearchKeys } from '../../src/store/search/search-keys.ts';
import type { Seed } from '../../src/store/seed.ts';
import { generatedFile } from './generated-file.ts';
import type { createRowInserter } from './row-inserter.ts';
import { createSeededRandom } from './seeded-random.ts';

const RANDOM_SEED = 20_261_124;
/** People the leads belong to; a multiple of every number of connections used. */
const MEMBERS = 256;
const TEAMS = 8;
/** Everything generated lies before this instant, and later moves after it. */
const LAST_INSTANT = Date.UTC(2025, 5, 1);
const DAY_MS = 86_400_000;
const SOURCES = ['web', 'referral', 'fair', 'call', ''];

export function leadName(lead: number): string {
  return `客户${lead}`;
}

export function ownerOf(lead: number): string {
  return `rep${String((lead - 1) % MEMBERS).padStart(3, '0')}`;
}

/** True for a lead that stands in the second stage, so that its next move is a forward one; the others are in the third. */
export function standsBack(lead: number): boolean {
  return lead % 2 === 0;
}

/**
 * A database file with this many leads and their histories, all of which have been in the third stage. It is generated
 * once per schema and kept in the temporary folder; nobody writes into it, see {@link copyDatabase}.
 */
export function leadDatabase(leads: number, note: (text: string) => void): Promise<string> {
  return generatedFile(
    {
      label: 'leads',
      generation: 2,
      fill(insert, size, seed, pipeline) {
        insertMembers(insert);
        insertLeads(insert, size, seed, pipeline);
      },
      async finish({ engine }) {
        await engine.transaction((on) => fillSearchIndex(engine.searchIndex, on));
        // A bot that has run for a while has packed them.
        await packDays(engine, LAST_INSTANT);
      },
    },
    leads,
    note,
  );
}

/** A copy to be written into; shares its blocks with the original where the file system can. */
export function copyDatabase(file: string, copy: string): void {
  copyFileSync(file, copy, constants.COPYFILE_FICLONE);
}

function insertMembers(insert: ReturnType<typeof createRowInserter>): void {
  for (let team = 0; team < TEAMS; team++) insert('team', { name: `team${team}` });
  for (let at = 1; at <= MEMBERS; at++) {
    const id = ownerOf(at);
    const [created_at, team] = [LAST_INSTANT - 400 * DAY_MS, `team${at % TEAMS}`];
    insert('member', { id, userid: id, name: id, role: 'rep', team, created_at });
  }
}

/** The rows that the bot's own projection makes of generated events, so that they are what the bot expects. */
function insertLeads(
  insert: ReturnType<typeof createRowInserter>,
  leads: number,
  seed: Seed,
  pipeline: Pipeline,
): void {
  const random = createSeededRandom(RANDOM_SEED);
  const keysOf = createSearchKeys(seed.nameWords);
  let eventId = 0;
  for (let id = 1; id <= leads; id++) {
    const history = historyOf(id, random, pipeline).map((event): LeadEvent => {
      eventId++;
      return { ...event, id: eventId, lead: leadId(id), recordedAt: event.at, change: eventId };
    });
    const projection = project(history, pipeline);
    if (!projection) throw new Error('a generated lead came to nothing');
    const { lead, visits, decisions } = projection;
    insert('lead', { id, ...rowOfLead(lead, keysOf) });
    for (const event of history) insert('lead_event', { id: event.id, ...rowOfEvent(id, event, event.at, null) });
    const of = { id: leadId(id), source: lead.source };
    for (const visit of visits) insert('visit', rowOfVisit(of, visit));
    for (const decision of decisions) insert('decision', rowOfDecision(of, decision));
  }
}

/** Created, then two steps forward, then for every other lead one back: three to four events within 120 days. */
function historyOf(id: number, random: () => number, pipeline: Pipeline) {
  const [first, second, third] = pipeline.open.map((stage) => stage.id);
  if (first === undefined || second === undefined || third === undefined) throw new Error('three open stages needed');
  const owner = memberId(ownerOf(id));
  const created: LeadFact = {
    type: 'created',
    to: first,
    name: leadName(id),
    owner,
    source: SOURCES[Math.floor(random() * SOURCES.length)] ?? '',
    amountFen: Math.ceil(random() * 500) * 100_000,
    contact: '',
    phone: `139${String(id).padStart(8, '0')}`,
  };
  const facts: LeadFact[] = [
    created,
    { type: 'moved', from: first, to: second },
    { type: 'moved', from: second, to: third, note: `budget ${Math.ceil(random() * 90)}` },
    ...(standsBack(id) ? [{ type: 'moved', from: third, to: second, note: 'not yet' } as const] : []),
  ];
  const startedAt = LAST_INSTANT - Math.ceil((120 + random() * 240) * DAY_MS);
  let at = startedAt;
  return facts.map((fact) => {
    const event = { fact, actor: owner, at };
    at += Math.ceil(random() * 30 * DAY_MS);
    return event;
  });
}
