import type { LeadId } from '../domain/ids.ts';
import type { Lead, Projection, Visit } from '../domain/lead.ts';
import type { Pipeline } from '../domain/stage.ts';
import { addUp } from './add-up.ts';
import { creditOf } from './credit-of.ts';
import type { Facts, Scope, Span } from './facts.ts';

/** One lead's life up to some instant: its projection, and when people followed up. */
export interface Life {
  readonly projection: Projection;
  readonly touchedAt: readonly number[];
}

const DAY_MS = 86_400_000;

/**
 * The facts of some leads, straight from their lives. `lives` must be projected from events with `at < asOf` alone.
 * Slow and plain: what the store counts from its rows must come out the same.
 */
export function factsOf(
  lives: readonly Life[],
  { asOf, scope, pipeline }: { readonly asOf: number; readonly scope: Scope; readonly pipeline: Pipeline },
): Facts {
  const ofSource = lives.filter(({ projection: { lead } }) => scope.sources?.has(lead.source) ?? true);
  const concerns = (row: { readonly owner: Lead['owner'] }) => scope.owners?.has(row.owner) ?? true;
  /** Rows of every lead, those of the owners in question, in the order of the leads. */
  const collect = <Row extends { readonly owner: Lead['owner'] }>(rowsOf: (life: Life) => readonly Row[]): Row[] =>
    ofSource.flatMap((life) => rowsOf(life).filter(concerns));
  const sourceOf = ({ projection }: Life) => ({ source: projection.lead.source });

  return {
    asOf,
    async openLeads() {
      return collect(({ projection: { lead } }) => (lead.state === 'open' ? [lead] : [])).map(openLeadOf);
    },
    async closed() {
      const counts = { won: 0, lost: 0, invalid: 0 };
      for (const { kind } of collect(closesOf)) counts[kind]++;
      return counts;
    },
    async decisions(span) {
      const decided = collect((life) =>
        life.projection.decisions.flatMap(({ stage, owner, outcome, decidedAt }) =>
          outcome === 'open' || owner === null || !isIn(span, decidedAt)
            ? []
            : [{ stage, owner, ...sourceOf(life), outcome, count: 1 }],
        ),
      );
      return addUp(decided, ['count']);
    },
    async cohorts(span, horizonMs) {
      const reached = collect((life) =>
        life.projection.decisions
          .filter(({ reachedAt }) => isIn(span, reachedAt))
          .map(({ stage, owner, outcome, reachedAt, decidedAt }) => ({
            stage,
            owner: owner ?? life.projection.lead.owner,
            ...sourceOf(life),
            outcome,
            count: 1,
            withinHorizon: outcome === 'advanced' && (decidedAt ?? 0) - reachedAt <= (horizonMs[stage] ?? 0) ? 1 : 0,
          })),
      );
      return addUp(reached, ['count', 'withinHorizon']);
    },
    async entries(span) {
      const entered = collect((life) =>
        life.projection.visits
          .filter(({ enteredAt }) => isIn(span, enteredAt))
          .map(({ stage, how, from, owner }) => ({ stage, how, from, owner, ...sourceOf(life), count: 1 })),
      );
      return addUp(entered, ['count']);
    },
    async exits(span) {
      const left = collect((life) =>
        life.projection.visits.flatMap(({ stage, exit, exitOwner, leftAt }) =>
          exit === null || exitOwner === null || !isIn(span, leftAt)
            ? []
            : [{ stage, exit, owner: exitOwner, ...sourceOf(life), count: 1 }],
        ),
      );
      return addUp(left, ['count']);
    },
    async handovers(span) {
      const passed = ofSource.flatMap((life) =>
        life.projection.handovers
          .filter(({ at, from, to }) => isIn(span, at) && (concerns({ owner: from }) || concerns({ owner: to })))
          .map(({ stage, from, to }) => ({ stage, from, to, ...sourceOf(life), count: 1 })),
      );
      return addUp(passed, ['count']);
    },
    async presence(span) {
      const seen = collect((life) =>
        stagesOf(life).flatMap((stage) => {
          const here = life.projection.visits.filter((visit) => visit.stage === stage && touches(visit, span));
          const last = here.at(-1);
          if (!last) return [];
          const left = here.some(({ exit, leftAt }) => (exit === 'forward' || exit === 'won') && isIn(span, leftAt));
          const owner = last.exitOwner ?? life.projection.lead.owner;
          return [{ stage, owner, ...sourceOf(life), present: 1, left: left ? 1 : 0 }];
        }),
      );
      return addUp(seen, ['present', 'left']);
    },
    async stays(span) {
      return collect((life) =>
        stagesOf(life).flatMap((stage) => {
          const here = life.projection.visits.filter((visit) => visit.stage === stage);
          const last = here.at(-1);
          if (!last || last.exitOwner === null || !isIn(span, last.leftAt)) return [];
          const ms = here.reduce((sum, { enteredAt, leftAt }) => sum + ((leftAt ?? enteredAt) - enteredAt), 0);
          return [{ stage, lead: life.projection.lead.id, owner: last.exitOwner, ...sourceOf(life), ms }];
        }),
      );
    },
    async wins(span) {
      return collect((life) =>
        closesOf(life)
          .filter(({ kind, at }) => kind === 'won' && isIn(span, at))
          .map(({ at, owner }) => {
            const { id: lead, name, amountFen, createdAt, entryStage } = life.projection.lead;
            const reached = life.projection.decisions.map(({ stage, reachedAt }) => [stage, reachedAt] as const);
            const reachedAt = Object.fromEntries(reached);
            return { lead, name, at, owner, ...sourceOf(life), amountFen, createdAt, entryStage, reachedAt };
          }),
      );
    },
    async losses(span, highStages) {
      return lossesOf(span).filter(({ highStage }) => highStages?.includes(highStage) ?? true);
    },
    async lossCounts(span) {
      const counted = lossesOf(span).map(({ kind, highStage, reason, owner, source, amountFen }) => ({
        kind,
        highStage,
        reason,
        owner,
        source,
        count: 1,
        amountFen: amountFen ?? 0,
      }));
      return addUp(counted, ['count', 'amountFen']);
    },
    async reopened(span) {
      const again = collect((life) => {
        const { state, closedAt } = life.projection.lead;
        const stands = state === 'lost' || state === 'invalid' ? closedAt : null;
        return life.projection.visits.flatMap(({ exit, exitOwner, leftAt }) =>
          (exit === 'lost' || exit === 'invalid') && exitOwner !== null && isIn(span, leftAt) && leftAt !== stands
            ? [{ lead: life.projection.lead.id, owner: exitOwner }]
            : [],
        );
      });
      return new Set<LeadId>(again.map(({ lead }) => lead)).size;
    },
    async credits(span, from) {
      return collect((life) => creditOf(life.projection, span, from, pipeline));
    },
    async lateMoves(span) {
      return collect((life) =>
        movesOf(life, span)
          .filter(({ enteredAt, recordedAt }) => recordedAt - enteredAt > DAY_MS)
          .map(({ enteredAt: at, recordedAt, owner }) => ({ owner, ...sourceOf(life), at, recordedAt })),
      );
    },
    async movesRecordedIn(span, recorded) {
      return collect((life) => movesOf(life, span)).filter(({ recordedAt }) =>
        recorded.some((when) => isIn(when, recordedAt)),
      ).length;
    },
  };

  function lossesOf(span: Span) {
    return collect((life) =>
      closesOf(life).flatMap(({ kind, at, owner }) => {
        if (kind === 'won' || !isIn(span, at)) return [];
        const { id: lead, name, amountFen, stage, highStage, reason } = life.projection.lead;
        const highSince = life.projection.decisions.find((decision) => decision.stage === highStage)?.reachedAt ?? at;
        const touches = life.touchedAt.filter((touchedAt) => touchedAt <= at).length;
        const where = { stage, highStage, highSince };
        return [{ lead, name, kind, at, owner, ...sourceOf(life), amountFen, ...where, reason, touches }];
      }),
    );
  }
}

