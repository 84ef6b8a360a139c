import { accessTo, mayUse } from '../domain/access.ts';
import { texts } from '../texts/index.ts';
import type { Conversation, LeadMatch, LeadStore } from '../usecases/ports.ts';
import {
  AFTER_NAME,
  ASKING_PATTERN,
  BESIDE_NAME_BEFORE,
  BETWEEN_NAMES,
  POLITE_PATTERN,
  QUESTION_PATTERN,
} from './args/sentence-words.ts';
import { reply } from './command.ts';
import type { Exchange } from './exchange.ts';
import { quote } from './line.ts';
import type { Outcome } from './memory.ts';
import { runCommand } from './run-command.ts';

/** A longer line is a text to be looked at, not one to be sent again with one number. */
const MOST_OFFERED = 300;
/** Longest beginning of a line that is looked up as a name, in characters. */
const MOST_NAME = 40;

/**
 * What comes of a line without a slash that begins with a customer's very name and says nothing else we know: it can be
 * kept as a follow-up, or the customer looked at, with one number. The name alone asks to look. Undefined when the line
 * names nobody, or several.
 */
export async function hearName(
  line: string,
  conversation: Conversation,
  exchange: Exchange,
): Promise<Outcome | undefined> {
  const { actor, deps, stores } = exchange;
  if (line.length > MOST_OFFERED || line.includes('\n')) return undefined;
  const named = await nameAtStart(line.replace(POLITE_PATTERN, '').replace(BESIDE_NAME_BEFORE, ''), stores.leads);
  if (!named || (await namesAnother(named.rest, stores.leads))) return undefined;
  const { matches, name, said } = named;
  const usable = (command: string) => {
    const found = deps.registry.find(command);
    return found && mayUse(actor.role, found.permission) ? found : undefined;
  };
  const show = usable('show');
  if (show && said === '') return runCommand({ command: show, words: quote(name) }, conversation, exchange);
  const isOwn = matches.some(({ owner, ownerTeam }) => accessTo(actor, { id: owner, team: ownerTeam }) === 'full');
  const log = isOwn ? usable('log') : undefined;
  const lines = [
    ...(log ? [`/${log.aliases[0]} ${quote(name)} ${quote(said)}`] : []),
    ...(show ? [`/${show.aliases[0]} ${quote(name)}`] : []),
  ];
  if (lines.length === 0) return undefined;
  const options = (QUESTION_PATTERN.test(said) || ASKING_PATTERN.test(said) ? lines.toReversed() : lines).map(
    (one) => ({
      label: texts.general.lineOption(one),
      line: one,
    }),
  );
  return { reply: reply.choice(texts.sentences.named(name), options), names: [name] };
}

interface Named {
  readonly matches: readonly LeadMatch[];
  readonly name: string;
  /** What follows the name, signs included. */
  readonly rest: string;
  /** What is said of them, as a note. */
  readonly said: string;
}

/** The longest very name a line begins with. */
async function nameAtStart(line: string, leads: LeadStore): Promise<Named | undefined> {
  const characters = [...line.slice(0, MOST_NAME)];
  const heads = characters
    .map((_, at) => characters.slice(0, at + 1).join(''))
    .filter((head, at) => at > 0 && isWhole(head, line))
    .reverse();
  const found = await leads.byNames(heads);
  const [first] = found;
  if (!first) return undefined;
  const rest = line.slice(heads[first.phrase]?.length);
  const said = rest.replace(AFTER_NAME, '');
  return { matches: found.map(({ match }) => match), name: first.match.name, rest, said };
}

/** True when the head ends as a name does: not on a sign, nor in the middle of a Latin word or a number. */
function isWhole(head: string, line: string): boolean {
  return /[\p{L}\p{N}]$/u.test(head) && !(/[a-z0-9]$/i.test(head) && /^[a-z0-9]/i.test(line.slice(head.length)));
}

/** True when another customer follows: what is said is said of several. */
async function namesAnother(rest: string, leads: LeadStore): Promise<boolean> {
  const [between, ...more] = rest.split(BETWEEN_NAMES);
  return between?.trim() === '' && more.length > 0 && (await nameAtStart(more.join(''), leads)) !== undefined;
}
