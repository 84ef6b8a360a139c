import type { Logger } from 'pino';
import type { Departure, Joining } from '../usecases/index.ts';
import { type LookedUp, recordLookup } from '../usecases/lookups.ts';
import type { Clock, OutboxStore, UnitOfWork } from '../usecases/ports.ts';

/** People asked about in one minute: a company of a thousand is through in an hour. */
const PER_MINUTE = 20;
/** How long a refusal of the whole interface is taken as one. */
const HOLD_MS = 24 * 3_600_000;
/** When somebody is asked about again after no answer came; others are meanwhile. */
const RETRY_MS = 10 * 60_000;

export interface MemberLookupDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly joining: Joining;
  /** Asks the platform; `refused` holds for everybody, `unreachable` only just now. */
  readonly lookUp: (
    userid: string,
  ) => Promise<
    | LookedUp
    | { readonly kind: 'refused'; readonly code: string }
    | { readonly kind: 'unreachable'; readonly code: string }
  >;
  /** Tells of somebody who turned out to have left, in the unit of work that notes it. */
  readonly tell: (departure: Departure, outbox: OutboxStore, now: number) => Promise<void>;
  readonly wakeSender: () => void;
  readonly log: Logger;
}

/**
 * Every minute asks the platform about the members who are due: what they are called, and whether they are still there.
 * It runs beside the messages and nothing waits for it. Resolves its stop when the question being asked is answered.
 */
export function scheduleMemberLookups(deps: MemberLookupDeps): () => Promise<void> {
  const { uow, clock, log } = deps;
  let heldUntil = 0;
  let isStopped = false;
  let running: Promise<void> | undefined;

  async function askAboutDue(now: number): Promise<void> {
    const due = await uow.read(({ lookups }) => lookups.due(now, PER_MINUTE));
    for (const one of due) {
      if (isStopped) return;
      const said = await deps.lookUp(one.member.userid);
      if (said.kind === 'refused') heldUntil = now + HOLD_MS;
      if (said.kind === 'unreachable') await uow.run(({ lookups }) => lookups.plan(one, now + RETRY_MS));
      if (said.kind === 'refused' || said.kind === 'unreachable') {
        log.warn({ code: said.code, heldUntil }, 'members could not be looked up');
        return;
      }
      const hasLeft = await uow.run(async (stores) => {
        const departure = await recordLookup({ ...deps, stores, now }, { due: one, said });
        if (departure) await deps.tell(departure, stores.outbox, now);
        return departure !== undefined;
      });
      if (hasLeft) deps.wakeSender();
    }
  }

  const endMinutes = clock.onMinute(async (at) => {
    if (running || at < heldUntil) return;
    running = askAboutDue(at).catch((error) => log.error({ err: error }, 'looking up members failed'));
    await running;
    running = undefined;
  });
  return async () => {
    isStopped = true;
    endMinutes();
    await running;
  };
}
