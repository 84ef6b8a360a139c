import type { LeadId, MemberId, StageId } from './ids.ts';
import { type CloseKind, type LeadEvent, SYSTEM_ACTORS } from './lead-event.ts';
import type { LocalDay } from './period.ts';
import type { Pipeline } from './stage.ts';

/** Where a lead stands after its events: what the `lead` row holds. */
export interface Lead {
  readonly id: LeadId;
  readonly name: string;
  /** Kept from creation; empty when nobody said. */
  readonly source: string;
  readonly firstOwner: MemberId;
  readonly owner: MemberId;
  readonly amountFen: number | null;
  readonly contact: string;
  readonly phone: string;
  readonly note: string;
  /** `void`: its creation was taken back, so it never was. */
  readonly state: 'open' | CloseKind | 'merged' | 'void';
  /** Current stage; for a closed lead the stage it was closed in. */
  readonly stage: StageId;
  readonly entryStage: StageId;
  /** Highest stage really visited (metrics §3: high-water mark). */
  readonly highStage: StageId;
  readonly createdAt: number;
  /** Start of the current (or last) visit. */
  readonly enteredAt: number;
  /** Last follow-up by a person, null when there was none. */
  readonly touchedAt: number | null;
  readonly nextOn: LocalDay | null;
  readonly nextText: string;
  readonly snoozedUntil: LocalDay | null;
  readonly snoozes: number;
  readonly closedAt: number | null;
  readonly reason: string | null;
  readonly recallOn: LocalDay | null;
  readonly mergedInto: LeadId | null;
  readonly visitNo: number;
  readonly lastEventId: number;
  readonly lastEventAt: number;
}

/** One stay in an open stage, `[enteredAt, leftAt)`; `leftAt` null while it lasts (metrics §2 N5). */
export interface Visit {
  readonly no: number;
  readonly stage: StageId;
  readonly enteredAt: number;
  readonly how: 'created' | 'forward' | 'backward' | 'reopened';
  readonly leftAt: number | null;
  readonly exit: 'forward' | 'backward' | CloseKind | null;
}

/** What became of a lead in a stage it reached: at most one per lead and stage (metrics §6.1). */
export interface Decision {
  readonly stage: StageId;
  readonly reachedAt: number;
  readonly outcome: 'open' | 'advanced' | 'lost' | 'invalid';
  readonly decidedAt: number | null;
  /** Owner at the instant of the decision; null while open. */
  readonly owner: MemberId | null;
}

/** A change of the facts beside the lead row; the store turns each into one statement. */
export type FactChange =
  | { readonly kind: 'visit_opened'; readonly visit: Visit }
  | {
      readonly kind: 'visit_closed';
      readonly no: number;
      readonly at: number;
      readonly exit: NonNullable<Visit['exit']>;
    }
  | { readonly kind: 'reached'; readonly stage: StageId; readonly at: number }
  | {
      readonly kind: 'decided';
      readonly stage: StageId;
      readonly outcome: 'advanced' | 'lost' | 'invalid';
      readonly at: number;
      readonly owner: MemberId;
    }
  | { readonly kind: 'undecided'; readonly stage: StageId }
  | { readonly kind: 'unreached'; readonly stage: StageId };

export interface Step {
  readonly lead: Lead;
  readonly changes: readonly FactChange[];
}

/** Everything that follows from one lead's events. */
export interface Projection {
  readonly lead: Lead;
  readonly visits: readonly Visit[];
  readonly decisions: readonly Decision[];
}

/**
 * True when `event` may be applied on top of `lead` alone. Otherwise (taken back, back-dated, merged) the lead's
 * projection has to be made anew from all its events.
 */
export function appliesOnTop(lead: Lead | undefined, event: LeadEvent): boolean {
  if (event.fact.type === 'voided' || event.fact.type === 'merged_into') return false;
  return lead === undefined || event.at >= lead.lastEventAt;
}

