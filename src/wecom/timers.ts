/** How to wait, as an argument: tests pass time by hand. */
export interface Timers {
  /** Runs `task` once, `ms` from now; returns how to call it off. A process may end before. */
  after(ms: number, task: () => void): () => void;
}

export const systemTimers: Timers = {
  after(ms, task) {
    const timer = setTimeout(task, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
