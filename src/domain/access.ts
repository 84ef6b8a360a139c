import type { MemberId } from './ids.ts';

export type Role = 'rep' | 'manager' | 'admin';

/** Somebody the bot knows. `userid` is null for a member known only by name, from an import. */
export interface Member {
  readonly id: MemberId;
  readonly userid: string | null;
  readonly name: string;
  readonly role: Role;
  readonly team: string | null;
  /** UTC ms since when they are no longer with the company; absent for everybody who is. */
  readonly leftAt?: number;
}

/** What a command asks of the person who types it. */
export type Permission = 'help' | 'lead:read' | 'lead:write' | 'numbers:own' | 'numbers:team' | 'team:admin';

const GRANTS: Readonly<Record<Role, readonly Permission[]>> = {
  rep: ['help', 'lead:read', 'lead:write', 'numbers:own'],
  manager: ['help', 'lead:read', 'lead:write', 'numbers:own', 'numbers:team'],
  admin: ['help', 'lead:read', 'lead:write', 'numbers:own', 'numbers:team', 'team:admin'],
};

export const PERMISSIONS: readonly Permission[] = GRANTS.admin;

/** True when the role carries the permission; anything not listed is refused. */
export function mayUse(role: Role, permission: Permission): boolean {
  return GRANTS[role].includes(permission);
}

/**
 * How much of a lead somebody may see and change: reps everything of their own, managers also what their team owns,
 * admins all. Of the others only the name and the owner.
 */
export function accessTo(
  actor: Member,
  owner: { readonly id: MemberId; readonly team: string | null },
): 'full' | 'name_only' {
  if (actor.role === 'admin' || owner.id === actor.id) return 'full';
  if (actor.role === 'manager' && actor.team !== null && owner.team === actor.team) return 'full';
  return 'name_only';
}
