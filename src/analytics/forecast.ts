import type { LeadId, StageId } from '../domain/ids.ts';
import { localDay } from '../domain/period.ts';
import type { OpenLead } from './facts.ts';
import { type StageRate, winProbabilities } from './shrunk-rates.ts';
import { type SumQuantiles, sumQuantiles } from './sum-quantiles.ts';

const DAY_MS = 86_400_000;

/** What the open leads are expected to bring (metrics §9.3). Amounts in fen. */
export interface Forecast {
  /** F, the sum of amount × P(win). */
  readonly weightedFen: number;
  /** F without the leads that do not move. */
  readonly weightedWithoutStaleFen: number;
  readonly quantiles: SumQuantiles;
  /** How many leads F is made of. */
  readonly counted: number;
  /** Probability that none of these is won; null when there are none. */
  readonly noWinProbability: number | null;
  /** Wins to expect of every open lead that has a probability, with amount or without. */
  readonly expectedWins: number;
  /** Left out of F because nobody put an amount; they are listed. */
  readonly withoutAmount: readonly OpenLead[];
  /** Left out of everything because their stage has no probability. */
  readonly withoutProbability: number;
  /** F by the month the leads can be expected to close, `YYYY-MM`, in order; null where nothing tells when. */
  readonly months: readonly { readonly month: string | null; readonly weightedFen: number; readonly leads: number }[];
}

export interface ForecastInput {
  readonly leads: readonly OpenLead[];
  readonly rates: readonly StageRate[];
  readonly stale: ReadonlySet<LeadId>;
  /** Median days from a stage to the win. */
  readonly remainingDays: ReadonlyMap<StageId, number>;
  readonly asOf: number;
  readonly timeZone: string;
}

/**
 * F = Σ amount × P(win | stage) over open leads with an amount, the range of what may come instead, and how likely
 * nothing does. A lead is expected to close the median remaining days of its stage from now.
 *
 * Worked example: 120 000 × 19.05 % + 60 000 × 19.05 % + 90 000 × 28.57 % = 60 000; no win with 46.8 %; 10, 50 and 90 %
 * quantiles 0, 60 000 and 150 000; 0.76 wins with L06, which has no amount.
 */
export function forecast({ leads, rates, stale, remainingDays, asOf, timeZone }: ForecastInput): Forecast {
  const probabilities = winProbabilities(rates);
  const rated = leads.flatMap((lead) => {
    const probability = probabilities.get(lead.stage);
    return probability === undefined ? [] : [{ lead, probability }];
  });
  const chances = rated.flatMap(({ lead, probability }) =>
    lead.amountFen !== null && lead.amountFen > 0 ? [{ lead, probability, amountFen: lead.amountFen }] : [],
  );
  const monthOf = ({ stage }: OpenLead): string | null => {
    const days = remainingDays.get(stage);
    return days === undefined ? null : localDay(asOf + days * DAY_MS, timeZone).slice(0, 7);
  };
  const months = new Map<string | null, (typeof chances)[number][]>();
  for (const chance of chances) months.set(monthOf(chance.lead), [...(months.get(monthOf(chance.lead)) ?? []), chance]);
  return {
    weightedFen: weighted(chances),
    weightedWithoutStaleFen: weighted(chances.filter(({ lead }) => !stale.has(lead.id))),
    quantiles: sumQuantiles(chances),
    counted: chances.length,
    noWinProbability:
      chances.length === 0 ? null : chances.reduce((none, { probability }) => none * (1 - probability), 1),
    expectedWins: rated.reduce((sum, { probability }) => sum + probability, 0),
    withoutAmount: leads.filter(({ amountFen }) => amountFen === null || amountFen <= 0),
    withoutProbability: leads.length - rated.length,
    months: [...months]
      .map(([month, inside]) => ({ month, weightedFen: weighted(inside), leads: inside.length }))
      .sort((a, b) => (a.month ?? '9999').localeCompare(b.month ?? '9999')),
  };
}

function weighted(chances: readonly { readonly amountFen: number; readonly probability: number }[]): number {
  return Math.round(chances.reduce((sum, { amountFen, probability }) => sum + amountFen * probability, 0));
}
