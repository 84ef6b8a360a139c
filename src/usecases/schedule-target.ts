import { Refusal } from '../domain/refusal.ts';
import type { ScheduleKind, ScheduleTarget } from '../domain/schedule.ts';
import type { Deps } from './deps.ts';

/** Channels that only ever answer: nothing can be sent there unasked. */
const ANSWERS_ONLY: ReadonlySet<string> = new Set(['robot']);
/** To whom somebody wants something sent, as they say it. */
export type Audience =
  /** The group it is said in. */
  | { readonly kind: 'here' }
  /** Each alone: whose leads it is about, or those in charge. */
  | { readonly kind: 'alone' }
  | { readonly kind: 'groups' }
  | { readonly kind: 'role'; readonly role: 'manager' | 'admin' }
  /** A group's or a member's name. */
  | { readonly kind: 'named'; readonly name: string };

/** Whom an audience means where `here` is the group it was said in; without one, what fits the kind. */
export async function targetOf(
  deps: Deps,
  audience: Audience | undefined,
  { kind, here }: { readonly kind: ScheduleKind; readonly here: number | undefined },
): Promise<ScheduleTarget> {
  if (!audience) return here === undefined ? eachAlone(kind) : { kind: 'group', group: here };
  switch (audience.kind) {
    case 'here':
      if (here === undefined) throw new Refusal({ code: 'no_group_here' });
      return { kind: 'group', group: here };
    case 'alone':
      return eachAlone(kind);
    case 'named':
      return targetNamed(deps, audience.name);
    default:
      return audience;
  }
}

/** What is everybody's own goes to everybody, a digest to those in charge. */
function eachAlone(kind: ScheduleKind): ScheduleTarget {
  return kind === 'stale' || kind === 'todo' ? { kind: 'owners' } : { kind: 'role', role: 'manager' };
}

/** The group that has a name, otherwise the member, by name or userid. */
async function targetNamed({ stores }: Deps, written: string): Promise<ScheduleTarget> {
  const group = await stores.groups.byName(written);
  if (group) return { kind: 'group', group: group.id };
  const name = written.replace(/^[@＠]/, '');
  const member = await stores.members.byUserid(name.toLowerCase());
  const found = member ? [member] : await stores.members.byName(name);
  const [one] = found;
  if (!one) throw new Refusal({ code: 'target_unknown', name: written });
  if (found.length > 1) throw new Refusal({ code: 'target_ambiguous', name: written });
  return { kind: 'member', member: one.id };
}

/** Refuses whom nothing can be sent to. */
export async function checkTarget({ stores }: Pick<Deps, 'stores'>, target: ScheduleTarget): Promise<void> {
  const { groups, members } = stores;
  if (target.kind === 'member') {
    const member = await members.byId(target.member);
    if (!member) throw new Refusal({ code: 'target_unknown', name: target.member });
    if (member.userid === null || member.leftAt !== undefined) {
      throw new Refusal({ code: 'target_has_no_account', name: member.name });
    }
  }
  if (target.kind !== 'group') return;
  const group = await groups.byId(target.group);
  if (!group) throw new Refusal({ code: 'group_unknown', group: String(target.group) });
  if (group.external) throw new Refusal({ code: 'group_external', group: group.name });
  // A robot in webhook mode answers and never speaks first.
  if (group.addresses.every(({ channel }) => ANSWERS_ONLY.has(channel))) {
    throw new Refusal({ code: 'group_unreachable', group: group.name });
  }
}

/** Name of the one group or person a target is; '' for the others, and for one who is gone. */
export async function targetName({ stores }: Deps, target: ScheduleTarget): Promise<string> {
  if (target.kind === 'group') return (await stores.groups.byId(target.group))?.name ?? '';
  if (target.kind === 'member') return (await stores.members.byId(target.member))?.name ?? '';
  return '';
}
