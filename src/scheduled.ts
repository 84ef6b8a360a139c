import type { Logger } from 'pino';
import type { FreshBody, Makers } from './chat/outbox-body.ts';
import { pictures } from './chat/pictures.ts';
import { pagedTexts, push } from './chat/push.ts';
import type { Sender } from './chat/reply-types.ts';
import { calendarJob } from './jobs/calendar.ts';
import type { Recipient } from './jobs/define-job.ts';
import { qualityJob } from './jobs/quality.ts';
import { quotaJob } from './jobs/quota.ts';
import { reviewJob } from './jobs/review.ts';
import { type Planned, type Scheduler, scheduleJobs } from './jobs/scheduler.ts';
import { staleJob } from './jobs/stale.ts';
import { todoJob } from './jobs/todo.ts';
import { monthlyJob, weeklyJob } from './jobs/weekly.ts';
import type { Today } from './texts/index.ts';
import type { Joining, ReportView } from './usecases/index.ts';
import type { Clock, UnitOfWork } from './usecases/ports.ts';

/** Every job, by the kind of its schedules. */
const JOBS = [
  staleJob,
  todoJob,
  weeklyJob(funnelFor),
  monthlyJob(funnelFor),
  reviewJob,
  quotaJob,
  qualityJob,
  calendarJob,
];

/** The scheduler with all jobs over the channels there are. */
export function openScheduler(deps: {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly joining: Joining;
  readonly senders: () => readonly Sender[];
  readonly wakeSender: () => void;
  readonly log: Logger;
}): Scheduler {
  return scheduleJobs({
    ...deps,
    jobs: JOBS,
    push: (to, what, as, { outbox, presence }) =>
      push(pushTo(to), what, as, { outbox, presence, senders: deps.senders() }),
  });
}

/** Puts planned messages into words when they go out. */
export function freshMaker(scheduler: Pick<Scheduler, 'say'>): Pick<Makers, 'fresh'> {
  return {
    fresh: async ({ data, textLimitBytes }: FreshBody) => {
      // Written by the scheduler, through JSON.
      const found = await scheduler.say(data as Planned);
      return found ? pagedTexts(found.said, pushTo(found.to), textLimitBytes) : [];
    },
  };
}

function pushTo(to: Recipient) {
  return to.kind === 'group' ? to : ({ kind: 'member', userid: to.member.userid } as const);
}

/** The funnel as whoever gets it may see it. */
function funnelFor(view: ReportView, today: Today, to: Recipient) {
  const at = to.kind === 'group' ? to.group.addresses[0] : undefined;
  return pictures.funnel(
    view,
    today,
    to.kind === 'group' && at ? { kind: 'group', group: to.group, at } : { kind: 'alone' },
  );
}
