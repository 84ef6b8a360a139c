import { type LocalDay, localDay } from './period.ts';
import type { ScheduleKind, Slot } from './schedule.ts';
import type { WorkCalendar } from './work-calendar.ts';

/** A run later than this has been missed; up to it, a busy or restarting program was just slow. */
const SLOW_MS = 10 * 60_000;
/** Workdays after which a missed message of a kind is not worth sending any more; 0: the same day only. */
const WORTH_WORKDAYS: Readonly<Record<ScheduleKind, number>> = {
  stale: 0,
  todo: 0,
  bottom: 0,
  quota: 0,
  weekly: 2,
  review: 2,
  monthly: 2,
  quality: 2,
  calendar: 2,
};

/** What becomes of a slot that is found due: sent as planned, sent late and marked so, or left. */
export type Punctuality = 'on_time' | 'late' | { readonly expired: 'too_old' | 'newer_one' };

/**
 * What becomes of the slots of one schedule that are due at `now`, in order. After downtime only the last one is made up
 * for, and only while it is worth it: a nudge on the same day, a digest within two workdays.
 */
export function punctualityOf(
  kind: ScheduleKind,
  slots: readonly Slot[],
  { now, timeZone, calendar }: { readonly now: number; readonly timeZone: string; readonly calendar: WorkCalendar },
): readonly Punctuality[] {
  const today = localDay(now, timeZone);
  return slots.map((slot, at) => {
    if (now - slot.at <= SLOW_MS) return 'on_time';
    if (at < slots.length - 1) return { expired: 'newer_one' };
    return isWorth(kind, slot.day, today, calendar) ? 'late' : { expired: 'too_old' };
  });
}

function isWorth(kind: ScheduleKind, day: LocalDay, today: LocalDay, calendar: WorkCalendar): boolean {
  const limit = WORTH_WORKDAYS[kind];
  return limit === 0 ? day === today : calendar.workdaysBetween(day, today) <= limit;
}
