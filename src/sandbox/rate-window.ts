/** Counts events of one key within a sliding window. */
export interface RateWindow {
  /** Whether one more event would be within the limit. */
  allows(key: string, now: number): boolean;
  /** Records one event if it is within the limit, and tells whether it was. */
  take(key: string, now: number): boolean;
}

/** At most `limit` events within any `windowMs`, for each key on its own. */
export function createRateWindow(limit: number, windowMs: number): RateWindow {
  const timesByKey = new Map<string, number[]>();
  const recent = (key: string, now: number): number[] => {
    const times = timesByKey.get(key) ?? [];
    while (times.length > 0 && (times[0] as number) <= now - windowMs) times.shift();
    return times;
  };
  return {
    allows: (key, now) => recent(key, now).length < limit,
    take(key, now) {
      const times = recent(key, now);
      if (times.length >= limit) return false;
      times.push(now);
      timesByKey.set(key, times);
      return true;
    },
  };
}
