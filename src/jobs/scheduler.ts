import type { Logger } from 'pino';
import { type DueRun, dueRuns } from '../domain/due-runs.ts';
import { type LocalDay, localDay, minuteOfDay } from '../domain/period.ts';
import { releasedAt } from '../domain/quiet-hours.ts';
import { type Schedule, slotName } from '../domain/schedule.ts';
import { nextWorkday } from '../domain/workdays.ts';
import { texts } from '../texts/index.ts';
import type { Deps, Joining } from '../usecases/index.ts';
import type { Clock, Stores, UnitOfWork } from '../usecases/ports.ts';
import { CALENDAR_SCHEDULE } from './calendar.ts';
import { type Firing, type Job, type Recipient, recipientKey, type Said } from './define-job.ts';
import { recipientsOf } from './recipients.ts';

/** Recipients dealt with in one transaction: messages of people wait that long at most. */
const BATCH = 200;
/** Minute of the day from which a message that waited for a workday goes out. */
const MORNING = 9 * 60;

export interface SchedulerDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly joining: Joining;
  readonly jobs: readonly Job[];
  /** Puts a message into the outbox; false when there is no way to them. */
  readonly push: (
    to: Recipient,
    what: ({ readonly kind: 'said' } & Said) | { readonly kind: 'fresh'; readonly data: Planned },
    as: { readonly key: string; readonly now: number; readonly notBefore: number },
    stores: Stores,
  ) => Promise<boolean>;
  readonly wakeSender: () => void;
  readonly log: Logger;
}

/** What a message that is put into words later is made from; survives JSON. */
export interface Planned {
  readonly schedule: Schedule;
  readonly slot: string;
  readonly day: LocalDay;
  readonly minute: number;
  readonly before: LocalDay | null;
  readonly to: string;
  readonly isLate: boolean;
  /** The day on which it is news; on a later one it is left out. */
  readonly newsOn: LocalDay;
}

export interface Scheduler {
  /** Words for a planned message as things stand now; undefined when there is nothing left to say. */
  say(planned: Planned): Promise<{ readonly said: Said; readonly to: Recipient } | undefined>;
  /** Resolves when the run that is on has ended. */
  stop(): Promise<void>;
}

/**
 * Every minute finds what is due since the last look, however long ago that was, claims it for each recipient in the
 * database and, in the same transaction, decides what to say and puts it into the outbox. So neither a restart nor a
 * second process says anything twice, and a crash on the way leaves it to the next look.
 */
