import { type WhatIf, whatIf } from '../analytics/what-if.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Stage } from '../domain/stage.ts';
import type { Deps } from './deps.ts';
import type { About } from './numbers-scope.ts';
import { outlookOf, RATE_DAYS } from './outlook.ts';
import { type NumbersRequest, presentOf } from './present.ts';

/** Another rate for the hop out of a stage. Rates between 0 and 1. */
export interface RateChange {
  readonly stage: Stage;
  /** Where the asker says it leads: to the next stage, or it is none. */
  readonly to?: Stage | undefined;
  /** Today's as the asker has it; as the predictions have it when absent. */
  readonly rate?: number;
  readonly newRate: number;
}

export interface WhatIfView {
  readonly about: About;
  readonly hop: string;
  /** What was reckoned with; null when nothing is known of the hop. */
  readonly rate: number | null;
  readonly newRate: number;
  /** Seen in the last {@link RATE_DAYS} days. */
  readonly advanced: number;
  readonly decided: number;
  readonly windowDays: number;
  readonly winsPerMonth: number;
  /** Null when there is no rate to start from. */
  readonly outcome: WhatIf | null;
}

const DAYS_PER_MONTH = 365.25 / 12;
const DAY_MS = 86_400_000;

/** What another rate at one hop would bring, everything else as it has been. */
export async function viewWhatIf(
  deps: Deps,
  request: NumbersRequest & { readonly change: RateChange },
): Promise<WhatIfView> {
  const { about, facts, context } = await presentOf(deps, request);
  const { pipeline } = context;
  const { stage, to, newRate } = request.change;
  const next = pipeline.next(stage.id) ?? pipeline.won;
  if (to && to.id !== next.id) {
    throw new Refusal({ code: 'not_a_hop', from: stage.name, to: to.name, next: next.name });
  }
  const { rates } = await outlookOf(facts, context);
  const known = rates.find((one) => one.stage === stage.id);
  const wins = await facts.wins({ from: facts.asOf - RATE_DAYS * DAY_MS, to: facts.asOf });
  const winsPerMonth = (wins.length * DAYS_PER_MONTH) / RATE_DAYS;
  const rate = request.change.rate ?? known?.rate ?? null;
  const entryWinProbability = rates[0]?.winProbability ?? null;
  const successes = known?.advanced ?? 0;
  return {
    about,
    hop: `${stage.name}→${next.name}`,
    rate,
    newRate,
    advanced: successes,
    decided: known?.decided ?? 0,
    windowDays: RATE_DAYS,
    winsPerMonth,
    outcome: rate === null ? null : whatIf({ rate, successes, newRate, winsPerMonth, entryWinProbability }),
  };
}