function isIn({ from, to }: Span, at: number | null): boolean {
  return at !== null && at >= from && at < to;
}

/** True for a stay that has a moment in the span; one that began and ended at once counts where it began. */
function touches({ enteredAt, leftAt }: Visit, { from, to }: Span): boolean {
  return enteredAt < to && (enteredAt >= from || leftAt === null || leftAt > from);
}

function stagesOf({ projection }: Life): readonly Visit['stage'][] {
  return [...new Set(projection.visits.map(({ stage }) => stage))];
}

function movesOf({ projection }: Life, span: Span): readonly Visit[] {
  return projection.visits.filter(({ from, enteredAt }) => from !== null && isIn(span, enteredAt));
}

/** The lead's close if it stands closed. */
function closesOf({ projection: { lead } }: Life) {
  const { state, closedAt, closedOwner } = lead;
  if (state !== 'won' && state !== 'lost' && state !== 'invalid') return [];
  return closedAt === null || closedOwner === null ? [] : [{ kind: state, at: closedAt, owner: closedOwner }];
}

function openLeadOf(lead: Lead) {
  const { id, name, owner, source, amountFen, stage, entryStage, highStage, createdAt, enteredAt, touchedAt } = lead;
  const { nextOn, nextText, snoozedUntil, snoozes } = lead;
  return {
    ...{ id, name, owner, source, amountFen, stage, entryStage, highStage, createdAt, enteredAt, touchedAt },
    ...{ nextOn, nextText, snoozedUntil, snoozes },
  };
}