/** Applies one event to a lead; the one place that knows what an event means. `lead` is undefined before `created`. */
export function step(lead: Lead | undefined, event: LeadEvent, pipeline: Pipeline): Step {
  const { fact } = event;
  if (fact.type === 'created') return create(event, fact, pipeline);
  if (!lead) throw new Error(`event ${event.id} (${fact.type}) comes before its lead was created`);
  const seen: Lead = { ...lead, lastEventId: event.id, lastEventAt: event.at };
  switch (fact.type) {
    case 'moved':
    case 'reopened':
      // What it is called does not matter: out of an open stage it is a move, otherwise the lead is opened again.
      return enter(seen, event, pipeline.stage(fact.to).id, pipeline, lead.state === 'open' ? 'moved' : 'reopened');
    case 'closed':
      return close(seen, event, fact, pipeline);
    case 'touched':
      return { lead: touch(seen, event), changes: [] };
    case 'owner_changed':
      return { lead: { ...seen, owner: fact.owner }, changes: [] };
    case 'amount_changed':
      return { lead: { ...seen, amountFen: fact.amountFen }, changes: [] };
    case 'edited': {
      const { type: _, ...edits } = fact;
      return { lead: { ...seen, ...edits }, changes: [] };
    }
    case 'next_step_set':
      return { lead: { ...seen, nextOn: fact.on, nextText: fact.text ?? '', snoozedUntil: null }, changes: [] };
    case 'snoozed':
      return { lead: { ...seen, snoozedUntil: fact.until, snoozes: seen.snoozes + 1 }, changes: [] };
    case 'merged_into':
      return { lead: { ...seen, state: 'merged', mergedInto: fact.into, nextOn: null, nextText: '' }, changes: [] };
    case 'voided':
      throw new Error('a voided event is never applied, it removes its target');
  }
}

/**
 * The projection of a lead's whole history: taken-back events dropped (N1), ordered by `(at, id)` (N2), then applied
 * one by one. The creation comes first and nothing counts as earlier than it, whatever a clock that was set back says.
 * Undefined when nothing is left, that is when the creation itself was taken back.
 */
export function project(events: readonly LeadEvent[], pipeline: Pipeline): Projection | undefined {
  const voided = new Set(events.flatMap(({ fact }) => (fact.type === 'voided' ? [fact.target] : [])));
  const live = events.filter((event) => event.fact.type !== 'voided' && !voided.has(event.id));
  const creation = live.find(({ fact }) => fact.type === 'created');
  if (!creation) return undefined;
  const ordered = live
    .map((event) => (event.at < creation.at ? { ...event, at: creation.at } : event))
    .sort((a, b) => a.at - b.at || a.id - b.id);

  let lead: Lead | undefined;
  const visits = new Map<number, Visit>();
  const decisions = new Map<StageId, Decision>();
  for (const event of ordered) {
    const next = step(lead, event, pipeline);
    lead = next.lead;
    for (const change of next.changes) applyChange(change, visits, decisions);
  }
  if (!lead) return undefined;
  if (lead.state === 'merged') return { lead, visits: [], decisions: [] };
  return { lead, visits: [...visits.values()], decisions: [...decisions.values()] };
}

function applyChange(change: FactChange, visits: Map<number, Visit>, decisions: Map<StageId, Decision>): void {
  switch (change.kind) {
    case 'visit_opened':
      visits.set(change.visit.no, change.visit);
      return;
    case 'visit_closed': {
      const visit = visits.get(change.no);
      if (visit) visits.set(change.no, { ...visit, leftAt: change.at, exit: change.exit });
      return;
    }
    case 'reached':
      decisions.set(change.stage, openDecision(change.stage, change.at));
      return;
    case 'decided': {
      const reached = decisions.get(change.stage);
      if (reached) {
        decisions.set(change.stage, { ...reached, outcome: change.outcome, decidedAt: change.at, owner: change.owner });
      }
      return;
    }
    case 'undecided': {
      const reached = decisions.get(change.stage);
      if (reached) decisions.set(change.stage, openDecision(change.stage, reached.reachedAt));
      return;
    }
    case 'unreached':
      decisions.delete(change.stage);
      return;
  }
}

/** A stage reached and not yet decided. */
export function openDecision(stage: StageId, reachedAt: number): Decision {
  return { stage, reachedAt, outcome: 'open', decidedAt: null, owner: null };
}

function create(event: LeadEvent, fact: Extract<LeadEvent['fact'], { type: 'created' }>, pipeline: Pipeline): Step {
  const stage = pipeline.stage(fact.to).id;
  const lead: Lead = {
    id: event.lead,
    name: fact.name,
    source: fact.source ?? '',
    firstOwner: fact.owner,
    owner: fact.owner,
    amountFen: fact.amountFen ?? null,
    contact: fact.contact ?? '',
    phone: fact.phone ?? '',
    note: fact.note ?? '',
    state: 'open',
    stage,
    entryStage: stage,
    highStage: stage,
    createdAt: event.at,
    enteredAt: event.at,
    touchedAt: null,
    nextOn: null,
    nextText: '',
    snoozedUntil: null,
    snoozes: 0,
    closedAt: null,
    reason: null,
    recallOn: null,
    mergedInto: null,
    visitNo: 1,
    lastEventId: event.id,
    lastEventAt: event.at,
  };
  const visit: Visit = { no: 1, stage, enteredAt: event.at, how: 'created', leftAt: null, exit: null };
  return {
    lead,
    changes: [
      { kind: 'visit_opened', visit },
      { kind: 'reached', stage, at: event.at },
    ],
  };
}

