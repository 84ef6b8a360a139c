import type { Logger } from 'pino';
import type { Clock } from '../usecases/ports.ts';

/** Past every full hour, so that a day is packed soon after it counts as over and one that was changed soon again. */
const MINUTE = 50;

/**
 * Once an hour: packs the days reports read (store/facts/packed-days.ts). `packDays` does one day after the other and
 * stops between two of them when told; gives how many it packed. Stopping waits for that.
 */
export function scheduleDayPacking(deps: {
  readonly packDays: (now: number, signal: AbortSignal) => Promise<number>;
  readonly clock: Clock;
  readonly log: Logger;
}): () => Promise<void> {
  const { packDays, clock, log } = deps;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  const pack = async (at: number): Promise<void> => {
    try {
      const packed = await packDays(at, stopping.signal);
      if (packed > 0) log.info({ packed }, 'days packed for reports');
    } catch (error) {
      log.error({ err: error }, 'packing days failed');
    }
  };

  const stopClock = clock.onMinute(async (at) => {
    // The first time after years of history takes minutes; the next hour does not start a second one beside it.
    if (new Date(at).getUTCMinutes() !== MINUTE || running) return;
    running = pack(at);
    await running;
    running = undefined;
  });

  return async () => {
    stopClock();
    stopping.abort();
    await running;
  };
}
