/** When to try again: after a loss soon, after a refusal slowly, because only a person can put that right. */
const RETRY = {
  lost: { firstMs: 1_000, longestMs: 60_000 },
  refused: { firstMs: 30_000, longestMs: 600_000 },
} as const;

/**
 * How long to wait before the next attempt: twice as long each time, and varied by up to half, so that many bots cut
 * off at once do not come back at once (subscribing too often is refused, WeCom doc 101463). `attempt` counts from 0,
 * `random` is in [0, 1).
 */
export function retryDelayMs(after: keyof typeof RETRY, attempt: number, random: number): number {
  const { firstMs, longestMs } = RETRY[after];
  return Math.round(Math.min(firstMs * 2 ** attempt, longestMs) * (1 - random / 2));
}
