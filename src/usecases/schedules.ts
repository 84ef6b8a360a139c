import type { Member } from '../domain/access.ts';
import { type LocalDay, localDay } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import { isPossible, nextRuns, type Schedule, type ScheduleTarget, type Slot } from '../domain/schedule.ts';
import { audit, type Deps } from './deps.ts';
import type { Delivery } from './outbox-ports.ts';
import type { Absence } from './schedule-ports.ts';

/** Channels that only ever answer: nothing can be sent there unasked. */
const ANSWERS_ONLY: ReadonlySet<string> = new Set(['robot']);
/** Runs an answer tells. */
const RUNS_TOLD = 3;

/** A schedule with whom it speaks to and when it is due next. */
export interface ScheduleView {
  readonly schedule: Schedule;
  /** Name of the one group or person it speaks to; '' for the others, and for one who is gone. */
  readonly targetName: string;
  readonly runs: readonly Slot[];
}

export async function listSchedules(deps: Deps): Promise<readonly ScheduleView[]> {
  const all = await deps.stores.schedules.all();
  return Promise.all(all.map((schedule) => viewOf(deps, schedule)));
}

export type ScheduleDraft = Pick<Schedule, 'kind' | 'target' | 'rhythm' | 'days' | 'filters'>;

/** Sends something again and again from now on. */
export async function addSchedule(
  deps: Deps,
  { by, draft }: { readonly by: Member; readonly draft: ScheduleDraft },
): Promise<ScheduleView> {
  await checkDraft(deps, draft);
  const full = { ...draft, quiet: null, isOn: true, since: deps.now };
  const schedule = await deps.stores.schedules.add(full, deps.now);
  await audit(deps, by, 'schedule.add', { subject: String(schedule.id) });
  return viewOf(deps, schedule);
}

/** Changes when it is due, or pauses and resumes it; what was due before that counts no more. */
export async function changeSchedule(
  deps: Deps,
  input: {
    readonly by: Member;
    readonly id: number;
    readonly change: Partial<Pick<Schedule, 'rhythm' | 'days' | 'isOn' | 'quiet' | 'filters'>>;
  },
): Promise<ScheduleView> {
  const { by, id, change } = input;
  const before = await scheduleOf(deps, id);
  await checkDraft(deps, { ...before, ...change });
  await deps.stores.schedules.change(id, { ...change, since: deps.now });
  await audit(deps, by, 'schedule.change', { subject: String(id) });
  return viewOf(deps, await scheduleOf(deps, id));
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

async function scheduleOf({ stores }: Deps, id: number): Promise<Schedule> {
  const schedule = await stores.schedules.byId(id);
  if (!schedule) throw new Refusal({ code: 'schedule_unknown', id });
  return schedule;
}

async function checkDraft({ stores }: Deps, { rhythm, target, filters }: ScheduleDraft): Promise<void> {
  if (!isPossible(rhythm)) throw new Refusal({ code: 'schedule_too_often' });
  if (filters.team !== undefined && !(await stores.members.teams()).includes(filters.team)) {
    throw new Refusal({ code: 'team_unknown', team: filters.team });
  }
  if (target.kind !== 'group') return;
  const group = await stores.groups.byId(target.group);
  if (!group) throw new Refusal({ code: 'group_unknown', group: String(target.group) });
  if (group.external) throw new Refusal({ code: 'group_external', group: group.name });
  // A robot in webhook mode answers and never speaks first.
  if (group.addresses.every(({ channel }) => ANSWERS_ONLY.has(channel))) {
    throw new Refusal({ code: 'group_unreachable', group: group.name });
  }
}

async function viewOf(deps: Deps, schedule: Schedule): Promise<ScheduleView> {
  const calendar = await deps.stores.settings.calendar();
  return {
    schedule,
    targetName: await nameOf(deps, schedule.target),
    runs: schedule.isOn ? nextRuns(schedule, calendar, deps.timeZone, deps.now, RUNS_TOLD) : [],
  };
}

async function nameOf({ stores }: Deps, target: ScheduleTarget): Promise<string> {
  if (target.kind === 'group') return (await stores.groups.byId(target.group))?.name ?? '';
  if (target.kind === 'member') return (await stores.members.byId(target.member))?.name ?? '';
  return '';
}

/** Somebody's absence from now on in place of the one before; undefined ends it. */
export async function setAbsence(
  deps: Deps,
  input: {
    readonly by: Member;
    readonly days: { readonly from: LocalDay; readonly to: LocalDay } | undefined;
    readonly substitute?: Member | undefined;
  },
): Promise<{ readonly absence: Absence; readonly substitute: Member | undefined } | undefined> {
  const { by, days, substitute } = input;
  if (!days) {
    await deps.stores.absences.clear(by.id);
    return undefined;
  }
  if (days.to < days.from) throw new Refusal({ code: 'days_reversed', ...days });
  if (days.to < localDay(deps.now, deps.timeZone)) throw new Refusal({ code: 'date_in_past', on: days.to });
  if (substitute && substitute.id === by.id) throw new Refusal({ code: 'substitute_is_you' });
  if (substitute && substitute.leftAt !== undefined) throw new Refusal({ code: 'member_left', name: substitute.name });
  const absence = { member: by.id, ...days, substitute: substitute?.id ?? null };
  await deps.stores.absences.set(absence);
  return { absence, substitute };
}

/** The absence somebody has noted, with their substitute. */
export async function showAbsence(deps: Deps, { by }: { readonly by: Member }) {
  const absence = await deps.stores.absences.of(by.id);
  if (!absence || absence.to < localDay(deps.now, deps.timeZone)) return undefined;
  const substitute = absence.substitute === null ? undefined : await deps.stores.members.byId(absence.substitute);
  return { absence, substitute };
}

/** The last messages sent or waiting, with who they are for. */
export async function listDeliveries(
  deps: Deps,
  { which }: { readonly which: 'all' | 'failed' },
): Promise<readonly (Delivery & { readonly name: string })[]> {
  const { outbox, members, groups } = deps.stores;
  const names = new Map((await members.all()).map(({ userid, name }) => [userid ?? '', name]));
  for (const { name, addresses } of await groups.all()) {
    for (const { address } of addresses) names.set(`room:${address}`, name);
  }
  return (await outbox.recent(10, which)).map((one) => ({ ...one, name: names.get(one.to) ?? one.to }));
}
