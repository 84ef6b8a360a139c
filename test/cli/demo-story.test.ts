import { describe, expect, it } from 'vitest';
import { readDemoStory } from '../../src/cli/demo-story.ts';
import { createWorkCalendar } from '../../src/domain/work-calendar.ts';
import { projectRoot } from '../../src/project-root.ts';
import { publishedCalendar } from '../../src/published-calendar.ts';

const calendar = createWorkCalendar({ ...publishedCalendar(), overrides: [] });
const storyFrom = readDemoStory(`${projectRoot()}/data/seed/story.json`, calendar, 'Asia/Shanghai');
const daysFrom = (iso: string) =>
  storyFrom(Date.parse(iso)).flatMap((step) =>
    'at' in step ? [new Date(step.at + 8 * 3_600_000).toISOString().slice(0, 16)] : [],
  );

describe('the demo’s story', () => {
  it('is told in the week after, in the order of its days', () => {
    expect(daysFrom('2026-06-06T10:00:00+08:00')).toEqual([
      '2026-06-08T09:05',
      '2026-06-10T14:00',
      '2026-06-11T16:00',
      '2026-06-12T17:35',
    ]);
  });

  it('never begins in the past, also when it is asked for on a Monday morning', () => {
    expect(daysFrom('2026-06-08T08:00:00+08:00')[0]).toBe('2026-06-22T09:05');
  });

  it.each([
    ['before the Dragon Boat week, which ends on a Thursday', '2026-06-10T10:00:00+08:00', '2026-06-22T09:05'],
    ['before the National Day weeks and their make-up Saturday', '2026-09-15T10:00:00+08:00', '2026-10-12T09:05'],
    ['before the Spring Festival and its make-up Saturdays', '2026-02-05T10:00:00+08:00', '2026-03-02T09:05'],
  ])('waits for a plain week: %s', (_, now, first) => {
    expect(daysFrom(now)[0]).toBe(first);
  });
});
