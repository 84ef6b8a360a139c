import type { Member } from '../../domain/access.ts';
import { newMemberId } from '../../usecases/members.ts';
import type { Token } from '../line.ts';
import type { Scope, Taken } from './arg.ts';
import { read, unreadable } from './problem.ts';
import { ARG_NAMES } from './words.ts';

interface Options {
  /** True when somebody unknown may be let in, as `+userid`. */
  readonly mayAdd: boolean;
}

/** The member a word names, with or without `@`: by userid, then by name. Names may be several words in quotes. */
export async function takeMember(
  words: readonly Token[],
  { members }: Scope,
  { mayAdd }: Options,
): Promise<Taken<Member>> {
  const [first] = words;
  if (!first) return { used: 0, reading: unreadable({ code: 'missing', label: ARG_NAMES.member[0], choices: [] }) };
  const newcomer = mayAdd && /^[+＋]/.test(first.text) ? readUserid(first.text.slice(1)) : undefined;
  const typed = newcomer ?? first.text.replace(/^[@＠]/, '');
  const byUserid = await members.byUserid(typed.toLowerCase());
  if (byUserid) return { used: 1, reading: read(byUserid) };
  if (newcomer !== undefined) {
    const id = await newMemberId(members, newcomer);
    const member = { id, userid: newcomer, name: newcomer, role: 'rep', team: null } as const;
    return { used: 1, reading: read(member) };
  }
  // An imported name may be two words; the longest run that is somebody wins.
  for (const used of first.quoted ? [1] : [3, 2, 1].filter((count) => count <= words.length)) {
    const name = [typed, ...words.slice(1, used).map(({ text }) => text)].join(' ');
    const found = await members.byName(name);
    if (found.length > 1) {
      return { used, reading: unreadable({ code: 'member_ambiguous', typed: name, span: first, members: found }) };
    }
    if (found[0]) return { used, reading: read(found[0]) };
  }
  const userid = mayAdd ? readUserid(typed) : undefined;
  const add = userid === undefined ? {} : { add: `+${userid}` };
  return { used: 1, reading: unreadable({ code: 'member_unknown', typed, span: first, ...add }) };
}

/** A WeCom userid, lower-cased as we keep it. */
export function readUserid(text: string): string | undefined {
  return /^[0-9a-z_.@-]{1,64}$/i.test(text) ? text.toLowerCase() : undefined;
}

/** Names offered at most. */
const MOST_OFFERED = 9;

/** Who may take over a lead: the sellers of the asker's own team, of every team for an admin. */
export async function colleaguesOf({ members, actor }: Scope): Promise<readonly string[]> {
  const all = (await members.all()).filter(({ id, leftAt }) => id !== actor.id && leftAt === undefined);
  const near = all.filter(({ role, team }) => role === 'rep' && (actor.role === 'admin' || team === actor.team));
  return near
    .slice(0, MOST_OFFERED)
    .map(({ name, userid }) =>
      all.filter((other) => other.name === name).length > 1 && userid !== null ? `@${userid}` : name,
    );
}
