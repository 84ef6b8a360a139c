import type { Member } from '../domain/access.ts';
import { type ChatGroup, DEFAULT_PRIVACY } from '../domain/chat-group.ts';
import { Refusal } from '../domain/refusal.ts';
import { audit, checkText, type Deps } from './deps.ts';

/** The channel of groups that the app made for itself. */
export const APP_CHAT = 'appchat';
/** How many people such a group has, whoever opens it included (WeCom doc 90245). */
const LEAST = 2;
const MOST = 2000;

/** A group for the app to make. */
export interface NewGroup {
  /** Chosen by us, so that asking twice makes one. */
  readonly chatid: string;
  readonly name: string;
  /** Userid, one of `userids`. */
  readonly owner: string;
  readonly userids: readonly string[];
}

/**
 * Has the app make a group of a team, or of everybody the bot knows, with whoever asks as its owner. A group that has
 * the name already is found there as well from now on.
 */
export async function openGroup(
  deps: Deps,
  {
    by,
    name,
    team,
    chatid,
  }: { readonly by: Member; readonly name: string; readonly team?: string | undefined; readonly chatid: string },
): Promise<{ readonly group: ChatGroup; readonly opened: NewGroup }> {
  const { groups, members } = deps.stores;
  checkText('name', name);
  if (!deps.opensGroups?.()) throw new Refusal({ code: 'no_app_groups' });
  if (team !== undefined && !(await members.teams()).includes(team)) throw new Refusal({ code: 'team_unknown', team });
  const known = await groups.byName(name);
  if (known?.addresses.some(({ channel }) => channel === APP_CHAT)) {
    throw new Refusal({ code: 'group_has_channel', group: name });
  }
  const owner = by.userid ?? by.id;
  const others = (await members.all())
    .filter(({ leftAt }) => leftAt === undefined)
    .filter((member) => team === undefined || member.team === team)
    .flatMap(({ userid }) => (userid === null ? [] : [userid]));
  const userids = [...new Set([owner, ...others])];
  if (userids.length < LEAST || userids.length > MOST) {
    throw new Refusal({ code: 'group_size', people: userids.length, least: LEAST, most: MOST });
  }
  const id = known?.id ?? (await groups.add({ name, privacy: DEFAULT_PRIVACY }, deps.now));
  await groups.setAddress(id, { channel: APP_CHAT, address: chatid });
  await audit(deps, by, 'group.bind', { subject: String(id) });
  const group = await groups.byId(id);
  if (!group) throw new Error(`group ${id} is gone`);
  return { group, opened: { chatid, name, owner, userids } };
}
