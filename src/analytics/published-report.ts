import type { StageId } from '../domain/ids.ts';
import { c2Within, type Decided } from './conversion.ts';
import type { Finding } from './diagnosis/finding.ts';
import type { Forecast } from './forecast.ts';
import type { LossReason } from './loss-reasons.ts';
import type { Quality } from './quality.ts';
import type { Report, StageReport } from './report.ts';
import type { SplitRow } from './splits.ts';
import type { Staleness } from './stale.ts';

/** What a report says of the future and of itself; null where it was not asked for. */
export interface Outlook {
  readonly forecast: Forecast | null;
  readonly diagnosis: readonly Finding[] | null;
  readonly quality: Quality | null;
}

const DAY_MS = 86_400_000;

/**
 * A report as other programs read it (architecture §6): every number by name, raw counts beside any rate, null where
 * there is none. Instants are UTC ms, money is fen, times are calendar days unless they are limits; stages and reasons go
 * by their ids.
 */
export function publishedReport(
  report: Report,
  { forecast, diagnosis, quality }: Outlook,
  horizonMs: Readonly<Record<StageId, number>>,
) {
  const { asOf, span, movements } = report;
  return {
    asOf,
    from: span.from,
    to: span.to,
    stages: report.stages.map((row) => stageOf(row, report, horizonMs[row.stage.id])),
    overall: report.overall,
    movements: {
      created: movements.created,
      createdIn: movements.createdIn.map(({ stage, count }) => ({ stage: stage.id, count })),
      skipped: movements.skipped.map(({ stage, count }) => ({ stage: stage.id, count })),
      backward: movements.backwardFromTo.map(({ from, to, count }) => ({ from: from.id, to: to.id, count })),
      reopened: movements.reopened,
      won: movements.won,
      lost: movements.lost,
      invalid: movements.invalid,
      handovers: movements.handovers,
    },
    closed: report.closed,
    winRate: report.winRate,
    winRateOfAll: report.winRateOfAll,
    wonFen: report.wonFen,
    lossReasons: report.lossReasons.map(lossOf),
    reopened: report.reopened,
    cycle: report.cycle,
    velocity: report.velocity,
    forecast,
    bySource: report.bySource.map((row) => ({ source: row.key, ...splitOf(row) })),
    byOwner: report.byOwner.map((row) => ({ owner: row.key, ...splitOf(row) })),
    stale: report.stale.map(staleOf),
    diagnosis,
    quality,
  };
}

function stageOf(
  { stage, stock, flow, c1, c2, c3, stay }: StageReport,
  { asOf, span }: Report,
  horizonMs: number | undefined,
) {
  const within = c2Within(c2, { to: span.to, asOf, horizonMs });
  return {
    id: stage.id,
    name: stage.name,
    /** At the window's end; with `openAtStart`, `in`, `out` and `handed` it adds up. */
    open: flow.openAtEnd,
    openAtStart: flow.openAtStart,
    in: flow.in,
    out: flow.out,
    handed: flow.handed,
    stock: {
      open: stock.open,
      amountFen: stock.amountFen,
      withoutAmount: stock.withoutAmount,
      medianAgeDays: stock.medianAgeDays,
      stale: stock.stale,
    },
    c1: decidedOf(c1),
    c2: {
      cohort: c2.cohort,
      advanced: c2.advanced,
      exited: c2.exited,
      open: c2.open,
      /** Null while the cohort is too young for its horizon. */
      withinHorizon: within?.k ?? null,
      horizonDays: horizonMs ? horizonMs / DAY_MS : null,
    },
    c3: { left: c3.left, present: c3.present },
    stay: {
      n: stay.n,
      medianDays: stay.medianDays,
      p90Days: stay.p90Days,
      longestDays: stay.longestDays,
      open: stay.open,
      openMedianDays: stay.openMedianDays,
    },
  };
}

function decidedOf({ advanced, lost, invalid, stale }: Decided) {
  return { advanced, lost, invalid, stale };
}

function lossOf({ kind, stage, reason, count, amountFen }: LossReason) {
  return { kind, stage: stage.id, reason, count, amountFen };
}

function splitOf({ created, hops, winRate, won, lost, invalid, open, openAmountFen, stale }: SplitRow<string>) {
  const c1 = hops.map((hop) => ({ stage: hop.stage.id, ...decidedOf(hop) }));
  return { created, open, openAmountFen, stale, won, lost, invalid, winRate, c1 };
}

function staleOf({ lead, causes, idleDays, stayDays, overdueDays }: Staleness) {
  const { id, name, owner, stage, amountFen } = lead;
  return { lead: id, name, owner, stage, amountFen, causes, idleDays, stayDays, overdueDays };
}
