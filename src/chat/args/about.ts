import type { About } from '../../usecases/index.ts';
import type { Token } from '../line.ts';
import type { Scope, Taken } from './arg.ts';
import { takeMember } from './member.ts';
import { read } from './problem.ts';
import { ALL_WORDS, ME_WORDS } from './words.ts';

/** Whose numbers are meant: everybody's, a team's by its name, or one person's. */
export async function takeAbout(words: readonly Token[], scope: Scope): Promise<Taken<About>> {
  const typed = words[0]?.text.normalize('NFKC').toLowerCase() ?? '';
  if (ALL_WORDS.has(typed)) return { used: 1, reading: read({ kind: 'all' }) };
  if (ME_WORDS.has(typed)) return { used: 1, reading: read({ kind: 'member', member: scope.actor }) };
  const team = (await scope.members.teams()).find((name) => name.toLowerCase() === typed);
  if (team !== undefined) return { used: 1, reading: read({ kind: 'team', team }) };
  const { used, reading } = await takeMember(words, scope, { mayAdd: false });
  return { used, reading: reading.ok ? read({ kind: 'member', member: reading.value }) : reading };
}
