import type { Span } from '../analytics/facts.ts';
import type { Member } from '../domain/access.ts';
import { slotsDue } from '../domain/schedule.ts';
import { BOT, type Kept } from '../usecases/digest.ts';
import type { About } from '../usecases/index.ts';
import type { Firing, Recipient } from './define-job.ts';
import { recipientKey } from './define-job.ts';

const WINDOW_MS = 91 * 86_400_000;
const BEFORE_MS = 2 * 3_600_000;

/** With whose rights a digest to somebody is made, and whose numbers it shows. */
export function scopeFor(
  { schedule: { filters } }: Firing,
  to: Recipient,
): { readonly by: Member; readonly about: About | undefined } {
  const about = filters.team === undefined ? undefined : ({ kind: 'team', team: filters.team } as const);
  if (to.kind === 'group') return { by: BOT, about };
  // Somebody who may see less than the schedule asks for sees their own.
  const { member } = to;
  const mayAsk =
    about === undefined || member.role === 'admin' || (member.role === 'manager' && member.team === about.team);
  return { by: member, about: mayAsk ? about : undefined };
}

/** What this digest kept for this recipient the last time. */
export async function lastKept({ schedule, slot, deps }: Firing, to: Recipient): Promise<Kept | undefined> {
  const found = await deps.stores.snapshots.lastBefore(schedule.id, recipientKey(to), slot);
  return found && (JSON.parse(found.numbers) as { readonly keep: Kept }).keep;
}

/** The two hours before each weekly digest of the last 91 days. */
export async function beforeDigests({ deps }: Firing): Promise<readonly Span[]> {
  const { stores, now, timeZone } = deps;
  const calendar = await stores.settings.calendar();
  const weekly = (await stores.schedules.all()).filter(({ kind, isOn }) => kind === 'weekly' && isOn);
  const ends = weekly.flatMap((one) => slotsDue(one, calendar, timeZone, Math.max(now - WINDOW_MS, one.since), now));
  return [...new Set(ends.map(({ at }) => at))].sort((a, b) => a - b).map((at) => ({ from: at - BEFORE_MS, to: at }));
}
