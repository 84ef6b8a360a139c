import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { texts } from '../texts/index.ts';
import type { Picture } from './compose.ts';
import { contactChanged } from './contact-change.ts';
import type { ChatContext } from './context.ts';
import { type Answer, answerNow, queueOwn } from './deliver.ts';
import { dispatch } from './dispatch.ts';
import type { DispatchDeps } from './exchange.ts';
import { type Makers, NO_MAKERS } from './outbox-body.ts';

/** What only a bot with groups or several channels has. */
type Manifold = Pick<DispatchDeps, 'senders' | 'webhooks'>;

export interface MessageHandlerDeps extends Omit<DispatchDeps, 'met' | keyof Manifold>, Partial<Manifold> {
  readonly log: Logger;
  /** Makes the pictures under answers. */
  readonly makers?: Pick<Makers, 'picture'>;
  /** Wakes the outbox sender. */
  readonly wakeSender: () => void;
  /** Wakes whoever does what goes on after answers. */
  readonly wakeTasks?: () => void;
  /** Told what became of each message, and how many ms it took. */
  readonly observe: (channel: string, outcome: 'answered' | 'late' | 'failed', ms: number) => void;
}

/**
 * Handles one message from first word to answer. Bugs and outages end here: the person gets an apology with a
 * reference, the log the stack with the same one, and a repeat of the message is tried afresh.
 */
export function createMessageHandler(deps: MessageHandlerDeps): (message: ChatContext) => Promise<void> {
  const hallway: DispatchDeps = { senders: () => [], webhooks: [], ...deps, met: new Set() };
  const { makers = NO_MAKERS, log } = deps;
  const pngOf = ({ chart, data }: Picture) =>
    makers.picture(chart, data).catch((error) => {
      log.warn({ err: error, chart }, 'picture not made');
      return undefined;
    });
  return async (message) => {
    const { contact } = message;
    // Nobody waits for an answer to this; what goes wrong is the chat layer's to log.
    if (contact) return contactChanged({ ...message, contact }, deps);
    const startedAt = performance.now();
    const observe = (outcome: 'answered' | 'late' | 'failed') =>
      deps.observe(message.channel, outcome, performance.now() - startedAt);
    try {
      const { answer } = await dispatch(message, hallway);
      // What went through the outbox once is sent or on its way: a repeat gets silence, not a second copy.
      const late = answer.via === 'outbox' || !(await answerNow(message, answer, pngOf));
      if (late && answer.via === 'turn') await sendLater(message, answer, deps);
      if (late || answer.queued) deps.wakeSender();
      if (answer.works) deps.wakeTasks?.();
      observe(late ? 'late' : 'answered');
    } catch (error) {
      const reference = randomBytes(4).toString('hex');
      deps.log.error({ err: error, reference, channel: message.channel, kind: message.kind }, 'message failed');
      observe('failed');
      if (message.canAnswer()) await message.answer(texts.general.apology(reference));
    }
  };
}

/** The turn closed between writing the answer down and giving it: it goes through the outbox instead. */
async function sendLater(message: ChatContext, answer: Answer, { uow, clock }: MessageHandlerDeps): Promise<void> {
  await uow.run((stores) => queueOwn(message, answer, stores.outbox, clock.now()));
  await uow.amend(message.key, { ...answer, via: 'outbox' } satisfies Answer);
}
