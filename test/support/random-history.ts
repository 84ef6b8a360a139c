import fc from 'fast-check';
import { type LeadId, leadId, memberId } from '../../src/domain/ids.ts';
import type { Lead } from '../../src/domain/lead.ts';
import type { LeadEvent, LeadFact } from '../../src/domain/lead-event.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import { project } from '../../src/domain/projection.ts';
import type { Pipeline, Stage } from '../../src/domain/stage.ts';
import type { EventDraft } from '../../src/usecases/ports.ts';
import { recordChange, undoDrafts } from './event-log.ts';
import { instant } from './instant.ts';

/** What one beat of a random history does is left to chance within what is legal at that moment. */
export interface Beat {
  readonly act: number;
  readonly choice: number;
  /** Since the beat before; often nothing, so that instants coincide. */
  readonly minutes: number;
  /** How far back a back-dated entry goes, from the last stage change (0) to now (1). */
  readonly late: number;
}

const beat: fc.Arbitrary<Beat> = fc.record({
  act: fc.nat(999),
  choice: fc.nat(999),
  minutes: fc.oneof(
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 9000 }) },
  ),
  late: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** The beats of one lead's life. */
export const beats: fc.Arbitrary<readonly Beat[]> = fc.array(beat, { minLength: 1, maxLength: 24 });

/** When a random life begins (UTC ms). */
export const BIRTH = instant('01-05 09:00');
/** Later than anything that happens in one. */
export const AFTERMATH = instant('12-31 00:00');

const OWNERS = ['zhang', 'li', 'wang'].map(memberId);
const ACTORS = [...OWNERS, memberId('system'), memberId('import')];
const NAMES = ['星河科技', 'O\'Hara "50%" _x_ \\ Ltd', 'Acme 亚洲', '重庆火锅集团有限公司'];

type Act = (lead: Lead, beat: Beat, pipeline: Pipeline) => readonly LeadFact[];

