import type { Clock, UnitOfWork } from '../usecases/ports.ts';
import type { OutboxBody } from './outbox-body.ts';

/** An answer that was given to the channel and could not be shown there. */
export interface StrandedAnswer {
  /** The key of the message it answers. */
  readonly key: string;
  readonly to: string;
  readonly text: string;
}

export type QueueStranded = (answer: StrandedAnswer) => Promise<void>;

/** Puts answers that their channel could not show into the outbox, once each, for the sender to push. */
export function queueStranded(deps: {
  readonly uow: UnitOfWork;
  readonly clock: Pick<Clock, 'now'>;
  readonly channel: string;
  readonly wakeSender: () => void;
}): QueueStranded {
  return async ({ key, to, text }) => {
    const now = deps.clock.now();
    const body: OutboxBody = { text };
    const draft = { key: `${key}/stranded`, channel: deps.channel, to, body: JSON.stringify(body), notBefore: now };
    await deps.uow.run(({ outbox }) => outbox.enqueue(draft, now));
    deps.wakeSender();
  };
}
