import { addMonths, daysOfMonth, type Month, monthOf } from '../domain/month.ts';
import type { Deps } from './deps.ts';
import { type About, keyOf } from './numbers-scope.ts';
import { type Outlook, outlookOf } from './outlook.ts';
import type { ForecastRecord } from './ports.ts';
import { type NumbersRequest, type Present, presentOf } from './present.ts';
import { spanOf } from './reports.ts';
import { type Progress, progressOf } from './targets.ts';

/** Months whose forecast is shown against what came of it. */
const COMPARED = 3;

/** What was expected of a month when it was first asked for, and what came of it. */
export interface PastForecast extends ForecastRecord {
  readonly actualFen: number;
}

/** What the open leads can be expected to bring, and how well that was told before. */
export interface ForecastView {
  readonly about: About;
  /** The month that was asked for; undefined for everything that is open. */
  readonly month: Month | undefined;
  readonly thisMonth: Month;
  readonly outlook: Outlook;
  /** What was won in the month asked for, when it has begun. */
  readonly wonFen: number | undefined;
  /** What is meant to be sold in the month asked for, or this one. */
  readonly progress: Progress | undefined;
  /** Past months, the latest first. */
  readonly past: readonly PastForecast[];
  readonly hops: readonly string[];
}

/** The forecast as of now; the first one of a month is kept to be compared later. */
export async function viewForecast(
  deps: Deps,
  request: NumbersRequest & { readonly month?: Month | undefined },
): Promise<ForecastView> {
  const present = await presentOf(deps, request);
  const { about, facts, context, today } = present;
  const thisMonth = monthOf(today);
  const outlook = await outlookOf(facts, context);
  await deps.stores.forecasts.keepFirst(expectedOf(about, outlook, thisMonth, deps.now));
  const { month } = request;
  const until = month !== undefined && month < thisMonth ? addMonths(month, 1) : thisMonth;
  const { open, won } = context.pipeline;
  return {
    about,
    month,
    thisMonth,
    outlook,
    wonFen: month !== undefined && month <= thisMonth ? await wonFenIn(deps, present, month) : undefined,
    progress: await progressOf(deps, present, month ?? thisMonth),
    past: await pastForecasts(deps, present, until),
    hops: open.map(({ name }, at) => `${name}→${open[at + 1]?.name ?? won.name}`),
  };
}

/** What is kept of an outlook, to be held against what comes of the month. */
export function expectedOf(about: About, { forecast }: Outlook, month: Month, at: number): ForecastRecord {
  const due = forecast.months.find((bucket) => bucket.month === month);
  return { who: keyOf(about), month, weightedFen: forecast.weightedFen, dueFen: due?.weightedFen ?? 0, at };
}

/** The last few forecasts of months before one, each with what was won in its month; the latest first. */
export async function pastForecasts(
  deps: Deps,
  present: Pick<Present, 'about' | 'facts'>,
  until: Month,
): Promise<readonly PastForecast[]> {
  const past = await deps.stores.forecasts.before(keyOf(present.about), until, COMPARED);
  const compared = [];
  for (const record of past) compared.push({ ...record, actualFen: await wonFenIn(deps, present, record.month) });
  return compared;
}

async function wonFenIn(deps: Deps, { facts }: Pick<Present, 'facts'>, month: Month): Promise<number> {
  const wins = await facts.wins(spanOf(deps, daysOfMonth(month)));
  return wins.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0);
}
