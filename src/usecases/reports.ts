import { c1, conversion, type Decided } from '../analytics/conversion.ts';
import type { Span } from '../analytics/facts.ts';
import { changeOf } from '../analytics/rates.ts';
import { type Report, report } from '../analytics/report.ts';
import type { StaleContext } from '../analytics/stale.ts';
import { type WinRate, winRate } from '../analytics/win-rate.ts';
import type { Member } from '../domain/access.ts';
import type { MemberId } from '../domain/ids.ts';
import { addDays, type Days, dayStart, localDay, weekday } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Reason } from '../domain/stage.ts';
import { type Deps, pipelineOf } from './deps.ts';
import { type About, reachOf } from './numbers-scope.ts';

export interface ReportRequest {
  readonly by: Member;
  /** Whose numbers; the most `by` may see when absent. */
  readonly about?: About | undefined;
  readonly source?: string | undefined;
  /** The running week for what moved and the last 91 days for rates when absent. */
  readonly period?: Days | undefined;
  /** Counts what moved from this instant until now, whatever the days; UTC ms. */
  readonly since?: number | undefined;
}

/** A report with what a reader needs beside it. */
export interface ReportView {
  readonly about: About;
  readonly source: string | undefined;
  readonly report: Report;
  /** The days the report covers; its last one may be running. */
  readonly days: Days;
  /** C1 of the window rates are taken from, and of the equally long one before it. */
  readonly rates: {
    readonly days: Days;
    readonly hops: readonly Decided[];
    readonly before: readonly Decided[];
    /** Of the leads closed in this window. */
    readonly winRate: WinRate;
    /** Which way each went, as far as that is more than chance. */
    readonly changes: readonly ReturnType<typeof changeOf>[];
  };
  readonly memberName: (id: MemberId) => string;
  readonly reasonName: (kind: 'lost' | 'invalid', code: string | null) => string | undefined;
}

/** Trailing days rates are taken from unless a period is named (metrics §6.1). */
const RATE_DAYS = 91;

/** One window's numbers, for whoever may see them, as of the window's end or now. */
export async function viewReport(deps: Deps, request: ReportRequest): Promise<ReportView> {
  const { about, scope } = await reachOf(deps, request.by, request.about, request.source);
  const today = localDay(deps.now, deps.timeZone);
  const { since } = request;
  const week = { from: addDays(today, 1 - weekday(today)), to: today };
  const days = request.period ?? (since === undefined ? week : { from: localDay(since, deps.timeZone), to: today });
  if (days.from > today) throw new Refusal({ code: 'period_in_future', from: days.from });
  const span = { ...spanOf(deps, days), ...(since !== undefined && { from: since }) };
  const facts = await deps.stores.facts.asOf(span.to, scope);
  const context = await staleContext(deps, span.to);
  const rateDays = request.period ?? { from: addDays(today, 1 - RATE_DAYS), to: today };
  const length = 1 + (Date.parse(rateDays.to) - Date.parse(rateDays.from)) / DAY_MS;
  const before = { from: addDays(rateDays.from, -length), to: addDays(rateDays.from, -1) };
  const until = (window: Days): Days => ({ ...window, to: window.to < today ? window.to : today });
  const hopsOf = async (window: Days) => conversion(await facts.decisions(spanOf(deps, window)), {}, context.pipeline);
  const [hops, hopsBefore] = [await hopsOf(rateDays), await hopsOf(before)];
  const changes = hops.map((hop, at) => changeOf(c1(hopsBefore[at] ?? hop), c1(hop)));
  const [members, reasons] = [await deps.stores.members.all(), await deps.stores.settings.reasons()];
  const names = new Map(members.map(({ id, name }) => [id, name]));
  return {
    about,
    source: request.source,
    report: await report(facts, span, scope, context),
    days: until(days),
    rates: {
      days: until(rateDays),
      hops,
      before: hopsBefore,
      changes,
      winRate: winRate(await facts.decisions(spanOf(deps, rateDays)), context.pipeline),
    },
    memberName: (id) => names.get(id) ?? id,
    reasonName: (kind, code) => nameOf(reasons, kind, code),
  };
}

const DAY_MS = 86_400_000;

/** The days as instants, cut off at now: nothing is known of what comes. */
export function spanOf({ now, timeZone }: Deps, { from, to }: Days): Span {
  return {
    from: Math.min(dayStart(from, timeZone), now),
    // Now itself has happened.
    to: Math.min(dayStart(addDays(to, 1), timeZone), now + 1),
  };
}

export async function staleContext(deps: Deps, asOf: number): Promise<StaleContext> {
  const calendar = await deps.stores.settings.calendar();
  return { asOf, pipeline: await pipelineOf(deps), calendar, timeZone: deps.timeZone };
}

function nameOf(reasons: readonly Reason[], kind: Reason['kind'], code: string | null): string | undefined {
  return reasons.find((reason) => reason.kind === kind && reason.code === code)?.name;
}
