import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { addDays, type LocalDay, localDay, minuteOfDay } from '../domain/period.ts';
import type { WorkCalendar } from '../domain/work-calendar.ts';
import { mondayOf } from '../domain/workdays.ts';

const storyStep = z.strictObject({
  tell: z.string().min(1),
  viewer: z.string().min(1),
  place: z.string().min(1),
  clock: z
    .strictObject({ weekday: z.int().min(1).max(5), time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) })
    .exactOptional(),
  say: z.string().min(1).exactOptional(),
  press: z.string().min(1).exactOptional(),
  awaits: z
    .strictObject({ text: z.string().min(1).exactOptional(), kind: z.enum(['text', 'card', 'image']).exactOptional() })
    .exactOptional(),
});

/**
 * The demo's story as `data/seed/story.json` has it, told in the next week that is worked from Monday to Friday and on
 * no other day: in any other its reminders and its weekly digest would not come when it says.
 */
export function readDemoStory(file: string, calendar: WorkCalendar, timeZone: string) {
  const steps = z
    .array(storyStep)
    .min(1)
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  return (now: number) => {
    const monday = plainWeekAfter(localDay(now, timeZone), calendar);
    return steps.map(({ clock, ...step }) => {
      if (!clock) return step;
      const [hour = 0, minute = 0] = clock.time.split(':').map(Number);
      return { ...step, at: minuteOfDay(addDays(monday, clock.weekday - 1), hour * 60 + minute, timeZone) };
    });
  };
}

function plainWeekAfter(today: LocalDay, calendar: WorkCalendar): LocalDay {
  let monday = addDays(mondayOf(today), 7);
  while (!isPlainWeek(monday, calendar)) monday = addDays(monday, 7);
  return monday;
}

function isPlainWeek(monday: LocalDay, calendar: WorkCalendar): boolean {
  return [0, 1, 2, 3, 4, 5, 6].every((days) => calendar.isWorkday(addDays(monday, days)) === days < 5);
}
