import { type Feasibility, feasibility } from '../analytics/feasibility.ts';
import { type HopRate, type ReverseTarget, reverseTarget } from '../analytics/reverse-target.ts';
import { splitByWeights } from '../analytics/split-by-weights.ts';
import type { StageId } from '../domain/ids.ts';
import { daysOfMonth, monthOf } from '../domain/month.ts';
import { type Days, daysBetween } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Deps } from './deps.ts';
import type { About } from './numbers-scope.ts';
import { outlookOf } from './outlook.ts';
import { type NumbersRequest, presentOf, sellersOf } from './present.ts';
import { spanOf } from './reports.ts';

/** How many leads a number of wins takes, and whether there is time for it. */
export interface ReverseView {
  readonly about: About;
  readonly days: Days;
  readonly basis: 'configured' | 'measured';
  readonly reverse: ReverseTarget;
  readonly hops: readonly (HopRate & { readonly name: string })[];
  readonly expectedWins: number;
  /** Wins of the period so far. */
  readonly won: number;
  readonly feasibility: Feasibility;
  /** The new leads, shared out evenly; empty for one person, and when none are needed or nobody knows how many. */
  readonly shares: readonly { readonly name: string; readonly leads: number }[];
  readonly stageName: (id: StageId) => string;
}

/** Counts wins back to the leads they take, by the rates the team configured or by those of the last 182 days. */
export async function viewReverse(
  deps: Deps,
  request: NumbersRequest & {
    readonly wins: number;
    readonly period?: Days | undefined;
    readonly basis: ReverseView['basis'];
  },
): Promise<ReverseView> {
  const present = await presentOf(deps, request);
  const { about, facts, context, today } = present;
  const { pipeline } = context;
  const days = request.period ?? daysOfMonth(monthOf(today));
  if (days.to < today) throw new Refusal({ code: 'period_over', to: days.to });
  const { rates, forecast, remainingDays } = await outlookOf(facts, context);
  const hops = rates.map(({ stage, configured, rate, advanced }, at) => ({
    stage,
    rate: request.basis === 'configured' ? configured : rate,
    successes: advanced,
    name: `${pipeline.stage(stage).name}→${(pipeline.open[at + 1] ?? pipeline.won).name}`,
  }));
  const reverse = reverseTarget(request.wins, forecast.expectedWins, hops);
  const sellers = about.kind === 'member' || !reverse.newLeads ? [] : sellersOf(present);
  const parts = splitByWeights(
    reverse.newLeads ?? 0,
    sellers.map(() => 1),
  );
  return {
    about,
    days,
    basis: request.basis,
    reverse,
    hops,
    expectedWins: forecast.expectedWins,
    won: days.from > today ? 0 : (await facts.wins(spanOf(deps, days))).length,
    feasibility: feasibility(daysBetween(today, days.to), pipeline.entry.id, remainingDays, await facts.openLeads()),
    shares: sellers.map(({ name }, at) => ({ name, leads: parts[at] ?? 0 })),
    stageName: (id) => pipeline.stage(id).name,
  };
}
