import type { Logger } from 'pino';
import { bindUseCases, type Joining } from '../usecases/index.ts';
import type { Clock, UnitOfWork } from '../usecases/ports.ts';
import type { ChatContext } from './context.ts';
import { tellDeparture } from './departure-notice.ts';
import type { InboundMark } from './reply-types.ts';

/** An event about a person, in the same ledger as messages: repeated, it changes nothing. */
export async function contactChanged(
  event: ChatContext & { readonly contact: NonNullable<InboundMark['contact']> },
  deps: {
    readonly uow: UnitOfWork;
    readonly clock: Pick<Clock, 'now'>;
    readonly timeZone: string;
    readonly joining: Joining;
    readonly log: Logger;
    readonly wakeSender: () => void;
  },
): Promise<void> {
  const { contact } = event;
  const now = deps.clock.now();
  const { answer: outcome } = await deps.uow.once(event.key, now, async (stores) => {
    const use = bindUseCases({ stores, now, timeZone: deps.timeZone, joining: deps.joining });
    if (contact.change === 'renamed') {
      return use.renameMember({ from: contact.userid, to: contact.newUserid ?? contact.userid });
    }
    const departure = await use.memberLeft(contact.userid);
    if (departure) await tellDeparture(departure, stores.outbox, event, now);
    return departure ? 'left' : 'unknown';
  });
  deps.wakeSender();
  deps.log.info({ change: contact.change, outcome }, 'contact changed');
}
