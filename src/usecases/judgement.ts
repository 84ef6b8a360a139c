import { diagnose } from '../analytics/diagnosis/diagnose.ts';
import type { Diagnosis } from '../analytics/diagnosis/finding.ts';
import type { HopRun } from '../analytics/diagnosis/verdict.ts';
import type { Facts, Scope, Span } from '../analytics/facts.ts';
import { type Quality, quality } from '../analytics/quality.ts';
import { horizons } from '../analytics/report.ts';
import { type StaleContext, staleLeads, stalenessOf } from '../analytics/stale.ts';
import { addDays, dayStart, localDay } from '../domain/period.ts';
import { checklistsIn } from './checklist.ts';
import type { Deps } from './deps.ts';
import { beforeDigests } from './digest-times.ts';
import { outlookOf } from './outlook.ts';

const DAY_MS = 86_400_000;
/** Trailing days a judgement looks at, the year before them, and the weeks that count as recent (metrics §10). */
export const JUDGED_DAYS = 91;
const EARLIER_DAYS = 365;
const RECENT_DAYS = 28;

export interface JudgementRequest {
  readonly facts: Facts;
  readonly context: StaleContext;
  /** Whose facts these are. */
  readonly scope: Scope;
  /** What the last weekly run left. */
  readonly previous: readonly HopRun[];
}

export interface Judgement {
  readonly quality: Quality;
  readonly diagnosis: Diagnosis;
}

/** The days a judgement as of `asOf` looks at. */
function judgedSpan(asOf: number, timeZone: string): Span {
  return { from: dayStart(addDays(localDay(asOf, timeZone), -JUDGED_DAYS), timeZone), to: asOf };
}

/** How good the records are, and what is wrong with the funnel, over the 91 days before the facts' instant. */
export async function judge(deps: Deps, { facts, context, scope, previous }: JudgementRequest): Promise<Judgement> {
  const { leads: leadStore, settings } = deps.stores;
  const { asOf } = facts;
  const { pipeline, calendar, timeZone } = context;
  const today = localDay(asOf, timeZone);
  const ago = (days: number) => dayStart(addDays(today, -days), timeZone);
  const span = judgedSpan(asOf, timeZone);
  const recent = { from: ago(RECENT_DAYS), to: asOf };
  const earlier = { from: ago(JUDGED_DAYS + EARLIER_DAYS), to: span.from };
  const leads = await facts.openLeads();
  // Moves written down just before a digest are not timely.
  const digests = await beforeDigests(deps, asOf);
  const firstAt = await leadStore.firstAt();
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
    beforeDigests: digests,
    movesBeforeDigests: digests.length === 0 ? 0 : await facts.movesRecordedIn(span, digests),
    pipeline,
    calendar,
    timeZone,
  });
  const { rates } = await outlookOf(facts, context);
  const diagnosis = diagnose({
    pipeline,
    historyDays: firstAt === undefined ? 0 : (asOf - firstAt) / DAY_MS,
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
    exampleRates: settings.exampleRates(),
    qualityScore: records.score,
    checklists: await checklistsIn(deps, span, scope),
    previous,
  });
  return { quality: records, diagnosis };
}
