import type { Facts } from '../analytics/facts.ts';
import { type Forecast, forecast } from '../analytics/forecast.ts';
import { remainingDays } from '../analytics/remaining-days.ts';
import { type StageRate, shrunkRates } from '../analytics/shrunk-rates.ts';
import { type StaleContext, staleLeads } from '../analytics/stale.ts';
import type { StageId } from '../domain/ids.ts';
import { addDays, dayStart, localDay } from '../domain/period.ts';

/** Trailing days predictions take their rates from (metrics §9.2). */
export const RATE_DAYS = 182;

/** What the open leads can be expected to bring. */
export interface Outlook {
  readonly rates: readonly StageRate[];
  readonly forecast: Forecast;
  /** Median days from a stage to the win, of the wins of the window. */
  readonly remainingDays: ReadonlyMap<StageId, number>;
}

/** The outlook as of the facts' instant, from the rates of the last 182 days. */
export async function outlookOf(facts: Facts, context: StaleContext): Promise<Outlook> {
  const { pipeline, timeZone } = context;
  const from = dayStart(addDays(localDay(facts.asOf, timeZone), -RATE_DAYS), timeZone);
  const span = { from, to: facts.asOf };
  const rates = shrunkRates(await facts.decisions(span), pipeline);
  const toWin = remainingDays(await facts.wins(span), pipeline);
  const leads = await facts.openLeads();
  const stale = new Set(staleLeads(leads, context).map(({ lead }) => lead.id));
  const input = { leads, rates, stale, remainingDays: toWin, asOf: facts.asOf, timeZone };
  return { rates, remainingDays: toWin, forecast: forecast(input) };
}
