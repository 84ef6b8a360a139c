import type { Report } from '../analytics/report.ts';
import type { SplitRow } from '../analytics/splits.ts';
import { isoInstant } from '../domain/period.ts';
import type { Judgement } from './judgement.ts';
import type { Outlook } from './outlook.ts';

/** What a report's ids are called outside. */
export interface ReportNames {
  readonly owner: (id: string) => string;
  readonly reason: (kind: 'lost' | 'invalid', code: string | null) => string | null;
}

/**
 * A report as scripts read it: the shape is kept stable. Raw counts beside any rate, `null` where there is none; amounts
 * in fen, durations in days, instants as ISO 8601 with the offset of `timeZone`.
 */
export function reportAsJson(
  report: Report,
  { outlook, judgement }: { readonly outlook: Outlook; readonly judgement: Judgement },
  names: ReportNames,
  timeZone: string,
): object {
  const iso = (at: number) => isoInstant(at, timeZone);
  const { velocity, cycle } = report;
  return {
    asOf: iso(report.asOf),
    from: iso(report.span.from),
    to: iso(report.span.to),
    stages: report.stages.map(stageAsJson),
    movements: {
      created: report.movements.created,
      moves: report.movements.moves,
      skips: report.movements.skips,
      backward: report.movements.backward,
      reopened: report.movements.reopened,
      won: report.movements.won,
      lost: report.movements.lost,
      invalid: report.movements.invalid,
      handovers: report.movements.handovers,
    },
    closed: report.closed,
    winRate: report.winRate,
    winRateOfAll: report.winRateOfAll,
    wonAmountFen: report.wonFen,
    lossReasons: report.lossReasons.map(({ kind, stage, reason, count, amountFen }) => ({
      kind,
      stage: stage.id,
      reason,
      name: names.reason(kind, reason),
      count,
      amountFen,
    })),
    reopened: report.reopened,
    cycle: { n: cycle.n, medianDays: cycle.medianDays, full: cycle.full },
    velocity: {
      fenPerDay: velocity.fenPerDay,
      open: velocity.open,
      wins: velocity.wins,
      winRate: velocity.winRate,
      meanAmountFen: velocity.meanAmountFen,
      medianAmountFen: velocity.medianAmountFen,
      cycleDays: velocity.cycleDays,
      missing: velocity.missing,
    },
    forecast: forecastAsJson(outlook),
    bySource: report.bySource.map((row) => ({ source: row.key, ...splitAsJson(row) })),
    byOwner: report.byOwner.map((row) => ({ owner: names.owner(row.key), ...splitAsJson(row) })),
    stale: report.stale.map(({ lead, causes, idleDays, stayDays, overdueDays }) => ({
      lead: lead.id,
      name: lead.name,
      owner: names.owner(lead.owner),
      stage: lead.stage,
      causes,
      idleDays,
      stayDays,
      overdueDays,
      amountFen: lead.amountFen,
    })),
    diagnosis: judgement.diagnosis.findings.map((finding) => ({
      ...finding,
      named: finding.named.map((lead) => ({ ...lead, owner: names.owner(lead.owner) })),
      steps: finding.steps.map((step) => ({ ...step, owner: names.owner(step.owner) })),
    })),
    noVerdicts: judgement.diagnosis.noVerdicts.map(({ stage, why, advanced, decided }) => ({
      stage,
      why,
      advanced,
      decided,
    })),
    quality: {
      score: judgement.quality.score,
      isLow: judgement.quality.isLow,
      ...judgement.quality.parts,
      redFlags: judgement.quality.redFlags,
    },
  };
}

function stageAsJson({ stock, flow, c1, c2, c3, stay }: Report['stages'][number]): object {
  return {
    id: stock.stage.id,
    name: stock.stage.name,
    open: flow.openAtEnd,
    openAtStart: flow.openAtStart,
    amountFen: stock.amountFen,
    withoutAmount: stock.withoutAmount,
    medianAgeDays: stock.medianAgeDays,
    stale: stock.stale,
    in: flow.in,
    out: flow.out,
    handed: flow.handed,
    c1: { advanced: c1.advanced, lost: c1.lost, invalid: c1.invalid, stale: c1.stale },
    c2: {
      cohort: c2.cohort,
      advanced: c2.advanced,
      exited: c2.exited,
      open: c2.open,
      withinHorizon: c2.withinHorizon,
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

function splitAsJson(row: SplitRow<string>): object {
  return {
    created: row.created,
    open: row.open,
    openAmountFen: row.openAmountFen,
    stale: row.stale,
    won: row.won,
    lost: row.lost,
    invalid: row.invalid,
    winRate: row.winRate,
    c1: row.hops.map(({ stage, advanced, lost, invalid }) => ({ stage: stage.id, advanced, lost, invalid })),
  };
}

function forecastAsJson({ forecast, rates }: Outlook): object {
  return {
    weightedFen: forecast.weightedFen,
    weightedWithoutStaleFen: forecast.weightedWithoutStaleFen,
    quantiles: forecast.quantiles,
    noWinProbability: forecast.noWinProbability,
    expectedWins: forecast.expectedWins,
    counted: forecast.counted,
    withoutAmount: forecast.withoutAmount.map(({ id, name }) => ({ lead: id, name })),
    withoutProbability: forecast.withoutProbability,
    months: forecast.months,
    rates,
  };
}
