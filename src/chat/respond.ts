import { mayUse } from '../domain/access.ts';
import { localDay } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import { texts } from '../texts/index.ts';
import type { Conversation } from '../usecases/ports.ts';
import type { Scope } from './args/arg.ts';
import { reply } from './command.ts';
import type { Exchange } from './exchange.ts';
import { heardFile } from './heard-file.ts';
import { interpret } from './interpret.ts';
import { readLeadList } from './lead-list.ts';
import { isRepeat, lastLeadOf, type Outcome, repeated } from './memory.ts';
import { runForEach, runWords } from './run-words.ts';

/** What comes of one line: understood, allowed, read, run. Throws a `Refusal` for what cannot be done. */
export async function respond(line: string, conversation: Conversation, exchange: Exchange): Promise<Outcome> {
  const { actor, deps, message, place, stores, today } = exchange;
  const { registry } = deps;
  if (message.kind === 'media') return heardFile(exchange);
  // Who mentions the bot speaks to it: no slash is needed.
  const address = place.kind === 'group' ? 'spoken to' : 'overheard';
  const intent = interpret(line, conversation.question, today.now, registry, address);
  switch (intent.kind) {
    case 'cancel':
      return say(texts.general.cancelled);
    case 'expired':
      return say(texts.general.expired);
    case 'no_question':
      return say(texts.general.noQuestion);
    case 'not_an_option':
      return say(texts.general.notAnOption(intent.count), 'keep');
    case 'hint':
      return say(texts.general.notACommand, 'keep');
    case 'unknown_command':
      return correction(intent.word, intent.words, registry.nearest(intent.word, actor.role));
    case 'command': {
      const { command, words, chosen } = intent;
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
      const pipeline = await stores.settings.pipeline();
      const scope: Scope = {
        actor,
        today: localDay(today.now, today.timeZone),
        pipeline,
        reasons: async () => (await stores.settings.reasons()).filter(({ archived }) => !archived),
        leads: stores.leads,
        members: stores.members,
        lastLead: lastLeadOf(conversation, today.now),
      };
      const list = command.several && (await readLeadList(words, command.args, scope));
      const at = { line: whole, exchange };
      const outcome = await (list ? runForEach(command, list, words, scope, at) : runWords(command, words, scope, at));
      return chosen === undefined ? outcome : { ...outcome, chosen };
    }
  }
}

function say(text: string, question: 'keep' | 'drop' = 'drop'): Outcome {
  return { reply: reply.text(text), keepsQuestion: question === 'keep' };
}

/** Longest rest of a line that is offered again: what is longer is a text to be looked at, not a slip to be tapped. */
const MOST_CORRECTED = 300;

/** The whole line again with the commands that may have been meant, each to be sent with one number. */
function correction(word: string, words: string, nearest: readonly string[]): Outcome {
  if (nearest.length === 0 || words === '' || words.length > MOST_CORRECTED) {
    return say(texts.general.unknownCommand(word, nearest));
  }
  const lines = nearest.map((name) => `/${name} ${words}`);
  return {
    reply: reply.choice(
      texts.general.commandUnsure(word),
      lines.map((line) => ({ label: texts.general.lineOption(line), line })),
    ),
  };
}
