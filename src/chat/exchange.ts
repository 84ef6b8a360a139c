import type { Member } from '../domain/access.ts';
import type { Today } from '../texts/index.ts';
import type { Joining, Use } from '../usecases/index.ts';
import type { Clock, Stores, UnitOfWork } from '../usecases/ports.ts';
import type { ChatContext, Place } from './context.ts';
import type { Registry } from './registry.ts';
import type { Sender } from './reply-types.ts';

/** What messages are handled with. */
export interface DispatchDeps {
  readonly uow: UnitOfWork;
  readonly clock: Pick<Clock, 'now'>;
  readonly registry: Registry;
  readonly timeZone: string;
  readonly joining: Joining;
  /** What can send just now, best first. */
  readonly senders: () => readonly Sender[];
  /** Names of the configured group webhooks. */
  readonly webhooks: readonly string[];
  /** Who is known to speak to us alone over which channel, since this process began: saves asking the database. */
  readonly met: Set<string>;
}

/** Everything known of one message while it is handled. */
export interface Exchange {
  readonly message: ChatContext;
  readonly deps: DispatchDeps;
  readonly stores: Stores;
  readonly use: Use;
  readonly actor: Member;
  readonly today: Today;
  readonly place: Place;
}
