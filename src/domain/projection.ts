import type { StageId } from './ids.ts';
import {
  type Decision,
  type FactChange,
  type Handover,
  type Lead,
  openDecision,
  type Projection,
  type Visit,
} from './lead.ts';
import type { LeadEvent } from './lead-event.ts';
import { type History, liveEvents, mergedEvents } from './merge.ts';
import type { Pipeline } from './stage.ts';
import { step } from './step.ts';

/**
 * True when `event` may be applied on top of `lead` alone. Otherwise (taken back, back-dated, merged) the lead's
 * projection has to be made anew from all its events.
 */
export function appliesOnTop(lead: Lead | undefined, event: LeadEvent): boolean {
  if (event.fact.type === 'voided' || event.fact.type === 'merged_into') return false;
  return lead === undefined || event.at >= lead.lastEventAt;
}

/**
 * The projection of a lead's whole history, its own events and those of the leads merged into it: taken-back events
 * dropped (N1), ordered by `(at, id)` (N2), then applied one by one. Undefined when nothing is left, that is when the
 * creation itself was taken back.
 */
export function project(history: History | readonly LeadEvent[], pipeline: Pipeline): Projection | undefined {
  const events = 'events' in history ? mergedEvents(history, pipeline) : liveEvents(history);
  let lead: Lead | undefined;
  const visits = new Map<number, Visit>();
  const decisions = new Map<StageId, Decision>();
  const handovers: Handover[] = [];
  for (const event of events) {
    const next = step(lead, event, pipeline);
    lead = next.lead;
    for (const change of next.changes) applyChange(change, visits, decisions, handovers);
  }
  if (!lead) return undefined;
  if (lead.state === 'merged') return { lead, visits: [], decisions: [], handovers: [] };
  return { lead, visits: [...visits.values()], decisions: [...decisions.values()], handovers };
}

function applyChange(
  change: FactChange,
  visits: Map<number, Visit>,
  decisions: Map<StageId, Decision>,
  handovers: Handover[],
): void {
  switch (change.kind) {
    case 'visit_opened':
      visits.set(change.visit.no, change.visit);
      return;
    case 'visit_closed': {
      const visit = visits.get(change.no);
      if (visit) visits.set(change.no, { ...visit, leftAt: change.at, exit: change.exit, exitOwner: change.owner });
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
    case 'handed_over':
      handovers.push(change.handover);
      return;
  }
}
