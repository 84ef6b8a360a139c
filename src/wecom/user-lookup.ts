import { WeComApiError } from './api-error.ts';
import type { AppApi } from './app-api.ts';

export type UserLookup =
  | { readonly kind: 'found'; readonly name: string }
  /** No such member of the company, or no longer one. */
  | { readonly kind: 'left' }
  /** Outside the app's visible range. */
  | { readonly kind: 'not_allowed' }
  /** The app may ask about nobody until somebody changes a setting. */
  | { readonly kind: 'refused'; readonly code: string }
  /** No answer just now. */
  | { readonly kind: 'unreachable'; readonly code: string };

/** Does not exist (60111), cannot be found (46004). */
const UNKNOWN: ReadonlySet<number | null> = new Set([60111, 46004]);
/** No privilege on the member (60011, 50002), not in the visible range (60021, 92000). */
const NOT_VISIBLE: ReadonlySet<number | null> = new Set([60011, 50002, 60021, 92000]);
/** `status` of somebody who left (WeCom doc 90196). */
const STATUS_LEFT = 5;

/** Asks who somebody is; for an app that sees them, their name. */
export async function lookUpUser(api: Pick<AppApi, 'getUser'>, userid: string): Promise<UserLookup> {
  try {
    const { status, name } = await api.getUser(userid);
    return status === STATUS_LEFT ? { kind: 'left' } : { kind: 'found', name };
  } catch (error) {
    if (!(error instanceof WeComApiError)) throw error;
    const { errcode, action } = error;
    const code = String(errcode ?? 'no_answer');
    if (UNKNOWN.has(errcode)) return { kind: 'left' };
    if (NOT_VISIBLE.has(errcode)) return { kind: 'not_allowed' };
    if (action === 'config') return { kind: 'refused', code };
    return action === 'fail' ? { kind: 'not_allowed' } : { kind: 'unreachable', code };
  }
}
