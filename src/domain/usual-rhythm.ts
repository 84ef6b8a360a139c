import type { Rhythm, ScheduleKind, Timing } from './schedule.ts';

/** When something of a kind is due if nobody says on which days: the times a new installation begins with. */
export function usualRhythm(kind: ScheduleKind, minute: number): Timing {
  return { rhythm: { kind: USUAL[kind], minute }, days: 'workdays' };
}

const USUAL = {
  stale: 'daily',
  todo: 'daily',
  bottom: 'daily',
  weekly: 'last_workday_of_week',
  quota: 'last_workday_of_week',
  quality: 'last_workday_of_week',
  calendar: 'last_workday_of_week',
  review: 'first_workday_of_month',
  monthly: 'last_workday_of_month',
} as const satisfies Record<ScheduleKind, Rhythm['kind']>;

/** The same days at another minute of the day; undefined for a cron line, which says both in one. */
export function atMinute(rhythm: Rhythm, minute: number): Rhythm | undefined {
  return rhythm.kind === 'cron' ? undefined : { ...rhythm, minute };
}
