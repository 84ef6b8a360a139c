import { diagnose } from '../analytics/diagnosis/diagnose.ts';
import type { Diagnosis } from '../analytics/diagnosis/finding.ts';
import type { HopRun } from '../analytics/diagnosis/verdict.ts';
import type { Facts, Span } from '../analytics/facts.ts';
import { type Quality, quality } from '../analytics/quality.ts';
import { horizons } from '../analytics/report.ts';
import { type StaleContext, staleLeads, stalenessOf } from '../analytics/stale.ts';
import type { StageId } from '../domain/ids.ts';
import { addDays, dayStart, localDay } from '../domain/period.ts';
import { outlookOf } from './outlook.ts';

const DAY_MS = 86_400_000;
/** Trailing days a judgement looks at, the year before them, and the weeks that count as recent (metrics §10). */
export const JUDGED_DAYS = 91;
const EARLIER_DAYS = 365;
const RECENT_DAYS = 28;

export interface JudgementInput {
  /** The rates the bot came with, by stage. */
  readonly exampleRates: ReadonlyMap<StageId, number>;
  /** The two hours before each weekly digest of the window; none while no digest is scheduled. */
  readonly beforeDigests: readonly Span[];
  /** What the last weekly run left. */
  readonly previous: readonly HopRun[];
  /** When the first lead was created; undefined for an empty company. */
  readonly firstAt: number | undefined;
}

export interface Judgement {
  readonly quality: Quality;
  readonly diagnosis: Diagnosis;
}

/** How good the records are, and what is wrong with the funnel, over the 91 days before the facts' instant. */
export async function judge(facts: Facts, context: StaleContext, input: JudgementInput): Promise<Judgement> {
  const { asOf } = facts;
  const { pipeline, calendar, timeZone } = context;
  const today = localDay(asOf, timeZone);
  const ago = (days: number) => dayStart(addDays(today, -days), timeZone);
  const span = { from: ago(JUDGED_DAYS), to: asOf };
  const recent = { from: ago(RECENT_DAYS), to: asOf };
  const earlier = { from: ago(JUDGED_DAYS + EARLIER_DAYS), to: span.from };
  const leads = await facts.openLeads();
  const staleness = leads.map((lead) => stalenessOf(lead, context));
  const idle = new Set(staleness.filter(({ causes }) => causes.includes('idle')).map(({ lead }) => lead.id));
  const [wins, losses, entries] = [await facts.wins(span), await facts.losses(span), await facts.entries(span)];
  const records = quality({
    leads,
    idle,
    lossCounts: await facts.lossCounts(span),
    wins,
    losses,
    entries,
    lateMoves: await facts.lateMoves(span),
    beforeDigests: input.beforeDigests,
    movesBeforeDigests: input.beforeDigests.length === 0 ? 0 : await facts.movesRecordedIn(span, input.beforeDigests),
    pipeline,
    calendar,
    timeZone,
  });
  const { rates } = await outlookOf(facts, context);
  const diagnosis = diagnose({
    pipeline,
    historyDays: input.firstAt === undefined ? 0 : (asOf - input.firstAt) / DAY_MS,
    decisions: await facts.decisions(span),
    earlierDecisions: await facts.decisions(earlier),
    cohorts: await facts.cohorts(span, horizons(pipeline)),
    entries,
    losses,
    recentEntries: await facts.entries(recent),
    recentExits: await facts.exits(recent),
    recentWorkdays: calendar.workdaysBetween(addDays(today, -RECENT_DAYS), today),
    leads,
    stale: new Set(staleLeads(leads, context).map(({ lead }) => lead.id)),
    rates,
    exampleRates: input.exampleRates,
    qualityScore: records.score,
    // Answers at the moment of moving are not asked for yet, so none is missing.
    checklists: { moves: 0, empty: 0 },
    previous: input.previous,
  });
  return { quality: records, diagnosis };
}
