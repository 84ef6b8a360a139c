import type { Decision, Visit } from '../../src/domain/lead.ts';
import type { LeadEvent } from '../../src/domain/lead-event.ts';
import type { Pipeline } from '../../src/domain/stage.ts';
import { liveEvents } from './event-log.ts';

type Of<Type extends LeadEvent['fact']['type']> = LeadEvent & {
  readonly fact: Extract<LeadEvent['fact'], { type: Type }>;
};
type StageEvent = Of<'created' | 'moved' | 'reopened' | 'closed'>;

/**
 * Visits and decisions read off the definitions (metrics §2, §3, §6.1), as the reference SQL of §13 does: by looking
 * at the whole history at once, not by walking it. Slow and obvious, to hold the real projection against.
 */
export function referenceFacts(
  events: readonly LeadEvent[],
  pipeline: Pipeline,
): { readonly visits: readonly Omit<Visit, 'no'>[]; readonly decisions: readonly Decision[] } {
  const history = [...liveEvents(events)].sort((a, b) => a.at - b.at || a.id - b.id);
  const changes = stageChanges(history, pipeline);
  const visits = changes.flatMap((change, at) => {
    if (change.fact.type === 'closed') return [];
    return [
      visitOf(change, change.fact.to, changes[at - 1], changes[at + 1], pipeline, (one) => ownerWhen(history, one)),
    ];
  });
  return { visits, decisions: decisionsOf(history, changes, visits, pipeline) };
}

/** Creation, moves, closes and reopenings, without moves to where the lead already was (N3). */
function stageChanges(history: readonly LeadEvent[], pipeline: Pipeline): readonly StageEvent[] {
  const changes = history.filter((event): event is StageEvent =>
    ['created', 'moved', 'reopened', 'closed'].includes(event.fact.type),
  );
  const kept: StageEvent[] = [];
  for (const change of changes) {
    const before = kept.at(-1)?.fact;
    const isNoMove =
      change.fact.type === 'moved' &&
      before !== undefined &&
      before.type !== 'closed' &&
      pipeline.stage(before.to).id === pipeline.stage(change.fact.to).id;
    if (!isNoMove) kept.push(change);
  }
  return kept;
}

function visitOf(
  change: StageEvent,
  to: Visit['stage'],
  before: StageEvent | undefined,
  after: StageEvent | undefined,
  pipeline: Pipeline,
  ownerAt: (event: StageEvent) => Visit['owner'],
): Omit<Visit, 'no'> {
  const stage = pipeline.stage(to);
  const direction = (from: Visit['stage'], target: Visit['stage']) =>
    pipeline.stage(target).ord > pipeline.stage(from).ord ? 'forward' : 'backward';
  const how =
    change.fact.type === 'moved' && before && before.fact.type !== 'closed'
      ? direction(before.fact.to, to)
      : change.fact.type === 'created'
        ? 'created'
        : 'reopened';
  const exit =
    after === undefined ? null : after.fact.type === 'closed' ? after.fact.kind : direction(to, after.fact.to);
  const moved = how === 'forward' || how === 'backward';
  return {
    stage: stage.id,
    enteredAt: change.at,
    how,
    from: moved && before && 'to' in before.fact ? pipeline.stage(before.fact.to).id : null,
    owner: ownerAt(change),
    recordedAt: change.recordedAt,
    leftAt: after?.at ?? null,
    exit,
    exitOwner: after ? ownerAt(after) : null,
  };
}

/** Who owned the lead once `event` had happened. */
function ownerWhen(history: readonly LeadEvent[], event: StageEvent): Visit['owner'] {
  const owners = history
    .slice(0, history.indexOf(event) + 1)
    .flatMap(({ fact }) => (fact.type === 'created' || fact.type === 'owner_changed' ? [fact.owner] : []));
  const last = owners.at(-1);
  if (last === undefined) throw new Error('a lead has an owner from its creation on');
  return last;
}

/** At most one decision for each open stage from the entry stage to the highest reached. */
function decisionsOf(
  history: readonly LeadEvent[],
  changes: readonly StageEvent[],
  visits: readonly Omit<Visit, 'no'>[],
  pipeline: Pipeline,
): readonly Decision[] {
  const [entry] = visits;
  const last = changes.at(-1);
  if (!entry || !last) return [];
  const close = last.fact.type === 'closed' ? { kind: last.fact.kind, at: last.at } : undefined;
  const ordOf = (visit: Omit<Visit, 'no'>) => pipeline.stage(visit.stage).ord;
  /** T(l, s): when the lead first was in `ord` or above, or was won. */
  const reachedAt = (ord: number): number | undefined => {
    if (ord < ordOf(entry)) return undefined;
    const times = visits.filter((visit) => ordOf(visit) >= ord).map((visit) => visit.enteredAt);
    if (close?.kind === 'won') times.push(close.at);
    return times.length > 0 ? Math.min(...times) : undefined;
  };
  const decisiveFor = (ord: number) =>
    changes.find((change) => change.fact.type !== 'closed' && pipeline.stage(change.fact.to).ord >= ord) ?? last;

  return pipeline.open.flatMap((stage): Decision[] => {
    const reached = reachedAt(stage.ord);
    if (reached === undefined) return [];
    const next = pipeline.next(stage.id);
    const advancedAt = next && reachedAt(next.ord);
    const base = { stage: stage.id, reachedAt: reached };
    if (next && advancedAt !== undefined) {
      return [
        { ...base, outcome: 'advanced', decidedAt: advancedAt, owner: ownerWhen(history, decisiveFor(next.ord)) },
      ];
    }
    if (close) {
      const outcome = close.kind === 'invalid' ? 'invalid' : 'lost';
      return [{ ...base, outcome, decidedAt: close.at, owner: ownerWhen(history, last) }];
    }
    return [{ ...base, outcome: 'open', decidedAt: null, owner: null }];
  });
}
