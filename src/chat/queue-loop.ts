/** Works off a queue that is kept elsewhere. */
export interface QueueLoop {
  /** Looks for work now; what goes wrong is told to `onError`. */
  wake(): void;
  /** Does what there is and resolves when nothing is left; rejects when that cannot be told. */
  drain(): Promise<void>;
  /** Takes nothing new and waits for what is running. */
  stop(): Promise<void>;
}

/**
 * One run at a time, and one more when it was woken meanwhile. `runOnce` takes what is there until nothing is left, or
 * until it is told to stop.
 */
export function createQueueLoop(
  runOnce: (isStopped: () => boolean) => Promise<void>,
  onError: (error: unknown) => void,
): QueueLoop {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  async function runUntilDone(): Promise<void> {
    try {
      do {
        again = false;
        await runOnce(() => stopped);
      } while (again && !stopped);
    } finally {
      // In the same step as the last look at `again`: a wake-up between the two would be lost.
      running = undefined;
    }
  }

  function drain(): Promise<void> {
    if (running) again = true;
    else running = runUntilDone();
    return running;
  }

  return {
    drain,
    wake() {
      if (!stopped) drain().catch(onError);
    },
    async stop() {
      stopped = true;
      await running?.catch(() => {}); // whoever woke it has been told
    },
  };
}
