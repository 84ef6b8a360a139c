/** What the bot may see of the clock: the demo shares the sandbox's clock through this shape. */
interface SharedClock {
  /** The current instant, UTC milliseconds. */
  now(): number;
  /** Calls `listener` once for every minute boundary crossed, in order; returns how to stop. */
  onMinute(listener: MinuteListener): () => void;
}

type MinuteListener = (at: number) => void | Promise<void>;

export interface SandboxClock extends SharedClock {
  readonly frozen: boolean;
  /** Jumps forward to `at`; resolves when every minute listener has run for every minute on the way. */
  advanceTo(at: number): Promise<void>;
  /** Jumps forward by `ms`, counted from the instant the jump begins. */
  advanceBy(ms: number): Promise<void>;
  freeze(): void;
  unfreeze(): void;
  /** Tells when the clock was jumped, frozen or released (not on every tick). */
  onChange(listener: () => void): () => void;
  /** Ends the ticking; the instant can still be read. */
  stop(): void;
}

export interface SandboxClockOptions {
  /** The instant at which the clock starts, UTC milliseconds. */
  startAt: number;
  /** Starts frozen: tests want an instant that moves only when told. */
  frozen?: boolean;
  /** Elapsed real milliseconds, never going back. */
  monotonic?: () => number;
  /** Gets errors of minute listeners that ran because real time passed. A jump rejects with them instead. */
  onError?: (error: unknown) => void;
}

const MINUTE_MS = 60_000;

/**
 * A clock that runs with real time, can be frozen, and can jump forward. Never goes back.
 * During a jump `now()` stands at the minute being told, so a schedule that looks at the clock sees its own slot.
 */
export function createSandboxClock(options: SandboxClockOptions): SandboxClock {
  const monotonic = options.monotonic ?? (() => performance.now());
  const reportError = options.onError ?? ((error: unknown) => process.emitWarning(String(error)));
  const minuteListeners = new Set<MinuteListener>();
  const changeListeners = new Set<() => void>();
  let base = options.startAt;
  let anchor = monotonic();
  let frozen = options.frozen ?? false;
  let jumping = false;
  let toldMinute = Math.floor(options.startAt / MINUTE_MS);
  let queue: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const now = () => (frozen || jumping ? base : base + Math.floor(monotonic() - anchor));
  const settle = (at: number) => {
    base = at;
    anchor = monotonic();
  };
  const changed = () => {
    for (const listener of changeListeners) listener();
  };

  /** Tells every minute up to `at`; `stand` moves the clock to each minute while it is told. */
  async function tellMinutes(at: number, stand: (minuteAt: number) => void | Promise<void>): Promise<void> {
    const errors: unknown[] = [];
    const last = Math.floor(at / MINUTE_MS);
    while (toldMinute < last) {
      toldMinute += 1;
      await stand(toldMinute * MINUTE_MS);
      for (const listener of [...minuteListeners]) {
        try {
          await listener(toldMinute * MINUTE_MS);
        } catch (error) {
          errors.push(error);
        }
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'a minute listener failed');
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  }

  function jump(target: () => number): Promise<void> {
    return inTurn(async () => {
      const at = target();
      if (!Number.isFinite(at) || at < now()) throw new RangeError('the sandbox clock only goes forward');
      settle(now());
      jumping = true;
      try {
        // A minute that real time crossed just before the jump may still be untold: stand no earlier than now.
        await tellMinutes(at, async (minuteAt) => {
          // Days may pass without any real waiting: what else this process does must have its turn meanwhile.
          await new Promise((resolve) => setImmediate(resolve));
          settle(Math.max(base, minuteAt));
        });
      } finally {
        settle(at);
        jumping = false;
        schedule();
        changed();
      }
    });
  }

  function schedule(): void {
    clearTimeout(timer);
    if (frozen || stopped) return;
    timer = setTimeout(
      () => {
        inTurn(() => tellMinutes(now(), () => undefined)).catch(reportError);
        schedule();
      },
      MINUTE_MS - (now() % MINUTE_MS),
    );
    timer.unref();
  }

  schedule();
  return {
    now,
    get frozen() {
      return frozen;
    },
    advanceTo: (at) => jump(() => at),
    advanceBy: (ms) => jump(() => now() + ms),
    freeze() {
      settle(now());
      frozen = true;
      schedule();
      changed();
    },
    unfreeze() {
      settle(now());
      frozen = false;
      schedule();
      changed();
    },
    onMinute(listener) {
      minuteListeners.add(listener);
      return () => minuteListeners.delete(listener);
    },
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