function pick<T>(from: readonly T[], choice: number): T {
  const found = from[choice % from.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

function moveTo(targets: (lead: Lead, pipeline: Pipeline) => readonly Stage[]): Act {
  return (lead, { choice }, pipeline) => {
    const stages = targets(lead, pipeline);
    const from = pipeline.stage(lead.stage).id;
    return stages.length === 0 ? [] : [{ type: 'moved', from, to: pick(stages, choice).id }];
  };
}

const close =
  (kind: 'lost' | 'invalid'): Act =>
  (lead, _, pipeline) => [
    { type: 'closed', from: pipeline.stage(lead.stage).id, kind, reason: 'other', note: '“50%”' },
  ];

const STAGE_ACTS: readonly Act[] = [
  moveTo((lead, pipeline) => pipeline.open.filter(({ ord }) => ord === pipeline.stage(lead.stage).ord + 1)),
  moveTo((lead, pipeline) => pipeline.open.filter(({ ord }) => ord > pipeline.stage(lead.stage).ord)),
  moveTo((lead, pipeline) => pipeline.open.filter(({ ord }) => ord < pipeline.stage(lead.stage).ord)),
  moveTo((lead, pipeline) => [pipeline.stage(lead.stage)]),
  close('lost'),
  close('invalid'),
  (lead, _, pipeline) => [{ type: 'closed', from: pipeline.stage(lead.stage).id, kind: 'won' }],
  (lead, { choice }, pipeline) => [
    { type: 'amount_changed', amountFen: choice * 100 },
    { type: 'closed', from: pipeline.stage(lead.stage).id, kind: 'won' },
  ],
];

const REOPEN: Act = (_, { choice }, pipeline) => [{ type: 'reopened', to: pick(pipeline.open, choice).id }];

const OTHER_ACTS: readonly Act[] = [
  (_, { choice }) => [{ type: 'owner_changed', owner: pick(OWNERS, choice) }],
  (_, { choice }) => [{ type: 'amount_changed', amountFen: choice * 12_345 }],
  (_, { choice }) => [{ type: 'edited', name: pick(NAMES, choice), phone: `138${10_000_000 + choice}` }],
  (_, { choice }) => [{ type: 'edited', contact: 'Ms “Wu”', note: `note ${choice}` }],
  (_, { choice }) => [{ type: 'touched', text: `call ${choice}` }],
  (_, { choice }) => [
    { type: 'touched', text: 'met' },
    { type: 'next_step_set', on: `2026-10-${10 + (choice % 20)}` as LocalDay, text: 'visit' },
  ],
  (_, { choice }) => [{ type: 'snoozed', until: `2026-11-${10 + (choice % 20)}` as LocalDay }],
];

/**
 * What the next beat adds to a lead's log; undefined when its life is over (its creation was taken back). Only what
 * the use-cases allow happens: undo takes back the last change, nothing is dated before the last stage change.
 */
function nextChange(
  { act, ...rest }: Beat,
  log: readonly LeadEvent[],
  now: number,
  pipeline: Pipeline,
): readonly EventDraft[] | undefined {
  const beat = { act: Math.floor(act / 10), ...rest };
  if (log.length === 0) return [birth(beat, now, pipeline)];
  const lead = project(log, pipeline)?.lead;
  if (!lead) return undefined;
  const actor = pick(ACTORS, beat.choice);
  const dice = act % 10;
  if (dice === 9) return undoDrafts(log, actor, now);
  if (dice >= 6) return drafts(pick(OTHER_ACTS, beat.act)(lead, beat, pipeline), actor, now);
  const facts = lead.state === 'open' ? pick(STAGE_ACTS, beat.act)(lead, beat, pipeline) : REOPEN(lead, beat, pipeline);
  const lastChangeAt = Math.max(lead.enteredAt, lead.closedAt ?? 0);
  const backdated = dice === 5 && lead.state === 'open';
  const at = backdated ? lastChangeAt + Math.floor((now - lastChangeAt) * beat.late) : now;
  return drafts(facts, actor, at);
}

function drafts(facts: readonly LeadFact[], actor: EventDraft['actor'], at: number): readonly EventDraft[] {
  return facts.map((fact) => ({ fact, actor, at }));
}

function birth({ act, choice }: Beat, now: number, pipeline: Pipeline): EventDraft {
  const owner = pick(OWNERS, choice);
  // Most leads begin at the beginning.
  const to = pick([pipeline.entry, pipeline.entry, ...pipeline.open], act).id;
  const name = pick(NAMES, choice);
  return { fact: { type: 'created', to, name, owner, source: pick(['官网', '展会'], act) }, actor: owner, at: now };
}

/** Plays beats through `write`, which adds one change to the log and gives the longer one back. */
export async function playInto(
  life: readonly Beat[],
  pipeline: Pipeline,
  write: (log: readonly LeadEvent[], drafts: readonly EventDraft[], now: number) => Promise<readonly LeadEvent[]>,
): Promise<readonly LeadEvent[]> {
  let log: readonly LeadEvent[] = [];
  let now = BIRTH;
  for (const beat of life) {
    now += beat.minutes * 60_000;
    const change = nextChange(beat, log, now, pipeline);
    if (change === undefined) break;
    if (change.length > 0) log = await write(log, change, now);
  }
  return log;
}

/** The events of a random life, in memory. */
function play(life: readonly Beat[], pipeline: Pipeline, lead: LeadId = leadId(1)): readonly LeadEvent[] {
  let log: readonly LeadEvent[] = [];
  let now = BIRTH;
  for (const beat of life) {
    now += beat.minutes * 60_000;
    const change = nextChange(beat, log, now, pipeline);
    if (change === undefined) break;
    log = recordChange(log, lead, change, now);
  }
  return log;
}

/** A random legal history, as events. */
export function histories(pipeline: Pipeline): fc.Arbitrary<readonly LeadEvent[]> {
  return beats.map((life) => play(life, pipeline));
}