/** A new visit: by a move from an open stage, or by opening a closed lead again. */
function enter(lead: Lead, event: LeadEvent, to: StageId, pipeline: Pipeline, how: 'moved' | 'reopened'): Step {
  const changes: FactChange[] = [];
  const toOrd = pipeline.stage(to).ord;
  let visitHow: Visit['how'] = 'reopened';
  if (how === 'moved') {
    // N3: a move to where the lead already is counts as a follow-up.
    if (to === pipeline.stage(lead.stage).id) return { lead: touch(lead, event), changes };
    visitHow = toOrd > pipeline.stage(lead.stage).ord ? 'forward' : 'backward';
    changes.push({ kind: 'visit_closed', no: lead.visitNo, at: event.at, exit: visitHow });
  } else {
    changes.push(...withdrawClose(lead, pipeline));
  }
  const no = lead.visitNo + 1;
  changes.push({
    kind: 'visit_opened',
    visit: { no, stage: to, enteredAt: event.at, how: visitHow, leftAt: null, exit: null },
  });
  const highOrd = pipeline.stage(lead.highStage).ord;
  if (toOrd > highOrd) {
    changes.push(...advance(lead, event.at, highOrd, toOrd, pipeline), { kind: 'reached', stage: to, at: event.at });
  }
  return {
    lead: {
      ...lead,
      state: 'open',
      stage: to,
      highStage: toOrd > highOrd ? to : lead.highStage,
      enteredAt: event.at,
      visitNo: no,
      closedAt: null,
      reason: null,
      recallOn: null,
    },
    changes,
  };
}

function close(
  lead: Lead,
  event: LeadEvent,
  fact: Extract<LeadEvent['fact'], { type: 'closed' }>,
  pipeline: Pipeline,
): Step {
  const changes: FactChange[] = [];
  if (lead.state === 'open') {
    changes.push({ kind: 'visit_closed', no: lead.visitNo, at: event.at, exit: fact.kind });
  } else {
    changes.push(...withdrawClose(lead, pipeline));
  }
  if (fact.kind === 'won') {
    changes.push(...advance(lead, event.at, pipeline.stage(lead.highStage).ord, pipeline.won.ord, pipeline));
  } else {
    changes.push({ kind: 'decided', stage: lead.highStage, outcome: fact.kind, at: event.at, owner: lead.owner });
  }
  return {
    lead: {
      ...lead,
      state: fact.kind,
      closedAt: event.at,
      reason: fact.reason ?? null,
      recallOn: fact.recallOn ?? null,
      nextOn: null,
      nextText: '',
      snoozedUntil: null,
    },
    changes,
  };
}

/** Every stage from the high-water mark up to (not including) `toOrd` is advanced; skipped ones are reached on the way. */
function advance(lead: Lead, at: number, highOrd: number, toOrd: number, pipeline: Pipeline): FactChange[] {
  return pipeline.openBetween(highOrd, toOrd).flatMap((stage): FactChange[] => {
    const decided: FactChange = { kind: 'decided', stage: stage.id, outcome: 'advanced', at, owner: lead.owner };
    return stage.ord > highOrd ? [{ kind: 'reached', stage: stage.id, at }, decided] : [decided];
  });
}

/** Opening a closed lead again: the close decides nothing any more, and reach implied only by a win is withdrawn (§3). */
function withdrawClose(lead: Lead, pipeline: Pipeline): FactChange[] {
  if (lead.state !== 'won' && lead.state !== 'lost' && lead.state !== 'invalid') return [];
  const changes: FactChange[] = [{ kind: 'undecided', stage: lead.highStage }];
  if (lead.state === 'won') {
    const implied = pipeline.openBetween(pipeline.stage(lead.highStage).ord, pipeline.won.ord).slice(1);
    changes.push(...implied.map((stage): FactChange => ({ kind: 'unreached', stage: stage.id })));
  }
  return changes;
}

/** Only a person's follow-up counts; imports and the system do not touch anybody. */
function touch(lead: Lead, event: LeadEvent): Lead {
  return SYSTEM_ACTORS.has(event.actor) ? lead : { ...lead, touchedAt: event.at };
}
