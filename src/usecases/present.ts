import type { Facts, Scope } from '../analytics/facts.ts';
import type { StaleContext } from '../analytics/stale.ts';
import type { Member } from '../domain/access.ts';
import type { MemberId } from '../domain/ids.ts';
import { type LocalDay, localDay } from '../domain/period.ts';
import type { Deps } from './deps.ts';
import { type About, reachOf } from './numbers-scope.ts';
import { staleContext } from './reports.ts';

/** Whose numbers are asked for, and by whom; the most they may see when absent. */
export interface NumbersRequest {
  readonly by: Member;
  readonly about?: About | undefined;
}

/** Everything known now of those somebody may see. */
export interface Present {
  readonly about: About;
  readonly scope: Scope;
  readonly facts: Facts;
  readonly context: StaleContext;
  readonly today: LocalDay;
  /** The members the numbers are of. */
  readonly members: readonly Member[];
  readonly memberName: (id: MemberId) => string;
}

export async function presentOf(deps: Deps, { by, about: asked }: NumbersRequest): Promise<Present> {
  const { about, scope } = await reachOf(deps, by, asked);
  // Now itself has happened.
  const asOf = deps.now + 1;
  const all = await deps.stores.members.all();
  const names = new Map(all.map(({ id, name }) => [id, name]));
  return {
    about,
    scope,
    facts: await deps.stores.facts.asOf(asOf, scope),
    context: await staleContext(deps, asOf),
    today: localDay(deps.now, deps.timeZone),
    members: all.filter(({ id }) => scope.owners?.has(id) ?? true),
    memberName: (id) => names.get(id) ?? id,
  };
}

/** Who is expected to sell: the reps, or everybody where there are none. */
export function sellersOf({ members }: Pick<Present, 'members'>): readonly Member[] {
  const reps = members.filter(({ role }) => role === 'rep');
  return reps.length > 0 ? reps : members;
}
