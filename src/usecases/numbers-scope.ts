import type { Scope } from '../analytics/facts.ts';
import type { Member } from '../domain/access.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Deps } from './deps.ts';
import type { WhoKey } from './ports.ts';

/** Whose numbers are asked for. */
export type About =
  | { readonly kind: 'all' }
  | { readonly kind: 'team'; readonly team: string }
  | { readonly kind: 'member'; readonly member: Member };

/** Whose numbers a report shows, and the owners that means; no owners means everybody. */
export interface Reach {
  readonly about: About;
  readonly scope: Scope;
}

/**
 * What `by` gets to see of what they ask for: a rep their own numbers, a manager those of the team and its members, an
 * admin all. Without `about` it is the most they may see. Throws a refusal for anything more.
 */
export async function reachOf(
  deps: Deps,
  by: Member,
  about: About | undefined,
  source?: string | undefined,
): Promise<Reach> {
  const asked = about ?? widest(by);
  if (!mayAsk(by, asked)) throw new Refusal({ code: 'numbers_not_yours', role: by.role === 'rep' ? 'rep' : 'manager' });
  const sources = source === undefined ? {} : { sources: new Set([source]) };
  if (asked.kind === 'all') return { about: asked, scope: sources };
  if (asked.kind === 'member') return { about: asked, scope: { owners: new Set([asked.member.id]), ...sources } };
  const team = (await deps.stores.members.all()).filter((member) => member.team === asked.team);
  return { about: asked, scope: { owners: new Set(team.map(({ id }) => id)), ...sources } };
}

function widest(by: Member): About {
  if (by.role === 'admin') return { kind: 'all' };
  if (by.role === 'manager' && by.team !== null) return { kind: 'team', team: by.team };
  return { kind: 'member', member: by };
}

function mayAsk(by: Member, about: About): boolean {
  if (by.role === 'admin') return true;
  if (about.kind === 'all') return false;
  if (about.kind === 'team') return by.role === 'manager' && by.team === about.team;
  return about.member.id === by.id || (by.role === 'manager' && by.team !== null && about.member.team === by.team);
}

/** The key under which something is kept about whose numbers these are. */
export function keyOf(about: About): WhoKey {
  if (about.kind === 'all') return '' as WhoKey;
  return (about.kind === 'team' ? `team:${about.team}` : `member:${about.member.id}`) as WhoKey;
}
