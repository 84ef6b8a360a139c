import type { Finding, NextStep } from '../analytics/diagnosis/finding.ts';
import type { HopRun } from '../analytics/diagnosis/verdict.ts';
import type { Forecast } from '../analytics/forecast.ts';
import type { Staleness } from '../analytics/stale.ts';
import type { Member } from '../domain/access.ts';
import { type LeadId, type MemberId, memberId } from '../domain/ids.ts';
import { monthOf } from '../domain/month.ts';
import { addDays, type Days, localDay } from '../domain/period.ts';
import type { Deps } from './deps.ts';
import { expectedOf, type PastForecast, pastForecasts } from './forecasts.ts';
import { type Judgement, judge } from './judgement.ts';
import { type About, reachOf } from './numbers-scope.ts';
import { outlookOf } from './outlook.ts';
import type { ForecastRecord } from './ports.ts';
import { type ReportView, staleContext, viewReport } from './reports.ts';

/** Reports to groups and other places nobody in particular reads at ask with the bot's own rights. */
export const BOT: Member = { id: memberId('system'), userid: null, name: '', role: 'admin', team: null };

export interface DigestRequest {
  readonly by: Member;
  readonly about?: About | undefined;
  /** What moved is told of these days; when absent since the last digest, or of the running week for the first. */
  readonly period?: Days | undefined;
  /** What this digest kept the last time. */
  readonly last: Kept | undefined;
}

/** A step somebody was asked to take. */
export interface AskedStep {
  readonly owner: MemberId;
  readonly lead: LeadId;
  readonly name: string;
}

/** What a digest keeps for the next one. */
export interface Kept {
  readonly at: number;
  readonly steps: readonly AskedStep[];
  readonly runs: readonly HopRun[];
}

export interface OwnerTask {
  readonly owner: MemberId;
  readonly step: NextStep;
  readonly leads: readonly Pick<AskedStep, 'lead' | 'name'>[];
}

export interface Digest {
  readonly view: ReportView;
  readonly judgement: Judgement;
  readonly forecast: Forecast;
  /** What is kept of it, to be held against what comes of this month. */
  readonly expected: ForecastRecord;
  /** Past months, the latest first. */
  readonly past: readonly PastForecast[];
  /** The finding to lead with. */
  readonly leading: Finding | undefined;
  /** What each owner is asked to do next: what the finding calls for, otherwise their most urgent leads. */
  readonly steps: readonly OwnerTask[];
  /** What was asked for the last time, and whether anything has happened since. */
  readonly asked: readonly (AskedStep & { readonly isDone: boolean })[];
  readonly keep: Kept;
}

/** Everything a digest tells, as of now. */
export async function digest(deps: Deps, { by, about, period, last }: DigestRequest): Promise<Digest> {
  const { stores, now, timeZone } = deps;
  // So that nothing falls between two digests (metrics §6.1); the instant of the last one was told by it.
  const since = period === undefined && last ? last.at + 1 : undefined;
  const view = await viewReport(deps, { by, about, period, since });
  const { scope } = await reachOf(deps, by, about);
  const asOf = now + 1;
  const facts = await stores.facts.asOf(asOf, scope);
  const context = await staleContext(deps, asOf);
  const judgement = await judge(deps, { facts, context, scope, previous: last?.runs ?? [] });
  const outlook = await outlookOf(facts, context);
  const thisMonth = monthOf(localDay(now, timeZone));
  const leading = judgement.diagnosis.findings[0];
  const steps = leading ? stepsOf(leading) : stepsFor(view.report.stale);
  return {
    view,
    judgement,
    forecast: outlook.forecast,
    expected: expectedOf(view.about, outlook, thisMonth, now),
    past: await pastForecasts(deps, { about: view.about, facts }, thisMonth),
    leading,
    asked: await Promise.all(
      (last?.steps ?? []).map(async (step) => ({ ...step, isDone: await isDone(deps, step, last) })),
    ),
    steps,
    keep: {
      at: now,
      steps: steps.flatMap(({ owner, leads }) => leads.map(({ lead, name }) => ({ owner, lead, name }))),
      runs: judgement.diagnosis.runs,
    },
  };
}

function stepsOf({ named, steps }: Finding): readonly OwnerTask[] {
  return steps.map(({ owner, step, leads }) => ({
    owner,
    step,
    leads: named.filter(({ lead }) => leads.includes(lead)),
  }));
}

/** Owners and leads of each that are named when no finding says what to do. */
const MOST_OWNERS = 5;
const MOST_EACH = 2;

function stepsFor(stale: readonly Staleness[]): readonly OwnerTask[] {
  const owners = [...new Set(stale.map(({ lead }) => lead.owner))].slice(0, MOST_OWNERS);
  return owners.map((owner) => ({
    owner,
    step: 'follow_up',
    leads: stale
      .filter(({ lead }) => lead.owner === owner)
      .slice(0, MOST_EACH)
      .map(({ lead: { id, name } }) => ({ lead: id, name })),
  }));
}

/** Done is whatever a person did with the lead since: followed up, moved, closed or planned. */
export async function isDone(
  { stores, timeZone, now }: Deps,
  { lead: id }: Pick<AskedStep, 'lead'>,
  last: Pick<Kept, 'at'> | undefined,
): Promise<boolean> {
  const lead = await stores.leads.byId(id);
  const since = last?.at ?? 0;
  if (lead?.state !== 'open') return true;
  const isPlanned = lead.nextOn !== null && lead.nextOn >= localDay(now, timeZone) && lead.lastEventAt > since;
  return isPlanned || (lead.touchedAt ?? 0) > since || lead.enteredAt > since;
}

/** The days of the month a run speaks of: early in a month the one before. */
export function monthSpoken(day: Days['from']): Days {
  const meant = Number(day.slice(8)) <= 10 ? addDays(`${day.slice(0, 7)}-01` as Days['from'], -1) : day;
  return { from: `${meant.slice(0, 7)}-01` as Days['from'], to: meant };
}
