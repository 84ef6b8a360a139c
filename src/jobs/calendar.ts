import { addDays } from '../domain/period.ts';
import type { Schedule } from '../domain/schedule.ts';
import { texts } from '../texts/index.ts';
import { defineJob } from './define-job.ts';

/** The bot's own schedule: once in every week somebody works. */
export const CALENDAR_SCHEDULE: Schedule = {
  id: 0,
  kind: 'calendar',
  target: { kind: 'role', role: 'admin' },
  rhythm: { kind: 'last_workday_of_week', minute: 9 * 60 + 35 },
  days: 'workdays',
  filters: {},
  quiet: null,
  isOn: true,
  since: 0,
};

/** The next year's holidays are announced in November: from then on their absence matters. */
const AHEAD_DAYS = 45;

/** Reminds admins once a week that the holidays of a year that has begun, or soon will, are missing. */
export const calendarJob = defineJob({
  kind: 'calendar',
  words: 'when_due',
  run: async ({ day, deps }) => {
    const calendar = await deps.stores.settings.calendar();
    const years = [day, addDays(day, AHEAD_DAYS)].map((one) => Number(one.slice(0, 4)));
    const missing = years.find((year) => !calendar.isPublished(year));
    return () => (missing === undefined ? undefined : { text: texts.digests.calendarReminder(missing), names: [] });
  },
});
