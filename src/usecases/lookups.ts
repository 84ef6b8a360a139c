import { type Departure, memberLeft } from './departures.ts';
import { type Deps, MAX_NAME_LENGTH } from './deps.ts';
import type { DueLookup } from './ports.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** What the platform says of one person. */
export type LookedUp =
  | { readonly kind: 'found'; readonly name: string }
  /** We may not ask about this person. */
  | { readonly kind: 'not_allowed' }
  | { readonly kind: 'left' };

/**
 * Takes over what the platform says of somebody: the name, unless one of us chose it, or that they left. Asked again in
 * a week; in a day when it was refused.
 */
export async function recordLookup(
  deps: Deps,
  { due, said }: { readonly due: DueLookup; readonly said: LookedUp },
): Promise<Departure | undefined> {
  const { members, lookups } = deps.stores;
  await lookups.plan(due, deps.now + (said.kind === 'not_allowed' ? DAY_MS : WEEK_MS));
  if (said.kind === 'left') return memberLeft(deps, due.member.userid);
  if (said.kind === 'found' && !due.keepsName) {
    const name = said.name.replace(/\s+/g, ' ').trim();
    const isUsable = name !== '' && [...name].length <= MAX_NAME_LENGTH;
    if (isUsable && name !== due.member.name) await members.replaceName(due.member.id, due.member.name, name);
  }
  return undefined;
}
