import type { Member } from '../domain/access.ts';
import { wallClock } from '../domain/period.ts';
import { releasedAt } from '../domain/quiet-hours.ts';
import { Refusal } from '../domain/refusal.ts';
import {
  isPossible,
  nextRuns,
  type Rhythm,
  type Schedule,
  type ScheduleFilters,
  type ScheduleKind,
  type Slot,
  type Timing,
} from '../domain/schedule.ts';
import { atMinute, usualRhythm } from '../domain/usual-rhythm.ts';
import type { WorkCalendar } from '../domain/work-calendar.ts';
import { audit, type Deps } from './deps.ts';
import { type Audience, checkTarget, targetName, targetOf } from './schedule-target.ts';

/** Runs an answer tells. */
const RUNS_TOLD = 3;
/** The same again so soon is the same message sent twice. */
const SLIP_MS = 2 * 60_000;
/** What only some kinds can be narrowed by. */
const FILTERS_OF: Readonly<Partial<Record<keyof ScheduleFilters, readonly ScheduleKind[]>>> = {
  stages: ['stale', 'todo', 'bottom'],
  minIdle: ['stale'],
};

/** One time something is sent, and when that is if quiet hours hold it back. */
export interface Run extends Slot {
  readonly heldUntil: Pick<Slot, 'day' | 'minute'> | undefined;
}

/** A schedule with whom it speaks to and when it is due next. */
export interface ScheduleView {
  readonly schedule: Schedule;
  /** Name of the one group or person it speaks to; '' for the others, and for one who is gone. */
  readonly targetName: string;
  /** Names of the stages it is narrowed to. */
  readonly stageNames: readonly string[];
  readonly runs: readonly Run[];
  /** Number of another one that is on and just like it: then everything comes twice. */
  readonly twin: number | undefined;
}

/** When something is to be due: days and time, or only the time of the days it has or usually has. */
export type WantedTiming = Timing | { readonly rhythm: undefined; readonly minute: number };

/** What narrows it; null takes a filter away, what is absent stays. */
export type FilterChange = { readonly [Key in keyof ScheduleFilters]?: ScheduleFilters[Key] | null | undefined };

export async function listSchedules(deps: Deps): Promise<readonly ScheduleView[]> {
  const all = await deps.stores.schedules.all();
  return Promise.all(all.map((schedule) => viewOf(deps, schedule)));
}

export interface ScheduleDraft {
  readonly kind: ScheduleKind;
  readonly to: Audience | undefined;
  /** The group it is said in. */
  readonly here: number | undefined;
  readonly timing: WantedTiming;
  readonly filters: FilterChange;
  readonly quiet: Schedule['quiet'];
}

/** Sends something again and again from now on. */
export async function addSchedule(
  deps: Deps,
  { by, draft }: { readonly by: Member; readonly draft: ScheduleDraft },
): Promise<ScheduleView> {
  const { kind, timing, quiet } = draft;
  const target = await targetOf(deps, draft.to, draft);
  const { rhythm, days } = timing.rhythm === undefined ? usualRhythm(kind, timing.minute) : timing;
  const full = { kind, target, rhythm, days, filters: narrowed({}, draft.filters), quiet, isOn: true, since: deps.now };
  await check(deps, full);
  const added = await deps.stores.schedules.addedAfter(deps.now - SLIP_MS);
  const twin = added.find((other) => isSame(other, full));
  if (twin) throw new Refusal({ code: 'schedule_exists', id: twin.id });
  const schedule = await deps.stores.schedules.add(full, deps.now);
  await audit(deps, by, 'schedule.add', { subject: String(schedule.id) });
  return viewOf(deps, schedule);
}

export interface ScheduleChange {
  readonly timing?: WantedTiming | undefined;
  readonly to?: Audience | undefined;
  /** The group it is said in. */
  readonly here?: number | undefined;
  readonly filters?: FilterChange | undefined;
  readonly quiet?: Schedule['quiet'] | undefined;
  readonly isOn?: boolean | undefined;
}

/**
 * Changes a schedule, or pauses and resumes it. Other times count from now on, as does what is resumed: nothing is made
 * up for. Whom it is for and what narrows it hold from the next run, and no run is left out or repeated for that.
 */
