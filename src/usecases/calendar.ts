import type { Member } from '../domain/access.ts';
import type { AuditAction } from '../domain/audit-action.ts';
import { addDays, daysBetween, type LocalDay, localDay } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import type { CalendarOverride, SpecialDay, TeamCalendar } from '../domain/work-calendar.ts';
import { workdaysInMonth } from '../domain/workdays.ts';
import { audit, checkText, type Deps } from './deps.ts';

/** Longest stretch of days to decide on at once. */
const MAX_DAYS = 31;

/** What is ahead: special days of this and the next year, and which of the two are not published. */
export interface CalendarView {
  readonly comingDays: readonly SpecialDay[];
  readonly unpublishedYears: readonly number[];
}

export async function showCalendar(deps: Deps): Promise<CalendarView> {
  const today = localDay(deps.now, deps.timeZone);
  const year = Number(today.slice(0, 4));
  const calendar = await deps.stores.settings.calendar();
  return {
    comingDays: calendar.specialDays.filter(({ day }) => day >= today && day < `${year + 2}`),
    unpublishedYears: [year, year + 1].filter((one) => !calendar.isPublished(one)),
  };
}

/** Days from `from` to `to`, both included. */
export interface DayRange {
  readonly from: LocalDay;
  readonly to: LocalDay;
}

export interface CalendarChange extends DayRange {
  readonly days: number;
  /** How many of them are worked now that were not, or the other way round. */
  readonly changed: number;
  /** Working days of each month they are in, `YYYY-MM`, after the change. */
  readonly months: readonly { readonly month: string; readonly workdays: number }[];
  /** The year that is published by this change. */
  readonly publishedYear: number | null;
}

/** Decides that days are off or worked, whatever was published. */
export async function setCalendarDays(
  deps: Deps,
  input: DayRange & {
    readonly by: Member;
    readonly kind: CalendarOverride['kind'];
    readonly note?: string | undefined;
  },
): Promise<CalendarChange> {
  const { by, kind, note = '' } = input;
  checkText('name', note);
  const days = daysOf(input).map((day) => ({ day, kind, note }));
  return change(deps, input, by, 'calendar.set', (settings) => settings.setCalendarDays(days, by.id, deps.now));
}

/** Takes decisions on days back, so that what was published counts again. */
export async function clearCalendarDays(
  deps: Deps,
  input: DayRange & { readonly by: Member },
): Promise<CalendarChange> {
  const days = daysOf(input);
  const decided = new Set((await deps.stores.settings.calendar()).specialDays.filter(isTeams).map(({ day }) => day));
  if (!days.some((day) => decided.has(day))) throw new Refusal({ code: 'calendar_not_set', on: input.from });
  return change(deps, input, input.by, 'calendar.clear', (settings) => settings.clearCalendarDays(days));
}

async function change(
  deps: Deps,
  { from, to }: DayRange,
  by: Member,
  action: AuditAction,
  write: (settings: Deps['stores']['settings']) => Promise<void>,
): Promise<CalendarChange> {
  const { settings } = deps.stores;
  const before = await settings.calendar();
  await write(settings);
  const after = await settings.calendar();
  await audit(deps, by, action, { subject: from === to ? from : `${from}~${to}` });
  const days = daysOf({ from, to });
  const year = Number(to.slice(0, 4));
  return {
    from,
    to,
    days: days.length,
    changed: days.filter((day) => before.isWorkday(day) !== after.isWorkday(day)).length,
    months: [...new Set(days.map((day) => day.slice(0, 7)))].map((month) => monthOf(after, month)),
    publishedYear: !before.isPublished(year) && after.isPublished(year) ? year : null,
  };
}

function monthOf(calendar: TeamCalendar, month: string) {
  return { month, workdays: workdaysInMonth(calendar, `${month}-01` as LocalDay) };
}

function daysOf({ from, to }: DayRange): readonly LocalDay[] {
  const days = daysBetween(from, to) + 1;
  if (days < 1) throw new Refusal({ code: 'days_reversed', from, to });
  if (days > MAX_DAYS) throw new Refusal({ code: 'days_too_many', days, max: MAX_DAYS });
  return Array.from({ length: days }, (_, step) => addDays(from, step));
}

function isTeams({ origin }: SpecialDay): boolean {
  return origin === 'team';
}
