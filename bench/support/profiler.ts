import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

/** V8's sampling profiler of this process, switched on when start-up and warm-up are over. */
export function createProfiler() {
  const session = new Session();
  return {
    async start(): Promise<void> {
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: 200 });
      await session.post('Profiler.start');
    },
    /** Writes a `.cpuprofile`, which browsers' developer tools open too. */
    async save(file: string): Promise<void> {
      const { profile } = await session.post('Profiler.stop');
      session.disconnect();
      writeFileSync(file, JSON.stringify(profile));
    },
  };
}
