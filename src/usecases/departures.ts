import type { Member } from '../domain/access.ts';
import type { Lead } from '../domain/lead.ts';
import { audit, type Deps, pipelineOf } from './deps.ts';
import { joined } from './members.ts';

/** Leads named when somebody leaves; the rest is a number. */
const LEADS_NAMED = 5;

/** Somebody left: what stays behind, and who is to be told. */
export interface Departure {
  readonly member: Member;
  /** How many open leads they own. */
  readonly open: number;
  /** The longest untouched of them. */
  readonly leads: readonly { readonly lead: Lead; readonly stageName: string }[];
  /** Userids of the managers of their team, of all admins when it has none. */
  readonly tell: readonly string[];
}

/**
 * Notes that somebody is no longer with the company. Undefined when nobody with that userid is known or it was noted
 * before: however many signals come, whoever gets the departure is the one who tells of it.
 */
export async function memberLeft(deps: Deps, userid: string): Promise<Departure | undefined> {
  const { members, leads } = deps.stores;
  const member = await members.byUserid(userid);
  if (!member || !(await members.markLeft(member.id, deps.now))) return undefined;
  await audit(deps, member, 'member.left', { subject: member.id });
  const pipeline = await pipelineOf(deps);
  return {
    member,
    open: await leads.countOpenOf(member.id, undefined),
    leads: (await leads.openOf(member.id, undefined, LEADS_NAMED)).map((lead) => ({
      lead,
      stageName: pipeline.stage(lead.stage).name,
    })),
    tell: inChargeOf(member, await members.all()),
  };
}

function inChargeOf({ id, team }: Member, all: readonly Member[]): readonly string[] {
  const present = all.filter((one) => one.id !== id && one.leftAt === undefined);
  const managers = present.filter((one) => one.role === 'manager' && team !== null && one.team === team);
  const admins = present.filter(({ role }) => role === 'admin');
  return [managers, admins].map(userids).find((list) => list.length > 0) ?? [];
}

function userids(members: readonly Member[]): readonly string[] {
  return members.flatMap(({ userid }) => userid ?? []);
}

/**
 * Gives somebody the userid they have from now on; the member with all leads stays. `taken`: the new userid belongs to
 * another member with a history of its own, which nothing here may decide about.
 */
export async function renameMember(
  deps: Deps,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<'renamed' | 'unknown' | 'taken'> {
  const { members } = deps.stores;
  const member = await members.byUserid(from);
  if (!member || from === to) return 'unknown';
  // Whoever wrote under the new userid before we heard of it is the same person.
  const twin = await members.byUserid(to);
  if (twin && (await members.isReferenced(twin.id))) return 'taken';
  if (twin) await members.remove(twin.id);
  const known = twin ? joined(member, twin) : member;
  await members.save({ ...known, userid: to, name: member.name === from ? to : member.name }, deps.now);
  await audit(deps, member, 'member.rename', { subject: member.id });
  return 'renamed';
}
