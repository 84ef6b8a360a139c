import type { Member } from '../domain/access.ts';
import { type ChatGroup, DEFAULT_PRIVACY, type GroupAddress, type GroupPrivacy } from '../domain/chat-group.ts';
import { Refusal } from '../domain/refusal.ts';
import { audit, checkText, type Deps } from './deps.ts';

/** The channel whose addresses are the names of configured group webhooks. */
const WEBHOOK = 'webhook';

export function listGroups(deps: Deps): Promise<readonly ChatGroup[]> {
  return deps.stores.groups.all();
}

/** The group of this name, however an admin writes it. */
export async function groupNamed(deps: Deps, name: string): Promise<ChatGroup> {
  const group = await deps.stores.groups.byName(name);
  if (!group) throw new Refusal({ code: 'group_unknown', group: name });
  return group;
}

export interface GroupBinding {
  readonly by: Member;
  readonly name: string;
  /** The group it was said in, and its address there; absent when said to the bot alone. */
  readonly here?: { readonly group: ChatGroup; readonly at: GroupAddress } | undefined;
  /** Name of a configured webhook that posts into this group. */
  readonly webhook?: string | undefined;
}

/**
 * Gives the group at hand a name. When a group has that name already, the two are one from now on, found at either
 * address; a channel finds a group at one address only.
 */
export async function bindGroup(deps: Deps, { by, name, here, webhook }: GroupBinding): Promise<ChatGroup> {
  const { groups } = deps.stores;
  checkText('name', name);
  const known = await groups.byName(name);
  if (!known && !here && webhook === undefined) throw new Refusal({ code: 'group_unknown', group: name });
  let id = known?.id;
  if (here && id === undefined) {
    id = here.group.id;
    await groups.change(id, { name });
  }
  id ??= await groups.add({ name, privacy: DEFAULT_PRIVACY }, deps.now);
  if (here && here.group.id !== id) {
    await addAddress(deps, id, here.at);
    if ((await groups.byId(here.group.id))?.addresses.length === 0) await groups.remove(here.group.id);
  }
  if (webhook !== undefined) {
    if (!deps.webhooks?.includes(webhook))
      throw new Refusal({ code: 'webhook_unknown', webhook, known: deps.webhooks ?? [] });
    await addAddress(deps, id, { channel: WEBHOOK, address: webhook });
  }
  await audit(deps, by, 'group.bind', { subject: String(id) });
  return existing(deps, id);
}

async function addAddress(deps: Deps, id: number, at: GroupAddress): Promise<void> {
  const { groups } = deps.stores;
  const group = await existing(deps, id);
  const taken = group.addresses.find(({ channel }) => channel === at.channel);
  if (taken?.address === at.address) return;
  if (taken) throw new Refusal({ code: 'group_has_channel', group: group.name });
  await groups.setAddress(id, at);
}

/** Forgets a group and where it is found. It is registered anew when it speaks again. */
export async function unbindGroup(
  deps: Deps,
  { by, group }: { readonly by: Member; readonly group: ChatGroup },
): Promise<ChatGroup> {
  await deps.stores.groups.remove(group.id);
  await audit(deps, by, 'group.unbind', { subject: String(group.id) });
  return group;
}

/** What a group may read from now on; what is not named stays as it is. */
export async function setGroupPrivacy(
  deps: Deps,
  input: {
    readonly by: Member;
    readonly group: ChatGroup;
    readonly privacy: { readonly [Key in keyof GroupPrivacy]?: GroupPrivacy[Key] | undefined };
    readonly external?: boolean | undefined;
  },
): Promise<ChatGroup> {
  const { by, group, privacy, external } = input;
  await deps.stores.groups.change(group.id, {
    privacy: {
      amounts: privacy.amounts ?? group.privacy.amounts,
      names: privacy.names ?? group.privacy.names,
      ranking: privacy.ranking ?? group.privacy.ranking,
    },
    ...(external !== undefined && { external }),
  });
  await audit(deps, by, 'group.privacy', { subject: String(group.id) });
  return existing(deps, group.id);
}

async function existing(deps: Deps, id: number): Promise<ChatGroup> {
  const group = await deps.stores.groups.byId(id);
  if (!group) throw new Error(`group ${id} is gone`);
  return group;
}
