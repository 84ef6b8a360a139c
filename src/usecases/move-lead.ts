import type { Member } from '../domain/access.ts';
import type { AuditAction } from '../domain/audit-action.ts';
import type { LeadId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import type { LocalDay } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Stage } from '../domain/stage.ts';
import { answersTo } from './answers.ts';
import { happenedAt } from './backdate.ts';
import { audit, checkText, type Deps, ownOpenLead, pipelineOf } from './deps.ts';

export interface Move {
  readonly by: Member;
  readonly lead: LeadId;
  /** The stage to go to; the next one when absent. */
  readonly to?: Stage | undefined;
  readonly on?: LocalDay | undefined;
  readonly note?: string | undefined;
  /** What was answered to the checklist of the stage it leaves, in one text. */
  readonly answers?: string | undefined;
}

export interface Moved {
  readonly lead: Lead;
  readonly from: Stage;
  readonly to: Stage;
  /** Stages jumped over by a forward move. */
  readonly skipped: readonly Stage[];
  /** When it happened (UTC ms); earlier than now for a back-dated move. */
  readonly at: number;
  /** Questions of the checklist of the stage it left that are not answered. */
  readonly openQuestions: readonly string[];
}

/**
 * Moves an open lead forward. Refuses a lead that is already there, that would go backward (see {@link moveBack}), or
 * whose next stage is the win, which `closeLead` does.
 */
export async function moveLead(deps: Deps, input: Move): Promise<Moved> {
  const { lead, from, to } = await planMove(deps, input);
  if (from.checklistHard && from.checklist.length > 0 && input.answers === undefined) {
    throw new Refusal({ code: 'checklist_required', lead, stage: from.name, questions: from.checklist });
  }
  return write(deps, input, lead, from, to, 'lead.move');
}

/** What has to be answered before a lead may be moved as asked; refuses as {@link moveLead} would. */
export async function askedBeforeMove(
  deps: Deps,
  input: Move,
): Promise<{ readonly from: Stage; readonly to: Stage; readonly questions: readonly string[] }> {
  const { from, to } = await planMove(deps, input);
  return { from, to, questions: from.checklistHard ? from.checklist : [] };
}

async function planMove(
  deps: Deps,
  input: Move,
): Promise<{ readonly lead: Lead; readonly from: Stage; readonly to: Stage }> {
  const lead = await ownOpenLead(deps, input.by, input.lead);
  const pipeline = await pipelineOf(deps);
  const from = pipeline.stage(lead.stage);
  const to = input.to ?? pipeline.next(from.id);
  if (!to) throw new Refusal({ code: 'no_next_stage', lead, stage: from.name });
  if (to.kind === 'won') throw new Refusal({ code: 'stage_is_won', lead });
  if (to.id === from.id) throw new Refusal({ code: 'already_in_stage', lead, stage: from.name });
  if (to.ord < from.ord) throw new Refusal({ code: 'not_forward', lead, stage: from.name, to: to.name });
  return { lead, from, to };
}

/** Moves an open lead to a lower stage; why is required. */
export async function moveBack(
  deps: Deps,
  input: Move & { readonly to: Stage; readonly note: string },
): Promise<Moved> {
  const lead = await ownOpenLead(deps, input.by, input.lead);
  const pipeline = await pipelineOf(deps);
  const from = pipeline.stage(lead.stage);
  if (input.to.id === from.id) throw new Refusal({ code: 'already_in_stage', lead, stage: from.name });
  if (input.to.ord > from.ord) throw new Refusal({ code: 'not_backward', lead, stage: from.name, to: input.to.name });
  return write(deps, input, lead, from, input.to, 'lead.back');
}

async function write(deps: Deps, input: Move, lead: Lead, from: Stage, to: Stage, action: AuditAction): Promise<Moved> {
  checkText('text', input.note);
  checkText('text', input.answers);
  const questions = action === 'lead.move' ? from.checklist : [];
  const evidence = input.answers === undefined ? {} : answersTo(questions, input.answers);
  const isAnswered = Object.keys(evidence).length > 0;
  const pipeline = await pipelineOf(deps);
  const at = happenedAt(deps, lead, input.on);
  const fact = {
    type: 'moved',
    from: from.id,
    to: to.id,
    ...(input.note !== undefined && { note: input.note }),
    ...(isAnswered && { evidence }),
  } as const;
  const moved = await deps.stores.leads.append(lead, [{ fact, actor: input.by.id, at }], deps.now);
  await audit(deps, input.by, action, { lead: lead.id });
  const openQuestions = questions.filter((question) => !Object.hasOwn(evidence, question));
  return { lead: moved, from, to, skipped: pipeline.openBetween(from.ord + 1, to.ord), at, openQuestions };
}
