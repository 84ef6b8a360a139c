import type { Scope, Span } from '../analytics/facts.ts';
import type { Member } from '../domain/access.ts';
import type { LeadId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import type { LeadEvent, LeadFact } from '../domain/lead-event.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Stage } from '../domain/stage.ts';
import { answersTo } from './answers.ts';
import { audit, checkText, type Deps, ownLead, pipelineOf } from './deps.ts';

/** The checklist of the stage a lead was last moved out of, as far as it is answered. */
export interface Checklist {
  readonly lead: Lead;
  /** The stage it left, and the one it went to. */
  readonly from: Stage;
  readonly to: Stage;
  readonly answers: readonly { readonly question: string; readonly answer: string | undefined }[];
}

/** The checklist of the last move forward; refuses when that move left no stage with one. */
export async function showChecklist(
  deps: Deps,
  input: { readonly by: Member; readonly lead: LeadId },
): Promise<Checklist> {
  const lead = await ownLead(deps, input.by, input.lead);
  return (await lastMove(deps, lead)).checklist;
}

/**
 * Answers what is open of the checklist of the last move, in order. The answers belong to the move: whoever takes it
 * back takes them back with it.
 */
export async function answerChecklist(
  deps: Deps,
  input: { readonly by: Member; readonly lead: LeadId; readonly text: string },
): Promise<Checklist> {
  const lead = await ownLead(deps, input.by, input.lead);
  checkText('text', input.text);
  const { move, checklist } = await lastMove(deps, lead);
  const open = checklist.answers.flatMap(({ question, answer }) => (answer === undefined ? [question] : []));
  const evidence = answersTo(open, input.text);
  if (Object.keys(evidence).length === 0) throw new Refusal({ code: 'nothing_to_answer', lead });
  const draft = { fact: { type: 'answered', evidence }, actor: input.by.id, at: move.at, change: move.change } as const;
  const answered = await deps.stores.leads.append(lead, [draft], deps.now);
  await audit(deps, input.by, 'lead.answer', { lead: lead.id });
  return {
    ...checklist,
    lead: answered,
    answers: checklist.answers.map(({ question, answer }) => ({ question, answer: answer ?? evidence[question] })),
  };
}

async function lastMove(deps: Deps, lead: Lead): Promise<{ readonly move: LeadEvent; readonly checklist: Checklist }> {
  const pipeline = await pipelineOf(deps);
  const events = await deps.stores.leads.events(lead.id);
  const voided = new Set(events.flatMap(({ fact }) => (fact.type === 'voided' ? [fact.target] : [])));
  const live = events.filter(({ id }) => !voided.has(id));
  const move = live.findLast(({ fact }) => fact.type === 'moved');
  if (move?.fact.type !== 'moved') throw new Refusal({ code: 'nothing_to_answer', lead });
  const [from, to] = [pipeline.stage(move.fact.from), pipeline.stage(move.fact.to)];
  if (to.ord <= from.ord || from.checklist.length === 0) throw new Refusal({ code: 'nothing_to_answer', lead });
  const given = evidenceOf(live.filter(({ change }) => change === move.change).map(({ fact }) => fact));
  const answers = from.checklist.map((question) => ({ question, answer: given.get(question) }));
  return { move, checklist: { lead, from, to, answers } };
}

/** Everything answered in one change, by question. */
export function evidenceOf(facts: readonly LeadFact[]): ReadonlyMap<string, string> {
  return new Map(facts.flatMap((fact) => ('evidence' in fact ? Object.entries(fact.evidence ?? {}) : [])));
}

/** Moves forward in a span out of stages that have a checklist, and how many of them nothing was answered to. */
export async function checklistsIn(
  deps: Deps,
  span: Span,
  scope: Scope,
): Promise<{ readonly moves: number; readonly empty: number }> {
  const pipeline = await pipelineOf(deps);
  const asked = (await deps.stores.leads.countMoves(span, scope)).filter(
    ({ from, to }) => pipeline.isBefore(from, to) && pipeline.stage(from).checklist.length > 0,
  );
  const sum = (of: 'moves' | 'empty') => asked.reduce((total, row) => total + row[of], 0);
  return { moves: sum('moves'), empty: sum('empty') };
}
