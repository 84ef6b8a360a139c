import { leadId, memberId, stageId } from '../../src/domain/ids.ts';
import type { CloseKind, LeadEvent, LeadFact } from '../../src/domain/lead-event.ts';
import type { EventDraft } from '../../src/usecases/ports.ts';
import { recordChange, undoDrafts } from './event-log.ts';
import { instant } from './instant.ts';

/** One thing that happened to a lead, written so that a history reads like its line in a table. */
export interface Step {
  /** When it happened, as for {@link instant}. */
  readonly on: string;
  /** When it was written down, if later. */
  readonly recordedOn?: string;
  readonly actor: string;
  readonly facts: readonly LeadFact[] | 'undo';
}

const ACTOR = 'zhang';

function one(on: string, fact: LeadFact): Step {
  return { on, actor: ACTOR, facts: [fact] };
}

export function created(
  on: string,
  to: string,
  rest: { name?: string; owner?: string; source?: string; amountFen?: number; contact?: string; phone?: string } = {},
): Step {
  const { name = 'Acme', owner = ACTOR, ...fields } = rest;
  return one(on, { type: 'created', to: stageId(to), name, owner: memberId(owner), ...fields });
}

export function moved(on: string, from: string, to: string): Step {
  return one(on, { type: 'moved', from: stageId(from), to: stageId(to) });
}

export function closed(on: string, from: string, kind: CloseKind, reason?: string): Step {
  return one(on, { type: 'closed', from: stageId(from), kind, ...(reason !== undefined && { reason }) });
}

/** A win that brings its amount with it: two events, one change. */
export function wonFor(on: string, from: string, amountFen: number): Step {
  const facts: LeadFact[] = [
    { type: 'amount_changed', amountFen },
    { type: 'closed', from: stageId(from), kind: 'won' },
  ];
  return { on, actor: ACTOR, facts };
}

export function reopened(on: string, to: string): Step {
  return one(on, { type: 'reopened', to: stageId(to) });
}

export function transferred(on: string, owner: string): Step {
  return one(on, { type: 'owner_changed', owner: memberId(owner) });
}

export function happened(on: string, fact: LeadFact): Step {
  return one(on, fact);
}

/** Takes the last change that still counts back. */
export function undone(on: string): Step {
  return { on, actor: ACTOR, facts: 'undo' };
}

/** The step, written down later than it happened. */
export function recorded(recordedOn: string, step: Step): Step {
  return { ...step, recordedOn };
}

export function by(actor: string, step: Step): Step {
  return { ...step, actor };
}

/** What the step writes after `log`, and when it is written. */
export function changeOf(step: Step, log: readonly LeadEvent[]): { drafts: readonly EventDraft[]; now: number } {
  const at = instant(step.on);
  const actor = memberId(step.actor);
  const drafts = step.facts === 'undo' ? undoDrafts(log, actor, at) : step.facts.map((fact) => ({ fact, actor, at }));
  return { drafts, now: instant(step.recordedOn ?? step.on) };
}

/** The events a history leaves behind. */
export function eventsOf(steps: readonly Step[], lead = 1, firstId = 1): readonly LeadEvent[] {
  return steps.reduce<readonly LeadEvent[]>((log, step) => {
    const { drafts, now } = changeOf(step, log);
    return recordChange(log, leadId(lead), drafts, now, log.length === 0 ? firstId : undefined);
  }, []);
}
