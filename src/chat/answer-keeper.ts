import type { Logger } from 'pino';
import type { Clock, Unanswered, UnitOfWork } from '../usecases/ports.ts';
import { type Answer, ownOf, queueable } from './deliver.ts';
import type { StrandedAnswer } from './reply-types.ts';

/**
 * Sees to it that answers reach their people, for a channel whose platform does not deliver a message again: one the
 * channel cannot give goes through the outbox, and so does one that a crash left between its commit and its frame.
 */
export interface AnswerKeeper {
  /** Learns which answers the last run did not give; before the first message of this one. */
  open(): Promise<void>;
  /** The channel can speak: what the last run left is queued now. */
  connected(): void;
  /** The message has its answer, or needs none. Noted a moment later, together with others. */
  given(key: string): void;
  /** Queues an answer, once. */
  queue(answer: StrandedAnswer): Promise<void>;
  /** Notes what is not noted yet. */
  close(): Promise<void>;
}

/** How long given answers are gathered before they are noted: a crash within this time has them queued once more. */
const GATHER_MS = 100;
/** After a day nobody waits for an answer any more, as for any other message. */
const REMEMBER_MS = 24 * 3_600_000;

export function createAnswerKeeper(deps: {
  readonly uow: UnitOfWork;
  readonly clock: Pick<Clock, 'now'>;
  readonly channel: string;
  /** Longest text of the channel, in bytes of UTF-8. */
  readonly textLimitBytes: number;
  readonly wakeSender: () => void;
  readonly log: Logger;
}): AnswerKeeper {
  const { uow, clock, channel, log } = deps;
  let left: readonly StrandedAnswer[] | undefined;
  let given: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let noting: Promise<void> = Promise.resolve();

  async function note(): Promise<void> {
    const keys = given;
    given = [];
    if (keys.length === 0) return;
    try {
      await uow.run(({ answered }) => answered.note(keys, clock.now()));
    } catch (error) {
      log.warn({ err: error, channel }, 'given answers not noted yet');
      given = [...keys, ...given];
      noteSoon();
    }
  }

  function noteSoon(): void {
    if (timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      noting = noting.then(note);
    }, GATHER_MS);
    timer.unref();
  }

  async function queueAll(answers: readonly StrandedAnswer[]): Promise<void> {
    const now = clock.now();
    await uow.run(async ({ outbox }) => {
      for (const { key, to, message } of answers) {
        const body = JSON.stringify(message);
        await outbox.enqueue({ key: `${key}/stranded`, channel, to, body, notBefore: now }, now);
      }
    });
    deps.wakeSender();
  }

  return {
    async open() {
      if (left) return;
      const missing = await uow.read(({ answered }) => answered.missing(channel, clock.now() - REMEMBER_MS));
      left = missing.map((one) => strandedOf(one, deps.textLimitBytes)).filter((one) => one !== undefined);
    },
    connected() {
      const answers = left ?? [];
      if (answers.length === 0) return;
      left = [];
      queueAll(answers).then(
        () => log.warn({ channel, count: answers.length }, 'answers of before the restart queued'),
        (error) => {
          left = answers;
          log.error({ err: error, channel }, 'answers of before the restart not queued yet');
        },
      );
    },
    given(key) {
      given.push(key);
      noteSoon();
    },
    queue: (answer) => queueAll([answer]),
    async close() {
      clearTimeout(timer);
      await noting;
      await note();
      clearTimeout(timer);
    },
  };
}

/** What the ledger says of an answer that was not given; undefined when there was none, or it is in the outbox. */
function strandedOf({ key, at, answer }: Unanswered, textLimitBytes: number): StrandedAnswer | undefined {
  // Written by dispatch, through JSON.
  const kept = answer as Partial<Answer>;
  const { reply, via, origin } = kept;
  if (!reply || via !== 'turn' || !origin) return undefined;
  const own = ownOf(textLimitBytes, { ...kept, reply });
  const message = own && queueable(own);
  if (!message || message.kind === 'card_update') return undefined;
  const { to, reference } = origin;
  return { key, to, message: { ...message, answerTo: { key, reference, at } } };
}
