import type { Logger } from 'pino';
import { texts } from '../texts/index.ts';
import type { Clock, OutboxRow, Stores, UnitOfWork } from '../usecases/ports.ts';
import { wordsOf } from './card.ts';
import { type Makers, messageOf, NO_MAKERS, type OutboxBody, type SettledBody } from './outbox-body.ts';
import { PACE } from './outbox-pace.ts';
import { createQueueLoop, type QueueLoop } from './queue-loop.ts';
import { type Sender, SendFailure } from './reply-types.ts';

/** Long enough for one call to the platform with a token refresh, short enough to matter little after a crash. */
const LEASE_MS = 60_000;
const BATCH = 20;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 600_000;
/** A rate window of the platform (WeCom doc 90312), after which a wrong configuration is tried again too, and from then on. */
const WAIT_MS = 60_000;
const CONFIG_WAIT_MS = 600_000;
/** A message nobody could be sent for this long is news no more. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000;
const POLL_MS = 1_000;
/** Failures that may mean the recipient is no longer there: the app's `invaliduser`, WeCom errcodes 60111 and 81013. */
const RECIPIENT_UNKNOWN: ReadonlySet<string> = new Set(['invalid_user', '60111', '81013']);

/** Sends what is due. */
export type OutboxSender = QueueLoop;

/** Notes, in the transaction that notes the failure, who is to be told. */
export type Alarm = (
  about: { readonly channel: string; readonly code: string; readonly at: number },
  stores: Stores,
) => Promise<void>;

type Sending = Pick<Sender, 'prepare' | 'sendPrepared'>;

/**
 * The one loop that sends what the outbox holds. Before the first attempt the request's bytes are frozen in the row;
 * every retry sends exactly these. A crash between sending and marking sends them once more, which the platform's
 * duplicate check suppresses.
 */
export function createOutboxSender(deps: {
  readonly uow: UnitOfWork;
  readonly clock: Pick<Clock, 'now'>;
  readonly channel: (name: string) => Sending | undefined;
  /** Makes the pictures and files of attachments. */
  readonly makers?: Makers;
  /** Tells whoever can change a setting that one keeps messages from going out; once, however many wait for it. */
  readonly alarm?: Alarm;
  readonly log: Logger;
}): OutboxSender {
  const { uow, clock, channel, makers = NO_MAKERS, alarm, log } = deps;
  const runOnce = async (isStopped: () => boolean) => {
    for (;;) {
      if (isStopped() || !(await uow.read(({ outbox }) => outbox.hasDue(clock.now())))) return;
      const rows = await uow.run(({ outbox }) => outbox.claim(clock.now(), LEASE_MS, BATCH, PACE));
      if (rows.length === 0) return;
      const results = await Promise.allSettled(rows.map(send));
      const broken = results.find((result) => result.status === 'rejected');
      if (broken) throw broken.reason;
    }
  };

  async function send(row: OutboxRow): Promise<void> {
    const to = channel(row.channel);
    try {
      if (!to) throw new SendFailure('config', 'channel_not_configured');
      let { request } = row;
      if (request === null) {
        const [first, ...more] = await settledBodies(bodyOf(row), makers);
        if (!first) {
          await uow.run(async ({ outbox, slots }) => {
            await outbox.drop(row.id, clock.now());
            await slots.settle(row.key, 'nothing', 'over');
          });
          return;
        }
        const frozen = await to.prepare(row.to, await messageOf(first, makers), row.id);
        await uow.run(async ({ outbox }) => {
          await outbox.freeze(row.id, frozen);
          for (const [at, body] of more.entries()) {
            const key = `${row.key}/${at + 2}`;
            await outbox.enqueue({ ...row, key, body: JSON.stringify(body) }, row.createdAt);
          }
        });
        request = frozen;
      }
      const { handle } = await to.sendPrepared(request);
      await uow.run(async ({ outbox, cards }) => {
        await outbox.markSent(row.id, clock.now());
        const body = bodyOf(row);
        if (handle !== undefined && body.kind === 'card') await cards.setHandle(body.card.taskId, handle);
      });
    } catch (error) {
      await failed(row, error instanceof SendFailure ? error : new SendFailure('retry', 'unexpected', error));
    }
  }

  async function failed(row: OutboxRow, failure: SendFailure): Promise<void> {
    const now = clock.now();
    const tooOld = now - row.createdAt > GIVE_UP_AFTER_MS;
    log.warn({ id: row.id, channel: row.channel, code: failure.code, attempts: row.attempts + 1 }, 'message not sent');
    await uow.run(async (stores) => {
      const { outbox, members, lookups } = stores;
      if (failure.action === 'config') await alarm?.({ channel: row.channel, code: failure.code, at: now }, stores);
      if (failure.action !== 'give_up' && !tooOld) {
        await outbox.retryAt(row.id, now + delayOf(failure, row.attempts), failure.code);
        return;
      }
      await outbox.markFailed(row.id, now, failure.code);
      // They may just be outside the visible range or without a licence: the platform is asked before they count as gone.
      const missed = RECIPIENT_UNKNOWN.has(failure.code) ? await members.byUserid(row.to) : undefined;
      if (missed) await lookups.hasten(missed.id, now);
      const text = tooOld ? undefined : wordsInstead(bodyOf(row), failure);
      if (text === undefined) return;
      const body = JSON.stringify({ kind: 'text', text } satisfies OutboxBody);
      await outbox.enqueue({ key: `${row.key}/text`, channel: row.channel, to: row.to, body, notBefore: now }, now);
    });
  }

  const loop = createQueueLoop(runOnce, (error) => log.error({ err: error }, 'outbox sender failed'));
  const timer = setInterval(loop.wake, POLL_MS);
  timer.unref();
  return {
    ...loop,
    async stop() {
      clearInterval(timer);
      await loop.stop();
    },
  };
}

/** What a body comes to; nothing when its time came with nothing left to say. */
async function settledBodies(body: OutboxBody, makers: Makers): Promise<readonly SettledBody[]> {
  return body.kind === 'fresh' ? makers.fresh(body) : [body];
}

function bodyOf(row: OutboxRow): OutboxBody {
  return JSON.parse(row.body) as OutboxBody;
}

/**
 * What is said in plain words when the platform will not take a message as it is: a card it refuses, an update whose
 * code was used or is too old (60140, WeCom doc 94888). Somebody who cannot be reached cannot be reached with words.
 */
function wordsInstead(body: OutboxBody, { code }: SendFailure): string | undefined {
  if (code === 'invalid_user') return undefined;
  if (body.kind === 'card_update') return wordsOf(body.card);
  if (body.kind === 'file') return texts.exporting.notSent;
  return body.kind === 'card' || body.kind === 'markdown' ? body.text : undefined;
}

function delayOf({ action }: SendFailure, attempts: number): number {
  if (action === 'wait' || action === 'config') return attempts === 0 ? WAIT_MS : CONFIG_WAIT_MS;
  return Math.min(FIRST_RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS);
}
