import { addUp } from '../../analytics/add-up.ts';
import type { Facts } from '../../analytics/facts.ts';
import { factsOf } from '../../analytics/facts-of.ts';
import type { Pipeline } from '../../domain/stage.ts';
import type { FactStore } from '../../usecases/ports.ts';
import type { Engine, Session } from '../engine.ts';
import { createChangedLives } from './changed-lives.ts';
import type { Question, Reading } from './question.ts';
import { storedFacts } from './stored-facts.ts';

/**
 * Facts from the rows that are kept of every lead. Rows say how things are now; of the leads to which something has
 * happened since the instant asked for, the lives up to then are projected from their events instead.
 */
export function createFactStore(engine: Engine, on: Session, pipeline: () => Promise<Pipeline>): FactStore {
  const reading: Reading = { on, engine };
  return {
    async asOf(instant, scope) {
      // Nobody's facts, or no source's: there are none, and no engine lets one ask for values out of none.
      if (scope.owners?.size === 0 || scope.sources?.size === 0) {
        return factsOf([], { asOf: instant, scope, pipeline: await pipeline() });
      }
      const changed = createChangedLives(reading, instant);
      const without: ReadonlySet<number> = await changed.leads();
      const question: Question = { asOf: instant, scope, pipeline: await pipeline(), without };
      const stored = storedFacts(reading, question);
      if (without.size === 0) return stored;
      return together(stored, factsOf(await changed.lives(question.pipeline), { ...question }));
    },
  };
}

/** The facts of two sets of leads that have none in common. */
function together(one: Facts, other: Facts): Facts {
  const counts =
    <Row extends object, Args extends readonly unknown[]>(
      ask: (facts: Facts) => (...args: Args) => Promise<readonly Row[]>,
      numbers: readonly (keyof Row & string)[],
    ) =>
    async (...args: Args) =>
      addUp([...(await ask(one)(...args)), ...(await ask(other)(...args))], numbers);
  const list =
    <Row extends object, Args extends readonly unknown[]>(
      ask: (facts: Facts) => (...args: Args) => Promise<readonly Row[]>,
      idOf: (row: Row) => number,
    ) =>
    async (...args: Args) =>
      [...(await ask(one)(...args)), ...(await ask(other)(...args))].sort((a, b) => idOf(a) - idOf(b));
  const byLead = ({ lead }: { readonly lead: number }) => lead;
  return {
    asOf: one.asOf,
    openLeads: list(
      ({ openLeads }) => openLeads,
      ({ id }) => id,
    ),
    async closed() {
      const [a, b] = [await one.closed(), await other.closed()];
      return { won: a.won + b.won, lost: a.lost + b.lost, invalid: a.invalid + b.invalid };
    },
    decisions: counts(({ decisions }) => decisions, ['count']),
    cohorts: counts(({ cohorts }) => cohorts, ['count', 'withinHorizon']),
    entries: counts(({ entries }) => entries, ['count']),
    exits: counts(({ exits }) => exits, ['count']),
    handovers: counts(({ handovers }) => handovers, ['count']),
    presence: counts(({ presence }) => presence, ['present', 'left']),
    stays: list(({ stays }) => stays, byLead),
    wins: list(({ wins }) => wins, byLead),
    losses: list(({ losses }) => losses, byLead),
    lossCounts: counts(({ lossCounts }) => lossCounts, ['count', 'amountFen']),
    reopened: async (span) => (await one.reopened(span)) + (await other.reopened(span)),
    credits: list(({ credits }) => credits, byLead),
    lateMoves: list(
      ({ lateMoves }) => lateMoves,
      ({ at }) => at,
    ),
    movesRecordedIn: async (span, recorded) =>
      (await one.movesRecordedIn(span, recorded)) + (await other.movesRecordedIn(span, recorded)),
  };
}
