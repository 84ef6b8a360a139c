/** Runs tasks of one conversation one after the other, in the order they came; different ones side by side. */
export interface Sequence {
  run(conversation: string, task: () => Promise<void>): Promise<void>;
  /** Resolves when nothing is running. */
  idle(): Promise<void>;
}

/**
 * A promise chain per conversation. Each task keeps the async context it was handed in with, which is how a reply finds
 * the callback it answers; a hand-made work queue would lose that.
 */
export function createSequence(): Sequence {
  const tails = new Map<string, Promise<void>>();
  return {
    async run(conversation, task) {
      const before = tails.get(conversation);
      const mine = (async () => {
        await before?.catch(() => {});
        await task();
      })();
      tails.set(conversation, mine);
      try {
        await mine;
      } finally {
        if (tails.get(conversation) === mine) tails.delete(conversation);
      }
    },
    async idle() {
      while (tails.size > 0) await Promise.allSettled(tails.values());
    },
  };
}
