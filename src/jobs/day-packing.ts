import type { Logger } from 'pino';
import type { Clock } from '../usecases/ports.ts';

/** Past every full hour, so that a day is packed soon after it counts as over and one that was changed soon again. */
const MINUTE = 50;

/**
 * At the start and once an hour: packs the days reports read (store/facts/packed-days.ts). After an update that made all
 * facts anew there are none, and until the first hour was over every report would read rows. `packDays` does one day
 * after the other and stops between two of them when told; gives how many it packed. Stopping waits for that.
 */
export function scheduleDayPacking(deps: {
  readonly packDays: (now: number, signal: AbortSignal) => Promise<number>;
  readonly clock: Clock;
  readonly log: Logger;
}): () => Promise<void> {
  const { packDays, clock, log } = deps;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  const packAll = async (at: number): Promise<void> => {
    try {
      const packed = await packDays(at, stopping.signal);
      if (packed > 0) log.info({ packed }, 'days packed for reports');
    } catch (error) {
      log.error({ err: error }, 'packing days failed');
    }
  };

  const pack = async (at: number): Promise<void> => {
    // The first time after years of history takes minutes; the next hour does not start a second one beside it.
    if (running) return;
    running = packAll(at);
    await running;
    running = undefined;
  };

  void pack(clock.now());
  const stopClock = clock.onMinute(async (at) => {
    if (new Date(at).getUTCMinutes() === MINUTE) await pack(at);
  });

  return async () => {
    stopClock();
    stopping.abort();
    await running;
  };
}
