import type { Member, Role } from '../domain/access.ts';
import { type MemberId, memberId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusal.ts';
import { audit, checkText, type Deps } from './deps.ts';
import { keyOf } from './numbers-scope.ts';
import type { MemberStore } from './ports.ts';

/**
 * The member behind a WeCom userid. Somebody the platform delivers for the first time becomes a rep (or an admin, when
 * the configuration says so) unless joining is closed. Somebody who had left and writes is back.
 */
export async function joinMember(deps: Deps, userid: string): Promise<Member> {
  const { members } = deps.stores;
  const isAdmin = deps.joining.admins.has(userid);
  const known = await members.byUserid(userid);
  if (known) {
    const here = known.leftAt === undefined ? known : await welcomeBack(deps, known);
    if (!isAdmin || here.role === 'admin') return here;
    const promoted: Member = { ...here, role: 'admin' };
    await members.save(promoted, deps.now);
    return promoted;
  }
  if (!deps.joining.open && !isAdmin) throw new Refusal({ code: 'join_closed' });
  const id = await newMemberId(members, userid);
  const member: Member = { id, userid, name: userid, role: isAdmin ? 'admin' : 'rep', team: null };
  await members.save(member, deps.now);
  return member;
}

async function welcomeBack(deps: Deps, { leftAt: _left, ...member }: Member): Promise<Member> {
  await deps.stores.members.markBack(member.id);
  await audit(deps, member, 'member.back', { subject: member.id });
  return member;
}

/**
 * An id for somebody new: their userid, unless that is the id of somebody whose userid changed since and went to this
 * newcomer. `~` is in no userid, so the other ids cannot clash with one.
 */
export async function newMemberId(members: Pick<MemberStore, 'byId'>, userid: string): Promise<MemberId> {
  for (let nth = 1; ; nth++) {
    const id = memberId(nth === 1 ? userid : `${userid}~${nth}`);
    if (!(await members.byId(id))) return id;
  }
}

export interface MemberChange {
  readonly by: Member;
  readonly member: Member;
  readonly role?: Role | undefined;
  readonly team?: string | null | undefined;
  readonly name?: string | undefined;
  /** Links a member known only by name to the person with this userid. */
  readonly userid?: string | undefined;
}

/** Changes who somebody is to the bot. An unknown team is made; the last admin stays one. */
export async function setMember(deps: Deps, change: MemberChange): Promise<{ member: Member; newTeam: boolean }> {
  const { members } = deps.stores;
  const { member, role, team, name } = change;
  checkText('name', name);
  checkText('name', team ?? undefined);
  const userid = change.userid?.toLowerCase() ?? member.userid;
  const twin = userid === null ? undefined : await emptyTwin(deps, member, userid);
  const both = twin ? joined(member, twin) : member;
  const saved: Member = {
    ...both,
    userid,
    ...(role !== undefined && { role }),
    ...(team !== undefined && { team }),
    ...(name !== undefined && { name }),
  };
  const admins = [member, twin].filter((one) => one?.role === 'admin' && one.leftAt === undefined).length;
  if (admins > 0 && saved.role !== 'admin' && (await members.countWithRole('admin')) === admins) {
    throw new Refusal({ code: 'last_admin' });
  }
  const newTeam = team != null && !(await members.teams()).includes(team);
  if (newTeam) await members.addTeam(team);
  if (twin) await members.remove(twin.id);
  await members.save(saved, deps.now);
  if (name !== undefined) await deps.stores.lookups.keepName(saved.id, deps.now);
  await audit(deps, change.by, 'member.set', { subject: saved.id });
  return { member: saved, newTeam };
}

/**
 * The other member with this userid: the empty one a person known only by name became by writing, which gives way.
 * Refuses when it has a history of its own, or when `member` is somebody else's already.
 */
async function emptyTwin(deps: Deps, member: Member, userid: string): Promise<Member | undefined> {
  const { members } = deps.stores;
  if (member.userid === userid) return undefined;
  if (member.userid !== null) throw new Refusal({ code: 'member_linked', name: member.name, userid: member.userid });
  const twin = await members.byUserid(userid);
  if (twin && (await members.isReferenced(twin.id))) throw new Refusal({ code: 'member_has_leads', name: twin.name });
  return twin;
}

/** One person who was two members: `member`, with what the empty `twin` has of role and team. */
export function joined(member: Member, twin: Member): Member {
  return { ...member, role: higherRole(member.role, twin.role), team: member.team ?? twin.team };
}

const RANKS: readonly Role[] = ['rep', 'manager', 'admin'];

function higherRole(one: Role, other: Role): Role {
  return RANKS.indexOf(one) > RANKS.indexOf(other) ? one : other;
}

export async function listMembers(deps: Deps): Promise<readonly Member[]> {
  return deps.stores.members.all();
}

/** Every team with its members; members without a team come last under `null`. */
export async function listTeams(
  deps: Deps,
): Promise<readonly { readonly team: string | null; readonly members: readonly Member[] }[]> {
  const [teams, members] = [await deps.stores.members.teams(), await deps.stores.members.all()];
  const loose = members.filter(({ team }) => team === null);
  return [
    ...teams.map((team) => ({ team, members: members.filter((member) => member.team === team) })),
    ...(loose.length > 0 ? [{ team: null, members: loose }] : []),
  ];
}

export async function addTeam(deps: Deps, input: { readonly by: Member; readonly name: string }): Promise<void> {
  checkText('name', input.name);
  if ((await deps.stores.members.teams()).includes(input.name))
    throw new Refusal({ code: 'team_exists', team: input.name });
  await deps.stores.members.addTeam(input.name);
  await audit(deps, input.by, 'team.add', { subject: input.name });
}

export async function renameTeam(
  deps: Deps,
  input: { readonly by: Member; readonly from: string; readonly to: string },
): Promise<void> {
  checkText('name', input.to);
  const teams = await deps.stores.members.teams();
  if (!teams.includes(input.from)) throw new Refusal({ code: 'team_unknown', team: input.from });
  if (teams.includes(input.to)) throw new Refusal({ code: 'team_exists', team: input.to });
  await deps.stores.members.renameTeam(input.from, input.to);
  const [from, to] = [keyOf({ kind: 'team', team: input.from }), keyOf({ kind: 'team', team: input.to })];
  const { forecasts, targets, quotas, diagnoses, schedules } = deps.stores;
  for (const kept of [forecasts, targets, quotas, diagnoses]) await kept.rename(from, to);
  for (const { id, filters } of await schedules.all()) {
    if (filters.team === input.from) await schedules.change(id, { filters: { ...filters, team: input.to } });
  }
  await audit(deps, input.by, 'team.rename', { subject: input.to });
}

/** Removes a team nobody is in. */
export async function removeTeam(deps: Deps, input: { readonly by: Member; readonly name: string }): Promise<void> {
  const { members } = deps.stores;
  if (!(await members.teams()).includes(input.name)) throw new Refusal({ code: 'team_unknown', team: input.name });
  const inside = (await members.all()).filter(({ team }) => team === input.name).length;
  if (inside > 0) throw new Refusal({ code: 'team_not_empty', team: input.name, members: inside });
  await members.removeTeam(input.name);
  await audit(deps, input.by, 'team.remove', { subject: input.name });
}