export async function changeSchedule(
  deps: Deps,
  { by, id, change }: { readonly by: Member; readonly id: number; readonly change: ScheduleChange },
): Promise<ScheduleView> {
  const before = await scheduleOf(deps, id);
  const { timing, to, here, filters, quiet, isOn } = change;
  const target = to && (await targetOf(deps, to, { kind: before.kind, here }));
  const after: Schedule = {
    ...before,
    ...(timing && timed(before, timing)),
    ...(target && { target }),
    ...(filters && { filters: narrowed(before.filters, filters) }),
    ...(quiet !== undefined && { quiet }),
    ...(isOn !== undefined && { isOn }),
  };
  // What is wrong with it is no reason to go on sending it.
  if (isOn !== false) await check(deps, after);
  const isTimedAnew = JSON.stringify([before.rhythm, before.days]) !== JSON.stringify([after.rhythm, after.days]);
  const countsAnew = isTimedAnew || (after.isOn && !before.isOn);
  await deps.stores.schedules.change(id, { ...after, since: countsAnew ? deps.now : before.since });
  await audit(deps, by, 'schedule.change', { subject: String(id) });
  return viewOf(deps, await scheduleOf(deps, id));
}

function timed({ id, rhythm, days }: Schedule, timing: WantedTiming): Timing {
  if (timing.rhythm !== undefined) return timing;
  const moved: Rhythm | undefined = atMinute(rhythm, timing.minute);
  if (!moved) throw new Refusal({ code: 'schedule_is_cron', id });
  return { rhythm: moved, days };
}

function narrowed(before: ScheduleFilters, change: FilterChange): ScheduleFilters {
  const said = Object.entries(change).filter(([, value]) => value !== undefined);
  const all = Object.entries({ ...before, ...Object.fromEntries(said) });
  return Object.fromEntries(all.filter(([, value]) => value !== null));
}

export async function removeSchedule(
  deps: Deps,
  { by, id }: { readonly by: Member; readonly id: number },
): Promise<ScheduleView> {
  const schedule = await scheduleOf(deps, id);
  await deps.stores.schedules.remove(id, deps.now);
  await audit(deps, by, 'schedule.remove', { subject: String(id) });
  return { ...(await viewOf(deps, schedule)), runs: [] };
}

/** One schedule, as it stands. */
export async function showSchedule(deps: Deps, { id }: { readonly id: number }): Promise<ScheduleView> {
  return viewOf(deps, await scheduleOf(deps, id));
}

async function scheduleOf({ stores }: Deps, id: number): Promise<Schedule> {
  const schedule = await stores.schedules.byId(id);
  if (!schedule) throw new Refusal({ code: 'schedule_unknown', id });
  return schedule;
}

/** Refuses what cannot be kept or cannot be sent. */
async function check({ stores }: Deps, wanted: Omit<Schedule, 'id'>): Promise<void> {
  const { kind, rhythm, target, filters } = wanted;
  if (!isPossible(rhythm)) throw new Refusal({ code: 'schedule_too_often' });
  if (filters.team !== undefined && !(await stores.members.teams()).includes(filters.team)) {
    throw new Refusal({ code: 'team_unknown', team: filters.team });
  }
  for (const [filter, kinds] of Object.entries(FILTERS_OF)) {
    if (filter in filters && !kinds.includes(kind)) {
      throw new Refusal({ code: 'filter_not_for_kind', filter: filter as 'stages' | 'minIdle', kinds });
    }
  }
  await checkTarget({ stores }, target);
}

function isSame(a: Omit<Schedule, 'id'>, b: Omit<Schedule, 'id'>): boolean {
  const essence = ({ kind, target, rhythm, days, filters }: Omit<Schedule, 'id'>) =>
    JSON.stringify([kind, target, rhythm, days, Object.entries(filters).sort()]);
  return essence(a) === essence(b);
}

async function viewOf(deps: Deps, schedule: Schedule): Promise<ScheduleView> {
  const { settings } = deps.stores;
  const calendar = await settings.calendar();
  const pipeline = await settings.pipeline();
  const others = (await deps.stores.schedules.all()).filter(({ id, isOn }) => isOn && id !== schedule.id);
  const runs = schedule.isOn ? nextRuns(schedule, calendar, deps.timeZone, deps.now, RUNS_TOLD) : [];
  return {
    schedule,
    targetName: await targetName(deps, schedule.target),
    twin: schedule.isOn ? others.find((other) => isSame(other, schedule))?.id : undefined,
    stageNames: (schedule.filters.stages ?? []).map((id) => pipeline.stage(id).name),
    runs: runs.map((slot) => ({ ...slot, heldUntil: heldUntil(deps, schedule, calendar, slot.at) })),
  };
}

/** When quiet hours let a run go out; undefined when they do not hold it back. */
function heldUntil({ timeZone }: Deps, schedule: Schedule, calendar: WorkCalendar, at: number): Run['heldUntil'] {
  const released = releasedAt(schedule, calendar, timeZone, at);
  if (released === at) return undefined;
  const { day, hour, minute } = wallClock(released, timeZone);
  return { day, minute: hour * 60 + minute };
}
