import { schedule } from 'node-cron';
import type { Clock } from './usecases/ports.ts';

/** The clock of production: the system's time, a tick at the start of every minute. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    onMinute(fn) {
      const task = schedule('* * * * *', async () => {
        const now = Date.now();
        await fn(now - (now % 60_000));
      });
      return () => {
        void task.destroy();
      };
    },
  };
}
