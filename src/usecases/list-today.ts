import { type StaleCause, type StaleContext, type Staleness, stalenessOf } from '../analytics/stale.ts';
import type { Member } from '../domain/access.ts';
import type { Lead } from '../domain/lead.ts';
import { type LocalDay, localDay } from '../domain/period.ts';
import type { Stage } from '../domain/stage.ts';
import type { Deps } from './deps.ts';
import { staleContext } from './reports.ts';

/** Leads looked through at most; nobody works on more than this at once. */
const MOST_LEADS = 5000;

/** Why a lead wants something today, the most pressing first. */
export type TodayCause = 'promise_missed' | 'due_today' | 'recall' | Exclude<StaleCause, 'promise_missed'>;

export interface TodayItem {
  readonly lead: Lead;
  readonly stage: Stage;
  readonly cause: TodayCause;
  /** Workdays untouched and in the stage. */
  readonly idleDays: number;
  readonly stayDays: number;
}

const RANK: readonly TodayCause[] = ['promise_missed', 'due_today', 'recall', 'idle', 'overstayed'];

/**
 * What somebody has to do today among their own leads, and why: promises whose day went by, steps planned for today,
 * lost leads that wanted another look, then what stands still, the most valuable delay first. A snoozed lead is left
 * alone, unless something was promised for this very day.
 */
export async function listToday(
  deps: Deps,
  { by, limit }: { readonly by: Member; readonly limit: number },
): Promise<{ readonly total: number; readonly items: readonly TodayItem[] }> {
  const { leads } = deps.stores;
  const context = await staleContext(deps, deps.now);
  const today = localDay(deps.now, deps.timeZone);
  const open = await leads.openOf(by.id, undefined, MOST_LEADS);
  const recalls = await leads.recallsOf(by.id, today, MOST_LEADS);
  const items = [
    ...open.flatMap((lead) => openItem(lead, context, today)),
    ...recalls.filter((lead) => isDue(lead, deps.timeZone)).map((lead) => itemOf(lead, 'recall', context)),
  ].sort(byPressure);
  return { total: items.length, items: items.slice(0, limit).map(({ item }) => item) };
}

interface Weighed {
  readonly item: TodayItem;
  readonly weight: number;
}

function openItem(lead: Lead, context: StaleContext, today: LocalDay): Weighed[] {
  const staleness = stalenessOf(lead, context);
  const [first] = staleness.causes;
  const cause = lead.nextOn === today ? 'due_today' : first;
  return cause === undefined ? [] : [itemOf(lead, cause, context, staleness)];
}

function itemOf(
  lead: Lead,
  cause: TodayCause,
  context: StaleContext,
  { idleDays, stayDays, overdueDays }: Staleness = stalenessOf(lead, context),
): Weighed {
  const stage = context.pipeline.stage(lead.stage);
  return { item: { lead, stage, cause, idleDays, stayDays }, weight: (lead.amountFen ?? 0) * (overdueDays + 1) };
}

/** True until it was looked at again: a follow-up on the day or later is that look. */
function isDue({ recallOn, touchedAt }: Lead, timeZone: string): boolean {
  return recallOn !== null && (touchedAt === null || localDay(touchedAt, timeZone) < recallOn);
}

function byPressure(a: Weighed, b: Weighed): number {
  const rank = ({ item }: Weighed) => RANK.indexOf(item.cause);
  return (
    rank(a) - rank(b) || b.weight - a.weight || b.item.idleDays - a.item.idleDays || a.item.lead.id - b.item.lead.id
  );
}
