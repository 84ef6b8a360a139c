import type { Member } from '../domain/access.ts';
import type { LeadId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import type { CloseKind, LeadFact } from '../domain/lead-event.ts';
import { isAmountFen } from '../domain/money.ts';
import { type LocalDay, localDay } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Reason, Stage } from '../domain/stage.ts';
import { happenedAt } from './backdate.ts';
import { audit, checkText, type Deps, ownLead, ownOpenLead, pipelineOf } from './deps.ts';
import type { EventDraft } from './ports.ts';

export type Close = {
  readonly by: Member;
  readonly lead: LeadId;
  readonly on?: LocalDay | undefined;
  readonly note?: string | undefined;
} & (
  | { readonly kind: 'won'; readonly amountFen?: number | undefined }
  | {
      readonly kind: 'lost' | 'invalid';
      readonly reason: Reason;
      /** The day a lost lead should come back to its owner's list. */
      readonly recallOn?: LocalDay | undefined;
    }
);

export interface Closed {
  readonly lead: Lead;
  readonly kind: CloseKind;
  readonly from: Stage;
  readonly at: number;
  /** Follow-ups by people before the close. */
  readonly touches: number;
}

/** Closes an open lead as won, lost or invalid. A win may bring the amount with it. */
export async function closeLead(deps: Deps, input: Close): Promise<Closed> {
  const lead = await ownOpenLead(deps, input.by, input.lead);
  checkText('text', input.note);
  const from = (await pipelineOf(deps)).stage(lead.stage);
  const at = happenedAt(deps, lead, input.on);
  const drafts: EventDraft[] = [];
  const note = input.note === undefined ? {} : { note: input.note };
  if (input.kind === 'won') {
    if (input.amountFen !== undefined && input.amountFen !== lead.amountFen) {
      if (!isAmountFen(input.amountFen)) throw new Refusal({ code: 'bad_amount' });
      drafts.push({ fact: { type: 'amount_changed', amountFen: input.amountFen }, actor: input.by.id, at });
    }
    drafts.push({ fact: { type: 'closed', from: from.id, kind: 'won', ...note }, actor: input.by.id, at });
  } else {
    const { recallOn } = input;
    if (recallOn !== undefined && recallOn <= localDay(deps.now, deps.timeZone)) {
      throw new Refusal({ code: 'date_in_past', on: recallOn });
    }
    const fact: LeadFact = {
      type: 'closed',
      from: from.id,
      kind: input.kind,
      reason: input.reason.code,
      ...note,
      ...(recallOn !== undefined && { recallOn }),
    };
    drafts.push({ fact, actor: input.by.id, at });
  }
  const touches = await deps.stores.leads.countTouches(lead.id);
  const closed = await deps.stores.leads.append(lead, drafts, deps.now);
  await audit(deps, input.by, `lead.${input.kind}`, { lead: lead.id });
  return { lead: closed, kind: input.kind, from, at, touches };
}

/** Opens a closed lead again, in the stage it was closed in unless told otherwise. */
export async function reopenLead(
  deps: Deps,
  input: {
    readonly by: Member;
    readonly lead: LeadId;
    readonly to?: Stage | undefined;
    readonly note?: string | undefined;
  },
): Promise<{ lead: Lead; to: Stage; wasKind: CloseKind }> {
  const lead = await ownLead(deps, input.by, input.lead);
  const pipeline = await pipelineOf(deps);
  const { state } = lead;
  if (state !== 'won' && state !== 'lost' && state !== 'invalid') {
    throw new Refusal({ code: 'not_closed', lead, stage: pipeline.stage(lead.stage).name });
  }
  checkText('text', input.note);
  const to = input.to ?? pipeline.stage(lead.stage);
  if (to.kind === 'won') throw new Refusal({ code: 'stage_is_won', lead });
  const fact = { type: 'reopened', to: to.id, ...(input.note !== undefined && { note: input.note }) } as const;
  const at = happenedAt(deps, lead, undefined);
  const reopened = await deps.stores.leads.append(lead, [{ fact, actor: input.by.id, at }], deps.now);
  await audit(deps, input.by, 'lead.reopen', { lead: lead.id });
  return { lead: reopened, to, wasKind: state };
}
