import { mayUse } from '../domain/access.ts';
import { localDay } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Conversation } from '../usecases/ports.ts';
import type { Scope } from './args/arg.ts';
import { type Command, reply } from './command.ts';
import type { Exchange } from './exchange.ts';
import { readLeadList } from './lead-list.ts';
import { isRepeat, lastLeadOf, type Outcome, repeated } from './memory.ts';
import { runForEach, runWords } from './run-words.ts';

/** A command and what was said to it. */
export interface Called {
  readonly command: Command;
  readonly words: string;
  /** What was said to the open question, when this is its answer. */
  readonly chosen?: string | undefined;
}

/** Allows, reads and runs one command. Throws a `Refusal` for what cannot be done or is not for this person. */
export async function runCommand(called: Called, conversation: Conversation, exchange: Exchange): Promise<Outcome> {
  const { command, words, chosen } = called;
  const { actor, today } = exchange;
  // Not as typed: the same "1" may answer two questions, and a line may be written in several ways.
  const whole = `${command.name} ${words}`;
  if (!mayUse(actor.role, command.permission)) {
    throw new Refusal({
      code: 'not_allowed',
      command: command.aliases[0],
      isForManagers: mayUse('manager', command.permission),
    });
  }
  if (isRepeat(command, whole, conversation, today.now)) {
    return { reply: reply.text(repeated(conversation)), keepsQuestion: true };
  }
  const scope = await scopeOf(conversation, exchange);
  const list = command.several && (await readLeadList(words, command.args, scope));
  const at = { line: whole, exchange };
  const outcome = await (list ? runForEach(command, list, words, scope, at) : runWords(command, words, scope, at));
  return chosen === undefined ? outcome : { ...outcome, chosen };
}

/** What the words of a line are read by. */
export async function scopeOf(
  conversation: Conversation,
  { actor, stores, today }: Pick<Exchange, 'actor' | 'stores' | 'today'>,
): Promise<Scope> {
  return {
    actor,
    today: localDay(today.now, today.timeZone),
    pipeline: await stores.settings.pipeline(),
    reasons: async () => (await stores.settings.reasons()).filter(({ archived }) => !archived),
    leads: stores.leads,
    members: stores.members,
    lastLead: lastLeadOf(conversation, today.now),
  };
}
