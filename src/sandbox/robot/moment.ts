import type { Platform } from '../platform.ts';

/** An instant on both clocks. */
export interface Moment {
  /** Sandbox time, UTC milliseconds. */
  at: number;
  /** Real milliseconds. */
  real: number;
}

export const momentNow = ({ clock }: Platform): Moment => ({ at: clock.now(), real: performance.now() });

/**
 * Whether a window has passed: on the sandbox's clock, which a test or the page may move, or on the real one, so that a
 * frozen clock keeps nothing open for ever.
 */
export const hasPassed = ({ clock }: Platform, since: Moment, windowMs: number): boolean =>
  clock.now() >= since.at + windowMs || performance.now() >= since.real + windowMs;
