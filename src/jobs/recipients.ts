import type { ChatGroup } from '../domain/chat-group.ts';
import type { ScheduleTarget } from '../domain/schedule.ts';
import type { Stores } from '../usecases/ports.ts';
import type { Recipient } from './define-job.ts';

/** Everybody a target means just now: groups with a name and without outsiders, people who are here and have an account. */
export async function recipientsOf(
  target: ScheduleTarget,
  { groups, members }: Pick<Stores, 'groups' | 'members'>,
): Promise<readonly Recipient[]> {
  switch (target.kind) {
    case 'group': {
      const group = await groups.byId(target.group);
      return group ? groupsOf([group]) : [];
    }
    case 'groups':
      return groupsOf((await groups.all()).filter(({ name }) => name !== ''));
    case 'member':
      return people(await members.all()).filter(({ member }) => member.id === target.member);
    case 'role':
      return people(await members.all()).filter(({ member }) => member.role === target.role);
    case 'owners':
      return people(await members.all());
  }
}

type Person = Extract<Recipient, { readonly kind: 'member' }>;

function people(all: Awaited<ReturnType<Stores['members']['all']>>): readonly Person[] {
  return all.flatMap((member): Person[] => {
    const { userid } = member;
    return userid === null || member.leftAt !== undefined ? [] : [{ kind: 'member', member: { ...member, userid } }];
  });
}

function groupsOf(all: readonly ChatGroup[]): readonly Recipient[] {
  return all.filter(({ external }) => !external).map((group) => ({ kind: 'group', group }));
}
