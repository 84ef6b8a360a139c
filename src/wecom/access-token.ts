import { WeComApiError } from './api-error.ts';

export interface FreshToken {
  readonly token: string;
  readonly expiresInS: number;
}

export interface AccessToken {
  /** The current token, fetched if there is none or it is about to expire. */
  get(): Promise<string>;
  /** Called when the platform refused `stale` (40014, 42001): another token than that one, fetched at most once. */
  refresh(stale: string): Promise<string>;
}

export interface AccessTokenOptions {
  /** One gettoken call (WeCom doc 91039). */
  readonly fetchToken: () => Promise<FreshToken>;
  readonly now: () => number;
  /** How long a failure that only a person can fix is answered from memory. */
  readonly holdMs?: number;
}

const EARLY_S = 300;
const MIN_USE_S = 60;
const HOLD_MS = 10 * 60_000;

/**
 * One app's access_token: cached until five minutes before it expires, fetched by one call however many wait for it.
 *
 * Repeating gettoken with a wrong secret gets our address blocked for an hour, so such a failure (and the block
 * itself) is remembered for `holdMs` and thrown without asking again. Passing failures are not remembered.
 */
export function createAccessToken({ fetchToken, now, holdMs = HOLD_MS }: AccessTokenOptions): AccessToken {
  let cached: { readonly token: string; readonly useUntil: number } | undefined;
  let held: { readonly error: WeComApiError; readonly until: number } | undefined;
  let running: Promise<string> | undefined;

  async function fetchOnce(): Promise<string> {
    try {
      const { token, expiresInS } = await fetchToken();
      // Within its lifetime gettoken hands out the same token again, so one near its end is still used for a while
      // instead of being asked for with every message.
      const useS = Math.max(expiresInS - EARLY_S, Math.min(expiresInS, MIN_USE_S));
      cached = { token, useUntil: now() + useS * 1000 };
      held = undefined;
      return token;
    } catch (error) {
      if (error instanceof WeComApiError && (error.action === 'config' || error.action === 'wait')) {
        held = { error, until: now() + holdMs };
      }
      throw error;
    } finally {
      running = undefined;
    }
  }

  async function get(): Promise<string> {
    if (cached !== undefined && now() < cached.useUntil) return cached.token;
    if (held !== undefined && now() < held.until) throw held.error;
    running ??= fetchOnce();
    return running;
  }

  return {
    get,
    refresh(stale) {
      if (cached?.token === stale) cached = undefined;
      return get();
    },
  };
}
