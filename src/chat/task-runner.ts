import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { type Member, mayUse, type Permission } from '../domain/access.ts';
import { texts } from '../texts/index.ts';
import type { Clock, Stores, Task, TaskKind, UnitOfWork } from '../usecases/ports.ts';
import { compose } from './compose.ts';
import { PLAIN } from './context.ts';
import { NOTHING_OPEN, questionOf } from './memory.ts';
import { createQueueLoop, type QueueLoop } from './queue-loop.ts';
import type { Reply, Sender } from './reply-types.ts';

/** Longer than any one of them takes; what is not done by then was left by a process that died. */
const LEASE_MS = 120_000;
/** How often something is tried that may go better another time, and how long it waits in between. */
const MAX_ATTEMPTS = 3;
const RETRY_MS = 30_000;
/** How long somebody waits before hearing how far it is, and again. */
const PROGRESS_MS = 8_000;
/** Longest text of a channel that is down just now: that of the shortest. */
const SHORTEST_TEXT_BYTES = 2048;

/** One task at work. */
export interface TaskAtWork {
  readonly task: Task;
  readonly actor: Member;
  /** When it was begun, UTC ms. */
  readonly now: number;
  /** The channel it was asked for on; undefined while that is down. */
  readonly sender: Sender | undefined;
  /** Says how far it is, at once and to nobody's account: it may get lost, and most of it is not said at all. */
  progress(text: string): void;
  /** Ends it with what is said of it, in the transaction that makes it true. To be called exactly once. */
  conclude(stores: Stores, reply: Reply): Promise<void>;
}

export interface TaskHandler {
  readonly permission: Permission;
  /** Rejecting means that it may go better another time. */
  run(at: TaskAtWork): Promise<void>;
}

/** Does the tasks that are due. */
export type TaskRunner = QueueLoop;

/**
 * Does what people asked for and what takes longer than an answer, one thing at a time. A task is a row until it is
 * concluded, so that a crash leaves it to be done again: what it changes must be done once however often it is begun.
 */
export function createTaskRunner(deps: {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly handlers: Readonly<Record<TaskKind, TaskHandler>>;
  readonly senders: () => readonly Sender[];
  readonly wakeSender: () => void;
  readonly log: Logger;
}): TaskRunner {
  const { uow, clock, handlers, log } = deps;
  async function runOnce(isStopped: () => boolean): Promise<void> {
    const now = clock.now();
    if (await uow.read(({ keptTables }) => keptTables.hasExpired(now))) {
      await uow.run(({ keptTables }) => keptTables.removeExpired(now));
    }
    while (!isStopped() && (await uow.read(({ tasks }) => tasks.hasDue(clock.now())))) {
      const task = await uow.run(({ tasks }) => tasks.claim(clock.now(), LEASE_MS));
      if (!task) return;
      await work(task);
      deps.wakeSender();
    }
  }

  async function work(task: Task): Promise<void> {
    const { permission, run } = handlers[task.kind];
    const actor = await uow.read(({ members }) => members.byId(task.member));
    // Who was taken the right meanwhile, or left, gets nothing more.
    if (!actor || actor.leftAt !== undefined || !mayUse(actor.role, permission)) {
      await uow.run(({ tasks }) => tasks.finish(task.id));
      return;
    }
    const at = atWork(task, actor);
    try {
      await run(at);
    } catch (error) {
      const reference = randomBytes(4).toString('hex');
      log.error({ err: error, reference, task: task.kind, attempts: task.attempts + 1 }, 'task failed');
      await uow.run(async (stores) => {
        if (task.attempts + 1 < MAX_ATTEMPTS) await stores.tasks.retryAt(task.id, clock.now() + RETRY_MS);
        else await at.conclude(stores, { kind: 'text', text: texts.tables.failed(reference) });
      });
    }
  }

  function atWork(task: Task, actor: Member): TaskAtWork {
    const now = clock.now();
    const sender = deps.senders().find(({ channel }) => channel === task.channel);
    let saidAt = now;
    let said = 0;
    return {
      task,
      actor,
      now,
      sender,
      progress(text) {
        if (!sender?.features.push || clock.now() - saidAt < PROGRESS_MS) return;
        saidAt = clock.now();
        sender
          .prepare(task.chat, { kind: 'text', text }, ++said)
          .then((request) => sender.sendPrepared(request))
          .catch((error) => log.warn({ err: error, task: task.kind }, 'progress not said'));
      },
      async conclude(stores, reply) {
        await say(stores, reply, task, actor, sender);
        await stores.tasks.finish(task.id);
      },
    };
  }

  /** Puts what is said of a task into the outbox; a question is then open in that chat. */
  async function say(stores: Stores, reply: Reply, task: Task, actor: Member, sender: Sender | undefined) {
    const now = clock.now();
    const { id, channel, chat } = task;
    const { features = PLAIN, textLimitBytes = SHORTEST_TEXT_BYTES } = sender ?? {};
    const reader = { channel, to: chat, asked: actor.id, features, textLimitBytes };
    const { rest, card } = await compose(reply, reader, 'push', stores.cards, now);
    for (const [page, body] of rest.entries()) {
      const draft = { key: `task/${id}/${page + 1}`, channel, to: chat, body: JSON.stringify(body), notBefore: now };
      await stores.outbox.enqueue(draft, now);
    }
    const question = questionOf(reply, card, now);
    if (!question) return;
    const before = (await stores.conversations.get(chat, actor.id)) ?? NOTHING_OPEN;
    await stores.conversations.put(chat, actor.id, { ...before, question });
  }

  const loop = createQueueLoop(runOnce, (error) => log.error({ err: error }, 'task runner failed'));
  const stopMinutes = clock.onMinute(loop.wake);
  return {
    ...loop,
    async stop() {
      stopMinutes();
      await loop.stop();
    },
  };
}
