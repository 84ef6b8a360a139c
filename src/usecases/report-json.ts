import { publishedReport } from '../analytics/published-report.ts';
import { horizons } from '../analytics/report.ts';
import type { MemberId } from '../domain/ids.ts';
import { isoInstant } from '../domain/period.ts';
import type { Pipeline } from '../domain/stage.ts';
import type { FullReport } from './full-report.ts';

/** What owners and reasons are called outside. */
export interface ReportNames {
  readonly owner: (id: MemberId) => string;
  readonly reason: (kind: 'lost' | 'invalid', code: string | null) => string | null;
}

/**
 * A report as scripts read it: the published one with instants as ISO 8601 in the offset of `timeZone`, people by their
 * userids, and the names of reasons beside their codes. The shape is kept stable.
 */
export function reportAsJson(
  { report, outlook, judgement }: FullReport,
  names: ReportNames,
  { pipeline, timeZone }: { readonly pipeline: Pipeline; readonly timeZone: string },
): object {
  const iso = (at: number) => isoInstant(at, timeZone);
  const { forecast, rates } = outlook;
  const { diagnosis, quality } = judgement;
  const parts = { forecast, diagnosis: diagnosis.findings, quality };
  const published = publishedReport(report, parts, horizons(pipeline));
  const withoutAmount = forecast.withoutAmount.map(({ id, name }) => ({ lead: id, name }));
  return {
    ...published,
    asOf: iso(published.asOf),
    from: iso(published.from),
    to: iso(published.to),
    lossReasons: published.lossReasons.map((row) => ({ ...row, name: names.reason(row.kind, row.reason) })),
    byOwner: published.byOwner.map((row) => ({ ...row, owner: names.owner(row.owner) })),
    stale: published.stale.map((row) => ({ ...row, owner: names.owner(row.owner) })),
    forecast: { ...forecast, withoutAmount, rates },
    diagnosis: diagnosis.findings.map((finding) => ({
      ...finding,
      named: finding.named.map((lead) => ({ ...lead, owner: names.owner(lead.owner) })),
      steps: finding.steps.map((step) => ({ ...step, owner: names.owner(step.owner) })),
    })),
    noVerdicts: diagnosis.noVerdicts.map(({ stage, why, advanced, decided }) => ({ stage, why, advanced, decided })),
  };
}
