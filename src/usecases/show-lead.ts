import type { Member } from '../domain/access.ts';
import type { LeadId, MemberId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import { type LeadEvent, SYSTEM_ACTORS } from '../domain/lead-event.ts';
import { daysBetween, localDay } from '../domain/period.ts';
import type { Pipeline, Reason, Stage } from '../domain/stage.ts';
import { evidenceOf } from './checklist.ts';
import { type Deps, ownLead, pipelineOf } from './deps.ts';

/** A lead with what a person needs beside it; ages are calendar days on the organisation's calendar. */
export interface LeadView {
  readonly lead: Lead;
  readonly stage: Stage;
  readonly ownerName: string;
  readonly reason: Reason | undefined;
  /** Days since it entered its stage (or was closed). */
  readonly stageDays: number;
  /** Days since the last follow-up or the entry into the stage. */
  readonly idleDays: number;
}

/** One lead, for those who may see it whole. */
export async function showLead(deps: Deps, input: { readonly by: Member; readonly lead: LeadId }): Promise<LeadView> {
  const lead = await ownLead(deps, input.by, input.lead);
  const owner = await deps.stores.members.byId(lead.owner);
  const reasons = lead.reason === null ? [] : await deps.stores.settings.reasons();
  return {
    ...(await agesOf(deps, lead)),
    ownerName: owner?.name ?? lead.owner,
    reason: reasons.find(({ kind, code }) => kind === lead.state && code === lead.reason),
  };
}

async function agesOf(deps: Deps, lead: Lead): Promise<Pick<LeadView, 'lead' | 'stage' | 'stageDays' | 'idleDays'>> {
  const day = (at: number) => localDay(at, deps.timeZone);
  const today = day(deps.now);
  return {
    lead,
    stage: (await pipelineOf(deps)).stage(lead.stage),
    stageDays: daysBetween(day(lead.closedAt ?? lead.enteredAt), today),
    idleDays: daysBetween(day(Math.max(lead.touchedAt ?? 0, lead.enteredAt)), today),
  };
}

export interface HistoryEntry {
  readonly event: LeadEvent;
  readonly actorName: string;
  /** True when the event was taken back. */
  readonly undone: boolean;
  /** Of a move: what was answered to the checklist of the stage it left, then or later, by question. */
  readonly answers: ReadonlyMap<string, string>;
  /** True for somebody's move out of a stage with a checklist that nothing of was answered. */
  readonly isUnanswered: boolean;
  /** The lead it happened to, when that is another one that was merged into this. */
  readonly of?: string;
}

export interface History {
  readonly lead: Lead;
  readonly entries: readonly HistoryEntry[];
  readonly stageName: (id: Lead['stage']) => string;
  readonly ownerName: (id: MemberId) => string;
  readonly reasonName: (kind: 'lost' | 'invalid', code: string) => string;
}

/** The true path of a lead and of what was merged into it: every event in order, undone ones marked. */
export async function leadHistory(deps: Deps, input: { readonly by: Member; readonly lead: LeadId }): Promise<History> {
  const lead = await ownLead(deps, input.by, input.lead);
  const { events, nameOf } = await lifeOf(deps, lead);
  const pipeline = await pipelineOf(deps);
  const reasons = await deps.stores.settings.reasons();
  const names = new Map((await deps.stores.members.all()).map((member) => [member.id, member.name]));
  const voided = new Set(events.flatMap(({ fact }) => (fact.type === 'voided' ? [fact.target] : [])));
  const ownerName = (id: MemberId) => names.get(id) ?? id;
  return {
    lead,
    entries: events
      .filter(({ fact }) => fact.type !== 'voided' && fact.type !== 'answered')
      .sort((a, b) => a.at - b.at || a.id - b.id)
      .map((event) => {
        const of = nameOf(event.lead);
        const entry = {
          event,
          actorName: ownerName(event.actor),
          undone: voided.has(event.id),
          ...answersAt(event, events, pipeline),
        };
        return of === undefined ? entry : { ...entry, of };
      }),
    stageName: (id) => pipeline.stage(id).name,
    ownerName,
    reasonName: (kind, code) => reasons.find((reason) => reason.kind === kind && reason.code === code)?.name ?? code,
  };
}

function answersAt(
  { fact, change, actor }: LeadEvent,
  events: readonly LeadEvent[],
  pipeline: Pipeline,
): Pick<HistoryEntry, 'answers' | 'isUnanswered'> {
  if (fact.type !== 'moved') return { answers: new Map(), isUnanswered: false };
  const answers = evidenceOf(events.filter((event) => event.change === change).map((event) => event.fact));
  const isAsked = pipeline.isBefore(fact.from, fact.to) && pipeline.stage(fact.from).checklist.length > 0;
  return { answers, isUnanswered: isAsked && answers.size === 0 && !SYSTEM_ACTORS.has(actor) };
}

/** A lead's events with those of the leads merged into it, and what the others are called. */
async function lifeOf(deps: Deps, lead: Lead) {
  const { leads } = deps.stores;
  const events: LeadEvent[] = [...(await leads.events(lead.id))];
  const others = new Map<LeadId, string>();
  const queue = [...(await leads.mergedInto(lead.id))];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    others.set(id, (await leads.byId(id))?.name ?? String(id));
    events.push(...(await leads.events(id)));
    queue.push(...(await leads.mergedInto(id)));
  }
  return { events, nameOf: (id: LeadId) => others.get(id) };
}

/** Own open leads, longest untouched first. */
export async function listMine(
  deps: Deps,
  input: { readonly by: Member; readonly stage?: Stage | undefined; readonly limit: number },
): Promise<{ readonly total: number; readonly leads: readonly Omit<LeadView, 'ownerName' | 'reason'>[] }> {
  const { leads } = deps.stores;
  const found = await leads.openOf(input.by.id, input.stage?.id, input.limit);
  const total = found.length < input.limit ? found.length : await leads.countOpenOf(input.by.id, input.stage?.id);
  return { total, leads: await Promise.all(found.map((lead) => agesOf(deps, lead))) };
}
