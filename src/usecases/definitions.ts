import { FEWEST_FOR_VERDICT, SUSPICIOUS_SHARE } from '../analytics/diagnosis/verdict.ts';
import { LOW_QUALITY, type Quality } from '../analytics/quality.ts';
import { SHRINKAGE } from '../analytics/shrunk-rates.ts';
import { qualifiedStage } from '../analytics/win-rate.ts';
import type { Member } from '../domain/access.ts';
import type { LeadId } from '../domain/ids.ts';
import { addDays, dayStart, localDay } from '../domain/period.ts';
import { mondayOf } from '../domain/workdays.ts';
import type { Deps } from './deps.ts';
import { judgeNow } from './diagnosis.ts';
import { JUDGED_DAYS } from './judgement.ts';
import { type Outlook, outlookOf, RATE_DAYS } from './outlook.ts';
import { presentOf } from './present.ts';
import { type QuotaView, viewQuota } from './quota.ts';
import { type ReportView, viewReport } from './reports.ts';

/** A metric people can have explained, by what the code calls it. */
export type Metric =
  | 'stock'
  | 'c1'
  | 'c2'
  | 'c3'
  | 'win_rate'
  | 'stay'
  | 'cycle'
  | 'velocity'
  | 'stale'
  | 'forecast'
  | 'reverse'
  | 'quota'
  | 'quality'
  | 'diagnosis';

/** What a definition shows beside its words: today's numbers of whoever asks, and the leads behind them. */
export interface DefinitionView {
  readonly metric: Metric;
  readonly report: ReportView;
  readonly outlook: Outlook;
  readonly quality: Quality;
  readonly quota: QuotaView;
  /** Leads behind the number, the most telling first. */
  readonly names: readonly string[];
  readonly limits: {
    readonly rateDays: number;
    readonly judgedDays: number;
    readonly shrinkage: number;
    readonly lowQuality: number;
    readonly fewestDecided: number;
    readonly suspiciousShare: number;
    readonly quotaBase: number;
  };
}

/** The numbers behind a metric, of the most somebody may see. */
export async function viewDefinition(
  deps: Deps,
  { by, metric }: { readonly by: Member; readonly metric: Metric },
): Promise<DefinitionView> {
  const present = await presentOf(deps, { by });
  const { facts, context } = present;
  const { pipeline } = context;
  const report = await viewReport(deps, { by });
  const outlook = await outlookOf(facts, context);
  const week = mondayOf(localDay(deps.now, deps.timeZone));
  const quota = await viewQuota(deps, { by, period: { from: week, to: addDays(week, 6) } });
  const span = { from: dayStart(report.rates.days.from, deps.timeZone), to: facts.asOf };
  const [wins, losses] = [await facts.wins(span), await facts.losses(span)];
  const { open, stale } = report.report;
  const latest = <T extends { readonly at: number; readonly name: string; readonly lead: LeadId }>(all: readonly T[]) =>
    all.toSorted((a, b) => b.at - a.at || a.lead - b.lead).map(({ name }) => name);
  const oldest = open.toSorted((a, b) => a.enteredAt - b.enteredAt || a.id - b.id).map(({ name }) => name);
  const largest = open
    .filter(({ amountFen }) => (amountFen ?? 0) > 0)
    .toSorted((a, b) => (b.amountFen ?? 0) - (a.amountFen ?? 0) || a.id - b.id)
    .map(({ name }) => name);
  const names: Readonly<Record<Metric, readonly string[]>> = {
    stock: oldest,
    c1: latest([...wins, ...losses]),
    c2: oldest,
    c3: oldest,
    win_rate: latest([
      ...wins,
      ...losses.filter(({ highStage }) => !pipeline.isBefore(highStage, qualifiedStage(pipeline).id)),
    ]),
    stay: oldest,
    cycle: latest(wins),
    velocity: latest(wins),
    stale: stale.map(({ lead }) => lead.name),
    forecast: largest,
    reverse: latest(wins),
    quota: quota.rows.flatMap(({ credits }) => credits.map(({ name }) => name)),
    quality: stale.map(({ lead }) => lead.name),
    diagnosis: latest(losses),
  };
  return {
    metric,
    report,
    outlook,
    quality: (await judgeNow(deps, present)).quality,
    quota,
    names: names[metric],
    limits: {
      rateDays: RATE_DAYS,
      judgedDays: JUDGED_DAYS,
      shrinkage: SHRINKAGE,
      lowQuality: LOW_QUALITY,
      fewestDecided: FEWEST_FOR_VERDICT,
      suspiciousShare: SUSPICIOUS_SHARE,
      quotaBase: quota.base,
    },
  };
}
