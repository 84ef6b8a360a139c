import type { Timers } from '../../src/wecom/timers.ts';

/** Timers that a test passes by hand. */
export interface ManualTimers extends Timers {
  /** Runs what becomes due, in order, as if `ms` had gone by. */
  pass(ms: number): void;
  /** Resolves when somebody waits for exactly `ms`, which may be already so. */
  armed(ms: number): Promise<void>;
  /** How long from when they were set the timers run that are set now. */
  readonly set: readonly number[];
}

export function manualTimers(): ManualTimers {
  let now = 0;
  const timers = new Set<{ readonly ms: number; readonly at: number; readonly task: () => void }>();
  const waiting = new Map<number, (() => void)[]>();
  return {
    after(ms, task) {
      const timer = { ms, at: now + ms, task };
      timers.add(timer);
      for (const tell of waiting.get(ms)?.splice(0) ?? []) tell();
      return () => timers.delete(timer);
    },
    pass(ms) {
      const until = now + ms;
      for (;;) {
        const next = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers.delete(next);
        now = next.at;
        next.task();
      }
      now = until;
    },
    armed(ms) {
      if ([...timers].some((timer) => timer.ms === ms)) return Promise.resolve();
      return new Promise((resolve) => waiting.set(ms, [...(waiting.get(ms) ?? []), resolve]));
    },
    get set() {
      return [...timers].map(({ ms }) => ms);
    },
  };
}
