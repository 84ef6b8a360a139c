import { type Punctuality, punctualityOf } from './catch-up.ts';
import { wallClock } from './period.ts';
import { namesMinuteIn, type Rhythm, type Schedule, type Slot, slotsDue } from './schedule.ts';
import type { WorkCalendar } from './work-calendar.ts';

/** A slot whose time has come, and what becomes of it. */
export interface DueRun {
  readonly schedule: Schedule;
  readonly slot: Slot;
  readonly punctuality: Punctuality;
}

/**
 * What came due after the last look, up to now, in the order in which it was due: the one decision of the scheduler. Who
 * looks again from an earlier moment finds the same runs again, so each must be claimed before anything is said.
 */
export function dueRuns(
  schedules: readonly Schedule[],
  checkedUntil: number,
  at: { readonly now: number; readonly timeZone: string; readonly calendar: WorkCalendar },
): readonly DueRun[] {
  const { now, timeZone, calendar } = at;
  const mayBeDue = sieveFor(checkedUntil, now, timeZone);
  const due = schedules
    .filter(({ isOn, rhythm }) => isOn && mayBeDue(rhythm))
    .flatMap((schedule): DueRun[] => {
      const slots = slotsDue(schedule, calendar, timeZone, Math.max(checkedUntil, schedule.since), now);
      const known = punctualityOf(schedule.kind, slots, at);
      return slots.map((slot, index) => ({ schedule, slot, punctuality: known[index] ?? 'on_time' }));
    });
  return due.sort((a, b) => a.slot.at - b.slot.at || a.schedule.id - b.schedule.id);
}

/**
 * Most looks go over one minute in which nothing is due, and asking a schedule costs more than asking the minute: within
 * one day whose clock is not changed, what does not name a minute of the stretch is not due in it.
 */
function sieveFor(from: number, to: number, timeZone: string): (rhythm: Rhythm) => boolean {
  const [first, last] = [wallClock(from, timeZone), wallClock(to, timeZone)];
  if (first.day !== last.day || !isPlainDay(to, timeZone)) return () => true;
  const minuteOf = ({ hour, minute }: typeof first, at: number) => hour * 60 + minute + (at % MINUTE_MS) / MINUTE_MS;
  return (rhythm) => namesMinuteIn(rhythm, minuteOf(first, from), minuteOf(last, to));
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** True when the clocks are not changed within a day before or after. */
function isPlainDay(at: number, timeZone: string): boolean {
  const [before, after] = [at - DAY_MS, at + DAY_MS].map((one) => wallClock(one, timeZone));
  return before?.hour === after?.hour && before?.minute === after?.minute;
}