export function scheduleJobs(deps: SchedulerDeps): Scheduler {
  const { uow, clock, timeZone, log } = deps;
  const jobs = new Map(deps.jobs.map((job) => [job.kind, job]));
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function look(at: number): Promise<void> {
    if (isStopped) return;
    const { checkedUntil, due } = await uow.read((stores) => dueAt(at, stores));
    if (checkedUntil !== undefined && at <= checkedUntil) return;
    let failed = 0;
    for (const one of due) {
      if (isStopped) return;
      await deal(one, at).catch((error) => {
        failed++;
        log.error({ err: error, schedule: one.schedule.id, slot: slotName(one.slot) }, 'a scheduled run failed');
      });
    }
    // What failed is found again at the next look; what went well is known by its claims.
    if (failed === 0) {
      await uow.run(async ({ schedules }) => {
        if (checkedUntil === undefined) await schedules.begin(at);
        await schedules.setCheckedUntil(at);
      });
    }
    if (due.length > 0) deps.wakeSender();
  }

  async function dueAt(at: number, { schedules, settings }: Stores) {
    const checkedUntil = await schedules.checkedUntil();
    if (checkedUntil === undefined) return { checkedUntil, due: [] };
    const calendar = await settings.calendar();
    const all = [...(await schedules.all()), CALENDAR_SCHEDULE];
    return { checkedUntil, due: dueRuns(all, checkedUntil, { now: at, timeZone, calendar }) };
  }

  async function deal({ schedule, slot, punctuality }: DueRun, at: number): Promise<void> {
    const job = jobs.get(schedule.kind);
    if (!job) throw new Error(`no job for ${schedule.kind}`);
    const name = slotName(slot);
    // One for the run itself beside those for its recipients: it is over, so that nobody calls it missed later.
    const whole = { key: `slot/${schedule.id}/${name}/*`, schedule: schedule.id, slot: name, target: '*' };
    if (typeof punctuality === 'object') {
      const isMissed = await uow.run(async ({ slots }) => {
        const isMine = await slots.claim(whole, at);
        if (isMine) await slots.settle(whole.key, 'expired', punctuality.expired);
        return isMine;
      });
      if (isMissed) log.warn({ schedule: schedule.id, kind: schedule.kind, slot: name }, 'a scheduled run was missed');
      return;
    }
    const recipients = await uow.read((stores) => recipientsOf(schedule.target, stores));
    const isLate = punctuality === 'late';
    for (let from = 0; from === 0 || from < recipients.length; from += BATCH) {
      await uow.run(async (stores) => {
        await sendTo(recipients.slice(from, from + BATCH), { job, schedule, slot, isLate, at }, stores);
        if (from + BATCH < recipients.length || !(await stores.slots.claim(whole, at))) return;
        await stores.slots.settle(whole.key, 'nothing', 'done');
      });
    }
  }

  async function sendTo(
    batch: readonly Recipient[],
    run: {
      readonly job: Job;
      readonly schedule: Schedule;
      readonly slot: DueRun['slot'];
      readonly isLate: boolean;
      readonly at: number;
    },
    stores: Stores,
  ): Promise<void> {
    const { job, schedule, slot, isLate, at } = run;
    const name = slotName(slot);
    const claimed: Recipient[] = [];
    for (const to of batch) {
      const target = recipientKey(to);
      if (await stores.slots.claim({ key: keyOf(schedule, name, to), schedule: schedule.id, slot: name, target }, at)) {
        claimed.push(to);
      }
    }
    if (claimed.length === 0) return;
    const before = dayOfSlot(await stores.slots.lastBefore(schedule.id, name));
    const now = job.words === 'when_due' ? slot.at : at;
    const firing: Firing = { schedule, slot: name, day: slot.day, before, deps: depsAt(now, stores) };
    const sayTo = await job.run(firing);
    const notBefore = await earliest(run, stores);
    const newsOn = localDay(notBefore, timeZone);
    for (const to of claimed) {
      const key = keyOf(schedule, name, to);
      const said = await sayTo(to);
      if (!said) {
        await stores.slots.settle(key, 'nothing', null);
        continue;
      }
      if (!(await isFirstOn(newsOn, schedule, to, at, stores))) {
        await stores.slots.settle(key, 'nothing', 'told_today');
        continue;
      }
      const { day, minute } = slot;
      const planned = {
        schedule,
        slot: name,
        day,
        minute,
        before: before ?? null,
        to: recipientKey(to),
        isLate,
        newsOn,
      };
      const what =
        job.words === 'when_sent'
          ? ({ kind: 'fresh', data: planned } as const)
          : ({ kind: 'said', ...marked(said, planned, at) } as const);
      await said.afterwards?.(stores);
      const isOnItsWay = await deps.push(to, what, { key, now: at, notBefore }, stores);
      await stores.slots.settle(key, isOnItsWay ? 'queued' : 'nothing', isOnItsWay ? null : 'no_way_to_them');
      if (isOnItsWay && said.numbers !== undefined) {
        const numbers = JSON.stringify(said.numbers);
        await stores.snapshots.keep({
          schedule: schedule.id,
          target: recipientKey(to),
          slot: name,
          at: slot.at,
          numbers,
        });
      }
    }
  }

  /** After the quiet hours; what is late waits for the morning of a workday where it is meant for workdays. */
  async function earliest(
    { schedule, isLate, at }: { readonly schedule: Schedule; readonly isLate: boolean; readonly at: number },
    { settings }: Stores,
  ): Promise<number> {
    const calendar = await settings.calendar();
    const today = localDay(at, timeZone);
    if (isLate && schedule.days === 'workdays' && !calendar.isWorkday(today)) {
      return minuteOfDay(nextWorkday(calendar, today), MORNING, timeZone);
    }
    return releasedAt(schedule, calendar, timeZone, at);
  }

  /** A person is nudged once on a day, however many schedules there are and whatever waited for that day. */
  async function isFirstOn(day: LocalDay, schedule: Schedule, to: Recipient, at: number, { slots }: Stores) {
    if (schedule.kind !== 'stale' || to.kind === 'group') return true;
    const target = recipientKey(to);
    const key = `nudge/${day}/${target}`;
    if (!(await slots.claim({ key, schedule: 0, slot: day, target }, at))) return false;
    await slots.settle(key, 'queued', null);
    return true;
  }

  function depsAt(now: number, stores: Stores): Deps {
    return { stores, now, timeZone, joining: deps.joining };
  }

  function marked(said: Said, { isLate, day, minute }: Planned, now: number): Said {
    if (!isLate) return said;
    return { ...said, text: `${texts.digests.late(day, minute, localDay(now, timeZone))}\n${said.text}` };
  }

  const endMinutes = clock.onMinute((at) => {
    running = running
      .then(() => look(at))
      .catch((error) => log.error({ err: error }, 'looking for scheduled runs failed'));
    return running;
  });

  return {
    say: (planned) =>
      uow.read(async (stores) => {
        const now = clock.now();
        if (localDay(now, timeZone) > planned.newsOn) return undefined;
        const { schedule, slot, day, before } = planned;
        const job = jobs.get(schedule.kind);
        const to = (await recipientsOf(targetOf(planned.to), stores))[0];
        if (!job || !to) return undefined;
        const firing = { schedule, slot, day, before: before ?? undefined, deps: depsAt(now, stores), only: to };
        const said = await (await job.run(firing))(to);
        return said && { said: marked(said, planned, now), to };
      }),
    stop: async () => {
      isStopped = true;
      endMinutes();
      await running;
    },
  };
}

function keyOf(schedule: Schedule, slot: string, to: Recipient): string {
  return `slot/${schedule.id}/${slot}/${recipientKey(to)}`;
}

function dayOfSlot(slot: string | undefined): LocalDay | undefined {
  return slot === undefined ? undefined : (slot.slice(0, 10) as LocalDay);
}

/** A recipient's lasting name as a target. */
function targetOf(key: string): Parameters<typeof recipientsOf>[0] {
  const [kind, id = ''] = [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)];
  if (kind === 'group') return { kind: 'group', group: Number(id) };
  return { kind: 'member', member: id as Extract<Schedule['target'], { readonly kind: 'member' }>['member'] };
}
