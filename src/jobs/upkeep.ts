import type { Logger } from 'pino';
import { wallClock } from '../domain/period.ts';
import type { Clock, UnitOfWork } from '../usecases/ports.ts';

/** Handled messages are remembered this long; the platform gives up repeating one after seconds. */
const REMEMBER_MS = 7 * 24 * 3_600_000;
/** Sent messages stay for the delivery log. */
const KEEP_SENT_MS = 90 * 24 * 3_600_000;

/** Once a night, in the organisation's time zone: forgets what has no use any more. */
export function scheduleUpkeep(deps: {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly log: Logger;
}): () => void {
  const { uow, clock, timeZone, log } = deps;
  return clock.onMinute(async (at) => {
    const { hour, minute } = wallClock(at, timeZone);
    if (hour !== 3 || minute !== 20) return;
    try {
      const forgotten =
        (await uow.forget({ handledBefore: at - REMEMBER_MS, sentBefore: at - KEEP_SENT_MS })) +
        (await uow.run(({ slots }) => slots.forget(at - KEEP_SENT_MS)));
      log.info({ forgotten }, 'nightly upkeep done');
    } catch (error) {
      log.error({ err: error }, 'nightly upkeep failed');
    }
  });
}
