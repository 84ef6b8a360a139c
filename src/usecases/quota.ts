import { type QuotaRow, weeklyQuota } from '../analytics/quota.ts';
import { qualifiedStage } from '../analytics/win-rate.ts';
import type { MemberId, StageId } from '../domain/ids.ts';
import { addDays, type Days } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import { mondayOf, workdaysInWeek } from '../domain/workdays.ts';
import type { Deps } from './deps.ts';
import type { About } from './numbers-scope.ts';
import { type NumbersRequest, presentOf, sellersOf } from './present.ts';
import { spanOf, staleContext } from './reports.ts';

/** Credits a rep is meant to earn in a week of five working days (metrics §9.6), until teams can set their own. */
export const QUOTA_BASE = 10;

/** How many leads each moved on in a week, against what is asked. */
export interface QuotaView {
  readonly about: About;
  readonly week: Days;
  /** True while the week runs. */
  readonly isRunning: boolean;
  readonly workdays: number;
  readonly base: number;
  /** Reaching a stage after this one counts. */
  readonly from: string;
  readonly rows: readonly QuotaRow[];
  readonly memberName: (id: MemberId) => string;
  readonly stageName: (id: StageId) => string;
}

/** One week's credits, last week's unless a period inside another week is named. */
export async function viewQuota(
  deps: Deps,
  request: NumbersRequest & { readonly period?: Days | undefined },
): Promise<QuotaView> {
  const present = await presentOf(deps, request);
  const { scope, today, about } = present;
  const asked = request.period ?? { from: addDays(mondayOf(today), -7), to: addDays(mondayOf(today), -1) };
  const monday = mondayOf(asked.from);
  if (mondayOf(asked.to) !== monday) throw new Refusal({ code: 'one_week_only' });
  if (monday > today) throw new Refusal({ code: 'period_in_future', from: asked.from });
  const week = { from: monday, to: addDays(monday, 6) };
  const span = spanOf(deps, week);
  const facts = await deps.stores.facts.asOf(span.to, scope);
  const { pipeline, calendar } = await staleContext(deps, span.to);
  const from = qualifiedStage(pipeline);
  const rows = weeklyQuota({
    credits: await facts.credits(span, from.id),
    // Whoever is nearest to the next step now, also when the week asked for is over.
    leads: await present.facts.openLeads(),
    owners: sellersOf(present).map(({ id }) => id),
    from,
    base: QUOTA_BASE,
    week: monday,
    pipeline,
    calendar,
  });
  return {
    about,
    week,
    isRunning: week.to >= today,
    workdays: workdaysInWeek(calendar, monday),
    base: QUOTA_BASE,
    from: from.name,
    rows,
    memberName: present.memberName,
    stageName: (id) => pipeline.stage(id).name,
  };
}
