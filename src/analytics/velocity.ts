import type { Pipeline } from '../domain/stage.ts';
import { cycle } from './cycle.ts';
import type { OpenLead, Span, Win } from './facts.ts';
import { median, rateOf, sum } from './rates.ts';
import { qualifiedStage, type WinRate, winFraction } from './win-rate.ts';

/** Wins below which a speed would be an anecdote. */
const ENOUGH_WINS = 5;

const TRAILING_MS = 91 * 86_400_000;

/** The window win rate, amounts and cycle of a speed are taken from, whatever window a report is about. */
export function velocitySpan(asOf: number): Span {
  return { from: asOf - TRAILING_MS, to: asOf };
}

export interface Velocity {
  /** Open leads from the qualified stage on. */
  readonly open: number;
  readonly winRate: WinRate;
  readonly wins: number;
  readonly meanAmountFen: number | null;
  readonly medianAmountFen: number | null;
  readonly cycleDays: number | null;
  /** Fen a day; null when something is missing. */
  readonly fenPerDay: number | null;
  /** Why there is no speed. */
  readonly missing: readonly ('wins' | 'amount' | 'win_rate' | 'cycle' | 'open')[];
}

/**
 * Sales velocity (metrics §7.5) in fen a day, from the wins of the trailing 91 days.
 *
 *     V = N × WR × A / L      3 × 0.5 × 140 000 / 12 = 17 500
 *
 * Only with five wins and every factor there; a cycle of no time at all gives no speed either.
 */
export function velocity(
  { open, wins, winRate }: { open: readonly OpenLead[]; wins: readonly Win[]; winRate: WinRate },
  pipeline: Pipeline,
): Velocity {
  const floor = qualifiedStage(pipeline).ord;
  const count = open.filter(({ stage }) => pipeline.stage(stage).ord >= floor).length;
  const amounts = wins.flatMap(({ amountFen }) => (amountFen === null || amountFen === 0 ? [] : [amountFen]));
  const meanAmountFen = amounts.length === 0 ? null : sum(amounts) / amounts.length;
  const cycleDays = cycle(wins, pipeline).medianDays;
  const rate = rateOf(winFraction(winRate));
  const missing = [
    ...(wins.length < ENOUGH_WINS ? (['wins'] as const) : []),
    ...(meanAmountFen === null ? (['amount'] as const) : []),
    ...(rate === null ? (['win_rate'] as const) : []),
    ...(cycleDays === null || cycleDays === 0 ? (['cycle'] as const) : []),
    ...(count === 0 ? (['open'] as const) : []),
  ];
  const speed = () => (count * (rate ?? 0) * (meanAmountFen ?? 0)) / (cycleDays ?? 1);
  return {
    open: count,
    winRate,
    wins: wins.length,
    meanAmountFen,
    medianAmountFen: median(amounts),
    cycleDays,
    fenPerDay: missing.length === 0 ? speed() : null,
    missing,
  };
}
