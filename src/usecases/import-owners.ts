import type { Member } from '../domain/access.ts';
import { memberId } from '../domain/ids.ts';

export type FoundOwner =
  | { readonly kind: 'known' | 'new'; readonly member: Member }
  | { readonly kind: 'ambiguous'; readonly members: readonly Member[] };

/**
 * Who a table's owner is: the member with that name or userid; otherwise the one an earlier import made under that
 * name, whatever they are called by now; otherwise a new one, not yet linked to a userid.
 */
export function createOwnerDirectory(members: readonly Member[]): (text: string) => FoundOwner {
  const byWord = new Map<string, Member[]>();
  const add = (word: string, member: Member) => {
    const found = byWord.get(word) ?? [];
    if (!found.includes(member)) byWord.set(word, [...found, member]);
  };
  for (const member of members) {
    add(member.name, member);
    if (member.userid !== null) add(member.userid, member);
  }
  const byId = new Map(members.map((member) => [member.id, member]));
  const known = new Map<string, FoundOwner>();

  const find = (text: string): FoundOwner => {
    const found = [...new Set([...(byWord.get(text) ?? []), ...(byWord.get(text.toLowerCase()) ?? [])])];
    if (found.length > 1) return { kind: 'ambiguous', members: found };
    const id = memberId(`~${text}`);
    const member = found[0] ?? byId.get(id);
    if (member) return { kind: 'known', member };
    return { kind: 'new', member: { id, userid: null, name: text, role: 'rep', team: null } };
  };
  return (text) => {
    const owner = known.get(text) ?? find(text);
    known.set(text, owner);
    return owner;
  };
}
