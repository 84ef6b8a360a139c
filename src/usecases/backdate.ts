import type { Lead } from '../domain/lead.ts';
import { type LocalDay, localDay, noonOf } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Deps } from './deps.ts';

/**
 * When a stage change happened (UTC ms): now, or on an earlier day somebody names. Not in the future and not before
 * the lead's last stage change (metrics §1.2); on the day of that change itself, never before it.
 */
export function happenedAt(deps: Deps, lead: Lead, on: LocalDay | undefined): number {
  const { now, timeZone } = deps;
  const today = localDay(now, timeZone);
  const lastChangeAt = Math.max(lead.enteredAt, lead.closedAt ?? 0);
  // A clock that was set back must not put this change before the one it follows.
  if (on === undefined || on === today) return Math.max(now, lastChangeAt);
  if (on > today) throw new Refusal({ code: 'date_in_future', on });
  const last = localDay(lastChangeAt, timeZone);
  if (on < last) throw new Refusal({ code: 'date_before_last_move', on, last });
  return Math.max(noonOf(on, now, timeZone), lastChangeAt);
}
