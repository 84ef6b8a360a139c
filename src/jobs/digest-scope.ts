import type { Member } from '../domain/access.ts';
import { BOT, type Kept } from '../usecases/digest.ts';
import type { About } from '../usecases/index.ts';
import type { Firing, Recipient } from './define-job.ts';
import { recipientKey } from './define-job.ts';

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

/** What digests of any kind have asked this recipient's people for since an instant, the latest first. */
export async function askedSince({ deps }: Firing, to: Recipient, since: number): Promise<readonly Kept[]> {
  const found = await deps.stores.snapshots.since(recipientKey(to), since);
  return found.map(({ numbers }) => (JSON.parse(numbers) as { readonly keep: Kept }).keep);
}

/** What this digest kept for this recipient the last time. */
export async function lastKept({ schedule, slot, deps }: Firing, to: Recipient): Promise<Kept | undefined> {
  const found = await deps.stores.snapshots.lastBefore(schedule.id, recipientKey(to), slot);
  return found && (JSON.parse(found.numbers) as { readonly keep: Kept }).keep;
}
