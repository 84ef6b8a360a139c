import type { Member } from '../../domain/access.ts';
import type { Token } from '../line.ts';
import type { Scope, Taken } from './arg.ts';
import { read, unreadable } from './problem.ts';

/** The member a word names, with or without `@`: by userid, then by name. Names may be several words in quotes. */
export async function takeMember(words: readonly Token[], { members }: Scope): Promise<Taken<Member>> {
  const [first] = words;
  if (!first) return { used: 0, reading: unreadable({ code: 'missing', label: '成员', choices: [] }) };
  const typed = first.text.replace(/^[@＠]/, '');
  const byUserid = await members.byUserid(typed.toLowerCase());
  if (byUserid) return { used: 1, reading: read(byUserid) };
  // An imported name may be two words; the longest run that is somebody wins.
  for (const used of first.quoted ? [1] : [3, 2, 1].filter((count) => count <= words.length)) {
    const name = [typed, ...words.slice(1, used).map(({ text }) => text)].join(' ');
    const found = await members.byName(name);
    if (found.length > 1) {
      return { used, reading: unreadable({ code: 'member_ambiguous', typed: name, span: first, members: found }) };
    }
    if (found[0]) return { used, reading: read(found[0]) };
  }
  return { used: 1, reading: unreadable({ code: 'member_unknown', typed }) };
}
