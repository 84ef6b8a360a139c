const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Replies and pushes of one conversation together (WeCom doc 101463). */
const PER_MINUTE = 30;
const PER_HOUR = 1000;

/** Keeps each conversation within the platform's limits. */
export interface MessagePace {
  /** Takes a place for one message and gives 0; or takes none and gives how many ms until there is one. */
  take(conversation: string): number;
}

/**
 * Counts exactly, over any minute and any hour: a bucket that refills evenly would let 59 messages through within one
 * minute after a quiet one. `now` is in ms.
 */
export function createMessagePace(now: () => number): MessagePace {
  // In the order of their latest message, so that the quiet ones can be forgotten from the front.
  const sentAt = new Map<string, number[]>();

  function forgetQuiet(at: number): void {
    for (const [conversation, times] of sentAt) {
      if ((times.at(-1) ?? 0) > at - HOUR_MS) return;
      sentAt.delete(conversation);
    }
  }

  return {
    take(conversation) {
      const at = now();
      forgetQuiet(at);
      const times = sentAt.get(conversation) ?? [];
      // A clock that was set back must not hold anybody up for longer than a window.
      if ((times.at(-1) ?? at) > at) times.length = 0;
      while ((times[0] ?? at) <= at - HOUR_MS) times.shift();
      const free = (limit: number, windowMs: number) => (times.at(-limit) ?? at - windowMs) + windowMs - at;
      const waitMs = Math.max(free(PER_MINUTE, MINUTE_MS), free(PER_HOUR, HOUR_MS), 0);
      if (waitMs > 0) return waitMs;
      times.push(at);
      sentAt.delete(conversation);
      sentAt.set(conversation, times);
      return 0;
    },
  };
}
