import { dayOf, instantOf, LAST_WORKDAYS_OF_WEEKS, WORKDAYS } from './calendar-2026.ts';
import { type Downtime, foundAt, outcomeOf } from './downtime.ts';
import type { Received } from './running-year.ts';
import { EXPECTED_RUNS, type ExpectedRun } from './year-schedules.ts';

const EVERYBODY = ['zhangwei', 'lina', 'wangfang', 'zhaomin'];
const REPS = ['zhangwei', 'lina'];
const GROUPS = ['华东销售群', '全国销售群'];
/** From here on the bot's reminder about 2027 has something to say: 45 days ahead of it. */
const ABOUT_2027 = '2026-11-17';
/** The Monday of the week of the Spring Festival, which is off as a whole. */
const WEEK_OFF = '2026-02-16';

/** The bot's own reminder about missing holidays runs in every week that is worked. */
const CALENDAR_RUNS: readonly ExpectedRun[] = LAST_WORKDAYS_OF_WEEKS.map((day) => ({
  schedule: {
    ...(EXPECTED_RUNS[0] as ExpectedRun).schedule,
    id: 0,
    kind: 'calendar',
    target: { kind: 'role', role: 'admin' },
  },
  day,
  slot: `${day}T09:35`,
  at: instantOf(day, 9 * 60 + 35),
}));

export const ALL_RUNS: readonly ExpectedRun[] = [...EXPECTED_RUNS, ...CALENDAR_RUNS].sort((a, b) => a.at - b.at);

/** Minute as people in China read it. */
const stamp = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);

/** What a message is, by how it begins; with `late` when it says so itself. */
export function kindOf({ what }: Received): string {
  if (what === 'image') return what;
  const [, late, text = ''] = /^(补发（原定 .+?）\n)?([\s\S]*)$/.exec(what) ?? [];
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/^(你有 \d+ 条线索停住了|你的团队有|停住的线索)/, 'stale'],
    [/^今天要做 \d+ 件/, 'todo'],
    [/^\d{4} 年节假日还没有/, 'calendar'],
    [/周报/, 'weekly'],
    [/月报/, 'monthly'],
    [/^复盘/, 'review'],
    [/^数据质量/, 'quality'],
  ];
  const first = text.split('\n')[0] ?? '';
  const kind = kinds.find(([pattern]) => pattern.test(first))?.[1] ?? 'quota';
  return late === undefined ? kind : `${kind} late`;
}

/** A message as a line to compare. */
export const lineOf = (one: Received) => `${stamp(one.at)} ${one.to} ${kindOf(one)}`;

/** To whom a run says something, when people plan and forget as they do in this year. */
function receiversOf({ schedule: { kind, target }, day }: ExpectedRun): readonly string[] {
  // A week without a workday asks for no advances.
  if (kind === 'quota' && day === WEEK_OFF) return [];
  if (kind === 'calendar') return day >= ABOUT_2027 ? ['zhaomin'] : [];
  if (target.kind === 'group') return [GROUPS[target.group - 1] ?? ''];
  if (target.kind === 'groups') return GROUPS;
  if (target.kind === 'role') return target.role === 'manager' ? ['wangfang'] : ['zhaomin'];
  if (target.kind === 'member') return [target.member];
  // Managers and admins have no leads of their own to be reminded of, but a team's.
  return kind === 'stale' ? EVERYBODY : REPS;
}

/** When a message that is decided at `found` goes out. */
function sendableAt({ schedule }: ExpectedRun, found: number, isLate: boolean): number {
  const today = dayOf(found);
  if (isLate && schedule.days === 'workdays' && !WORKDAYS.includes(today)) {
    return instantOf(WORKDAYS.find((day) => day > today) ?? '', 9 * 60);
  }
  const quietUntil = instantOf(today, 8 * 60);
  return schedule.quiet !== null && found < quietUntil ? quietUntil : found;
}

/**
 * What the year must bring, given when the program was down and in which minutes the clock is told (those it is back in
 * among them).
 */
export function expectedOf(downtimes: readonly Downtime[], told: readonly number[]) {
  const nextTold = (at: number) => {
    const up = foundAt(at, downtimes);
    return told.find((minute) => minute >= up && foundAt(minute, downtimes) === minute) ?? Number.POSITIVE_INFINITY;
  };
  const until = told.at(-1) ?? 0;
  const messages: string[] = [];
  const expired: string[] = [];
  /** Nudges that may come, and to reps and groups must, by receiver; the same line twice is one message. */
  const nudges = new Map<string, { readonly line: string; readonly day: string }[]>();
  for (const run of ALL_RUNS) {
    const found = foundAt(run.at, downtimes);
    if (found > until) continue;
    const outcome = outcomeOf(run, found, ALL_RUNS);
    const { schedule, slot } = run;
    if (outcome === 'newer_one' || outcome === 'too_old') {
      expired.push(`${schedule.id} ${slot} ${outcome}`);
      continue;
    }
    const at = nextTold(sendableAt(run, found, outcome === 'late'));
    if (at > until) continue;
    for (const to of receiversOf(run)) {
      const line = `${stamp(at)} ${to} ${schedule.kind}${outcome === 'late' ? ' late' : ''}`;
      if (schedule.kind === 'stale') nudges.set(to, [...(nudges.get(to) ?? []), { line, day: dayOf(at) }]);
      else messages.push(line);
      if (schedule.kind === 'weekly' || schedule.kind === 'monthly') messages.push(`${stamp(at)} ${to} image`);
    }
  }
  return { messages: messages.sort(), expired: expired.sort(), nudges };
}
