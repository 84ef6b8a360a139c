import type { Logger } from 'pino';
import { issueCard, planCard } from './chat/card.ts';
import type { FreshBody, Makers, SettledBody } from './chat/outbox-body.ts';
import { pictures } from './chat/pictures.ts';
import { pagedTexts, picturesOf, push } from './chat/push.ts';
import type { Reply, Sender } from './chat/reply-types.ts';
import { bottomJob } from './jobs/bottom.ts';
import { calendarJob } from './jobs/calendar.ts';
import type { Recipient } from './jobs/define-job.ts';
import { qualityJob } from './jobs/quality.ts';
import { quotaJob } from './jobs/quota.ts';
import { reviewJob } from './jobs/review.ts';
import { type Planned, type Scheduler, scheduleJobs } from './jobs/scheduler.ts';
import { staleJob } from './jobs/stale.ts';
import { todoJob } from './jobs/todo.ts';
import { type Trial, tryOut } from './jobs/trial.ts';
import { monthlyJob, weeklyJob } from './jobs/weekly.ts';
import type { Today } from './texts/index.ts';
import type { Joining, ReportView } from './usecases/index.ts';
import type { Clock, UnitOfWork } from './usecases/ports.ts';

/** Every job, by the kind of its schedules. */
const JOBS = [
  staleJob,
  todoJob,
  bottomJob,
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

/** Puts into words, when it goes out, what was planned or what somebody wants to see beforehand. */
export function freshMaker(deps: {
  readonly scheduler: Pick<Scheduler, 'say'>;
  readonly uow: UnitOfWork;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: string;
  readonly joining: Joining;
}): Pick<Makers, 'fresh'> {
  return {
    fresh: async (body) => {
      // Written by us, through JSON.
      const data = body.data as Planned | Trial;
      if ('by' in data) return triedBodies(await tryOut({ ...deps, jobs: JOBS }, data), body);
      const found = await deps.scheduler.say(data);
      if (!found) return [];
      const cards = found.to.kind === 'member' ? (found.said.cards ?? []) : [];
      return [...pagedTexts(found.said, pushTo(found.to), body.textLimitBytes), ...(await issued(cards, body, deps))];
    },
  };
}

/** What is tried out, with its picture, for the one who asked: as open as it would be to whom it is for, calling nobody. */
function triedBodies(
  tried: Awaited<ReturnType<typeof tryOut>>,
  { textLimitBytes, way }: FreshBody,
): readonly SettledBody[] {
  if (!tried) return [];
  const { text, names, attachments } = tried.said;
  const as = tried.as ? pushTo(tried.as) : ({ kind: 'member', userid: '' } as const);
  return [...pagedTexts({ text, names }, as, textLimitBytes), ...picturesOf(attachments, way ?? { picture: false })];
}

/** Cards kept for their presses; none where there are no cards. */
async function issued(
  replies: readonly Reply[],
  { way }: FreshBody,
  { uow, clock }: { readonly uow: UnitOfWork; readonly clock: Pick<Clock, 'now'> },
): Promise<readonly SettledBody[]> {
  if (!way?.card || replies.length === 0) return [];
  return uow.run(async ({ cards }) => {
    const messages: SettledBody[] = [];
    for (const reply of replies) {
      const plan = planCard(reply);
      if (plan) messages.push((await issueCard(plan, reply, { ...way, asked: null }, cards, clock.now())).message);
    }
    return messages;
  });
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
