import type { Member } from '../domain/access.ts';
import { type MemberId, memberId } from '../domain/ids.ts';
import { SYSTEM_ACTORS } from '../domain/lead-event.ts';

const USERID = /^[\w.@-]{1,64}$/;
/** Begins the id of somebody known only by name; no userid contains it. */
const NAME_ONLY = '~';

/** How the event log writes a member: the userid, or the name of somebody who has none. */
export function memberAsWritten(members: readonly Member[]): (id: MemberId) => string {
  const byId = new Map(members.map((member) => [member.id, member]));
  return (id) => {
    const member = byId.get(id);
    if (!member || member.userid !== null) return member?.userid ?? id;
    return USERID.test(member.name) ? `${NAME_ONLY}${member.name}` : member.name;
  };
}

/**
 * Who a word of the event log means: a member by userid, or by the name of somebody without one; otherwise somebody new.
 * `system` and `import` are nobody.
 */
export function memberAsRead(members: readonly Member[]): (word: string) => { id: MemberId; fresh?: Member } {
  const byUserid = new Map(members.flatMap((member) => (member.userid === null ? [] : [[member.userid, member]])));
  const byName = new Map(members.flatMap((member) => (member.userid === null ? [[member.name, member]] : [])));
  return (word) => {
    if (SYSTEM_ACTORS.has(word)) return { id: memberId(word) };
    if (USERID.test(word)) {
      const userid = word.toLowerCase();
      const known = byUserid.get(userid);
      if (known) return { id: known.id };
      const fresh: Member = { id: memberId(userid), userid, name: word, role: 'rep', team: null };
      byUserid.set(userid, fresh);
      return { id: fresh.id, fresh };
    }
    const name = word.startsWith(NAME_ONLY) ? word.slice(NAME_ONLY.length) : word;
    const known = byName.get(name);
    if (known) return { id: known.id };
    const fresh: Member = { id: memberId(`${NAME_ONLY}${name}`), userid: null, name, role: 'rep', team: null };
    byName.set(name, fresh);
    return { id: fresh.id, fresh };
  };
}
