import type { MemberId } from '../domain/ids.ts';
import type { Pipeline, Stage } from '../domain/stage.ts';
import { type Cohort, cohortConversion, conversion, type Decided, type Pace, pace } from './conversion.ts';
import { type Cycle, cycle } from './cycle.ts';
import type { Facts, OpenLead, Scope, Span } from './facts.ts';
import { type FlowFacts, flows, type Movements, movements, type StageFlow } from './flows.ts';
import { type LossReason, lossReasons } from './loss-reasons.ts';
import { type Overall, overallConversion } from './overall.ts';
import { sum } from './rates.ts';
import { type StageStock, snapshot } from './snapshot.ts';
import { byOwner, bySource, type SplitRow, staleByHighStage } from './splits.ts';
import { type StaleContext, type Staleness, staleLeads } from './stale.ts';
import { type TimeInStage, timeInStage } from './time-in-stage.ts';
import { type Velocity, velocity, velocitySpan } from './velocity.ts';
import { type WinRate, winRate, winRateOfAll } from './win-rate.ts';

/** Everything about one open stage in a report. */
export interface StageReport {
  readonly stage: Stage;
  /** As of the report's instant. */
  readonly stock: StageStock;
  /** Over the window; its `openAtEnd` is the stock at the window's end. */
  readonly flow: StageFlow;
  readonly c1: Decided;
  readonly c2: Cohort;
  readonly c3: Pace;
  readonly stay: TimeInStage;
}

/** One window's numbers as of one instant (metrics §3–§9.1), raw counts beside any rate. */
export interface Report {
  readonly asOf: number;
  readonly span: Span;
  readonly stages: readonly StageReport[];
  readonly movements: Movements;
  /** Null for the numbers of some owners: a lead won may have been another's when it was created. */
  readonly overall: Overall | null;
  readonly closed: Readonly<Record<'won' | 'lost' | 'invalid', number>>;
  readonly winRate: WinRate;
  readonly winRateOfAll: WinRate;
  readonly lossReasons: readonly LossReason[];
  /** What the wins of the window brought. */
  readonly wonFen: number;
  /** Lost in the window and open again. */
  readonly reopened: number;
  readonly cycle: Cycle;
  readonly velocity: Velocity;
  readonly bySource: readonly SplitRow<string>[];
  readonly byOwner: readonly SplitRow<MemberId>[];
  readonly open: readonly OpenLead[];
  readonly stale: readonly Staleness[];
}

/** How long a stage's horizon for C2@H is (metrics §6.2, §10): twice its stay limit, in calendar days. */
const HORIZON_FACTOR = 2;
const WORKWEEK = 5;
const WEEK = 7;
const DAY_MS = 86_400_000;

/** The report of a window that ends at or before the facts' instant. */
export async function report(facts: Facts, span: Span, scope: Scope, context: StaleContext): Promise<Report> {
  const { pipeline } = context;
  const open = await facts.openLeads();
  const stale = staleLeads(open, context);
  const staleIds = new Set(stale.map(({ lead }) => lead.id));
  const isStale = (lead: OpenLead) => staleIds.has(lead.id);
  const stock = snapshot(open, { asOf: facts.asOf, pipeline, isStale });
  const moved = await flowFacts(facts, span);
  const decisions = await facts.decisions(span);
  const losses = await facts.lossCounts(span);
  const wins = await facts.wins(span);
  const split = { decisions, entries: moved.entries, losses, open, isStale };
  const cohorts = await facts.cohorts(span, horizons(pipeline));
  const recent = velocitySpan(facts.asOf);
  const tables = {
    flow: flows(moved, await stockAt(facts, span.to, stock, scope, pipeline), { pipeline, owners: scope.owners }),
    c1: conversion(decisions, staleByHighStage(stale.map(({ lead }) => lead)), pipeline),
    c2: cohortConversion(cohorts, pipeline),
    c3: pace(await facts.presence(span), pipeline),
    stay: timeInStage(await facts.stays(span), open, { asOf: facts.asOf, pipeline }),
  };
  return {
    asOf: facts.asOf,
    span,
    stages: stock.map((row, at) => ({
      stage: row.stage,
      stock: row,
      flow: rowOf(tables.flow, at),
      c1: rowOf(tables.c1, at),
      c2: rowOf(tables.c2, at),
      c3: rowOf(tables.c3, at),
      stay: rowOf(tables.stay, at),
    })),
    movements: movements(moved, pipeline),
    overall: scope.owners
      ? null
      : overallConversion(
          { cohorts, open, wins: await facts.wins({ from: span.from, to: facts.asOf }) },
          span,
          pipeline,
        ),
    closed: await facts.closed(),
    winRate: winRate(decisions, pipeline),
    winRateOfAll: winRateOfAll(decisions, pipeline),
    lossReasons: lossReasons(losses, pipeline),
    wonFen: sum(wins.map(({ amountFen }) => amountFen ?? 0)),
    reopened: await facts.reopened(span),
    cycle: cycle(wins, pipeline),
    velocity: velocity(
      { open, wins: await facts.wins(recent), winRate: winRate(await facts.decisions(recent), pipeline) },
      pipeline,
    ),
    bySource: bySource(split, pipeline),
    byOwner: byOwner(split, pipeline),
    open,
    stale,
  };
}

/** Horizons of C2@H by stage, in ms; a stage without a stay limit has none. */
export function horizons(pipeline: Pipeline): Record<Stage['id'], number> {
  return Object.fromEntries(
    pipeline.open.map(({ id, stayLimitDays }) => [
      id,
      ((HORIZON_FACTOR * (stayLimitDays ?? 0)) / WORKWEEK) * WEEK * DAY_MS,
    ]),
  );
}

async function flowFacts(facts: Facts, span: Span): Promise<FlowFacts> {
  return {
    entries: await facts.entries(span),
    exits: await facts.exits(span),
    handovers: await facts.handovers(span),
  };
}

/** The stock at the end of a window: what stands now, rolled back by what has moved since. */
async function stockAt(
  facts: Facts,
  at: number,
  stock: readonly StageStock[],
  { owners }: Scope,
  pipeline: Pipeline,
): Promise<ReadonlyMap<Stage['id'], number>> {
  const now = new Map(stock.map(({ stage, open }) => [stage.id, open]));
  if (at >= facts.asOf) return now;
  const since = flows(await flowFacts(facts, { from: at, to: facts.asOf }), now, { pipeline, owners });
  return new Map(since.map(({ stage, openAtStart }) => [stage.id, openAtStart]));
}

/** The tables all have one row per open stage, in the same order. */
function rowOf<Row>(rows: readonly Row[], at: number): Row {
  const row = rows[at];
  if (row === undefined) throw new Error(`no row for open stage ${at}`);
  return row;
}
