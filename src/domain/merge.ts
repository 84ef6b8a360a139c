import type { StageId } from './ids.ts';
import type { LeadEvent, LeadFact } from './lead-event.ts';
import type { Pipeline } from './stage.ts';

/** A lead's own events, and those of the leads merged into it, each since when and with its own in turn. */
export interface History {
  readonly events: readonly LeadEvent[];
  readonly absorbed: readonly { readonly at: number; readonly history: History }[];
}

/** Where one of two leads stands at an instant. */
type Standing = { readonly open: StageId } | { readonly closed: Extract<LeadFact, { type: 'closed' }> } | undefined;

/**
 * The events of a lead and of what was merged into it as one life (metrics §2, N4): the earlier creation, and until the
 * merge the higher of two open stages at each instant, so that stays do not overlap; from then on the lead's own events.
 * Names, amounts and owners are the surviving lead's as soon as there is one; follow-ups are those of both. Taken-back
 * events are dropped; the result is in order of `(at, id)`.
 */
export function mergedEvents({ events, absorbed }: History, pipeline: Pipeline): readonly LeadEvent[] {
  return [...absorbed]
    .sort((a, b) => a.at - b.at)
    .reduce<readonly LeadEvent[]>(
      (own, { at, history }) => merge(own, mergedEvents(history, pipeline), at, pipeline),
      liveEvents(events),
    );
}

/** Events that count (N1), in order (N2). Nothing is earlier than the creation, whatever a clock set back says. */
export function liveEvents(events: readonly LeadEvent[]): readonly LeadEvent[] {
  const voided = new Set(events.flatMap(({ fact }) => (fact.type === 'voided' ? [fact.target] : [])));
  const live = events.filter((event) => event.fact.type !== 'voided' && !voided.has(event.id));
  const creation = live.find(({ fact }) => fact.type === 'created');
  if (!creation) return [];
  return live
    .map((event) => (event.at < creation.at ? { ...event, at: creation.at } : event))
    .sort((a, b) => a.at - b.at || a.id - b.id);
}

function merge(
  own: readonly LeadEvent[],
  other: readonly LeadEvent[],
  mergedAt: number,
  pipeline: Pipeline,
): readonly LeadEvent[] {
  const [ownCreation, otherCreation] = [creationOf(own), creationOf(other)];
  if (!ownCreation || !otherCreation) return own;
  const lead = ownCreation.lead;
  const before = [...own, ...other.filter(({ fact }) => fact.type !== 'merged_into')]
    .filter(({ at }) => at <= mergedAt)
    .sort((a, b) => a.at - b.at || a.id - b.id);
  const result: LeadEvent[] = [];
  let [ownStands, otherStands]: [Standing, Standing] = [undefined, undefined];
  let together: Standing;

  /** Writes down where the two together stand after `event`, when that has changed. */
  const follow = (event: LeadEvent, next: Standing) => {
    const fact = next && change(together, next, event.fact, pipeline);
    if (fact) result.push({ ...event, lead, fact });
    together = next;
  };

  for (const event of before) {
    const isOwn = event.lead === lead;
    const { fact } = event;
    if (result.length === 0) {
      result.push({ ...event, lead, fact: firstFact(ownCreation.fact, otherCreation.fact, event, isOwn) });
      together = standing(event);
      if (isOwn) ownStands = together;
      else otherStands = together;
      continue;
    }
    if (fact.type === 'created' || fact.type === 'moved' || fact.type === 'reopened' || fact.type === 'closed') {
      if (isOwn) ownStands = standing(event);
      else otherStands = standing(event);
      if (isOwn && fact.type === 'created') {
        result.push({ ...event, fact: { type: 'owner_changed', owner: fact.owner } });
      }
      follow(event, higher(ownStands, otherStands, pipeline));
    } else if (isOwn || fact.type === 'touched' || (fact.type === 'owner_changed' && ownStands === undefined)) {
      result.push({ ...event, lead });
    }
  }

  const after = own.filter(({ at }) => at > mergedAt);
  const [last] = result.slice(-1);
  // A closed lead stays closed, whatever was merged into it; an open one goes on from the higher stage.
  const survives = ownStands !== undefined && 'closed' in ownStands ? ownStands : together;
  if (last) follow({ ...last, at: mergedAt, recordedAt: mergedAt }, survives);
  return [...result, ...(result.length === 0 ? own : after)];
}

function creationOf(events: readonly LeadEvent[]) {
  const [first] = events;
  return first?.fact.type === 'created' ? { ...first, fact: first.fact } : undefined;
}

type Created = Extract<LeadFact, { type: 'created' }>;

/** The earlier creation with the surviving lead's name; what one of the two does not know the other tells. */
function firstFact(own: Created, other: Created, event: LeadEvent, isOwn: boolean): Created {
  const [first, second] = isOwn ? [own, other] : [other, own];
  const source = first.source || second.source;
  const amountFen = own.amountFen ?? other.amountFen;
  const to = event.fact.type === 'created' ? event.fact.to : first.to;
  return {
    ...other,
    ...own,
    to,
    owner: first.owner,
    ...(source !== undefined && { source }),
    ...(amountFen !== undefined && { amountFen }),
  };
}

function standing({ fact }: LeadEvent): Standing {
  if (fact.type === 'closed') return { closed: fact };
  return 'to' in fact ? { open: fact.to } : undefined;
}

/** The higher open stage; open counts more than closed. */
function higher(own: Standing, other: Standing, pipeline: Pipeline): Standing {
  if (own === undefined || other === undefined) return own ?? other;
  if ('closed' in own) return 'open' in other ? other : own;
  if ('closed' in other) return own;
  return pipeline.isBefore(own.open, other.open) ? other : own;
}

/** The event that leads from one standing to the next; undefined when nothing changes. */
function change(from: Standing, to: NonNullable<Standing>, by: LeadFact, pipeline: Pipeline): LeadFact | undefined {
  if (from === undefined) return undefined;
  const note = 'note' in by && by.note !== undefined ? { note: by.note } : {};
  if ('closed' in to) return 'closed' in from ? undefined : { ...to.closed, from: from.open };
  if ('closed' in from) return { type: 'reopened', to: to.open, ...note };
  if (pipeline.stage(from.open).id === pipeline.stage(to.open).id) return undefined;
  return { type: 'moved', from: from.open, to: to.open, ...note };
}
