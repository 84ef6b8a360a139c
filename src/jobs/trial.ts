import { localDay, wallClock } from '../domain/period.ts';
import { type Schedule, slotName } from '../domain/schedule.ts';
import { texts } from '../texts/index.ts';
import type { Deps, Joining } from '../usecases/index.ts';
import type { Clock, Stores, UnitOfWork } from '../usecases/ports.ts';
import { showSchedule } from '../usecases/schedules.ts';
import type { Job, Recipient, Said } from './define-job.ts';
import { recipientsOf } from './recipients.ts';

/** What was asked for: to see what a schedule would send now; survives JSON. */
export interface Trial {
  readonly kind: 'trial';
  readonly schedule: number;
  readonly by: string;
}

/** What it would send, as the first recipient it has something for would get it, who may not be whoever reads it. */
export interface Tried {
  readonly said: Said;
  /** Whose copy it is, with what they may see; undefined for a text about nobody's. */
  readonly as: Recipient | undefined;
}

export interface TrialDeps {
  readonly uow: UnitOfWork;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: string;
  readonly joining: Joining;
  readonly jobs: readonly Job[];
}

/**
 * What a schedule would send if it were due now. Claims nothing and writes nothing, so that its next run is what it would
 * have been. Undefined when whoever asked may not see it any more.
 */
export function tryOut(deps: TrialDeps, trial: Trial): Promise<Tried | undefined> {
  return deps.uow.read(async (stores) => {
    const asker = (await stores.members.all()).find(({ id }) => id === trial.by);
    if (asker?.role !== 'admin' || asker.leftAt !== undefined) return undefined;
    const schedule = await stores.schedules.byId(trial.schedule);
    if (!schedule) return notice(texts.schedules.triedGone);
    const { clock, timeZone, joining } = deps;
    return rehearse(schedule, { stores, now: clock.now(), timeZone, joining }, deps.jobs);
  });
}

async function rehearse(schedule: Schedule, deps: Deps, jobs: readonly Job[]): Promise<Tried> {
  const { stores, now, timeZone } = deps;
  const view = await showSchedule(deps, { id: schedule.id });
  const recipients = await recipientsOf(schedule.target, stores);
  if (recipients.length === 0) return notice(texts.schedules.triedNobody(view));
  const job = jobs.find(({ kind }) => kind === schedule.kind);
  if (!job) throw new Error(`no job for ${schedule.kind}`);
  const { hour, minute } = wallClock(now, timeZone);
  const day = localDay(now, timeZone);
  const slot = slotName({ day, minute: hour * 60 + minute });
  const sayTo = await job.run({ schedule, slot, day, before: await dayBefore(schedule.id, slot, stores), deps });
  let first: { readonly said: Said; readonly as: Recipient } | undefined;
  const names: string[] = [];
  for (const to of recipients) {
    // A digest is made anew for each and always has something to say: one of them is enough to look at.
    const said = first && job.words === 'when_due' ? first.said : await sayTo(to);
    if (!said) continue;
    first ??= { said, as: to };
    names.push(to.kind === 'group' ? to.group.name : to.member.name);
  }
  if (!first) return notice(texts.schedules.triedInVain(view));
  const { said, as } = first;
  return { as, said: { ...said, text: `${texts.schedules.tried(view, names)}\n\n${said.text}` } };
}

function notice(text: string): Tried {
  return { said: { text, names: [] }, as: undefined };
}

async function dayBefore(schedule: number, slot: string, { slots }: Stores) {
  const last = await slots.lastBefore(schedule, slot);
  return last === undefined ? undefined : (last.slice(0, 10) as ReturnType<typeof localDay>);
}
