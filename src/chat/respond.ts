import { texts } from '../texts/index.ts';
import type { Conversation } from '../usecases/ports.ts';
import { ASKED_PATTERN } from './args/sentence-words.ts';
import { splitTrailingStage } from './args/stage.ts';
import { reply } from './command.ts';
import type { Exchange } from './exchange.ts';
import { hearName } from './hear-name.ts';
import { hearDoubt, hearOfAnother, hearSentence } from './hear-sentence.ts';
import { heardFile } from './heard-file.ts';
import { type Intent, interpret } from './interpret.ts';
import type { Outcome } from './memory.ts';
import { runCommand } from './run-command.ts';

/** What comes of one line: understood, allowed, read, run. Throws a `Refusal` for what cannot be done. */
export async function respond(line: string, conversation: Conversation, exchange: Exchange): Promise<Outcome> {
  const { deps, message, place, today } = exchange;
  const { registry } = deps;
  if (message.kind === 'media') return heardFile(exchange);
  // Who mentions the bot speaks to it: no slash is needed.
  const address = place.kind === 'group' ? 'spoken to' : 'overheard';
  const intent = interpret(line, conversation.question, today.now, registry, address);
  const heard = await heardIn(line, intent, conversation, exchange);
  if (heard) return heard;
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
      return (await hearName(line, conversation, exchange)) ?? say(texts.general.notACommand, 'keep');
    case 'unknown_command':
      return correction(intent.word, intent.words, await nearestTo(intent.word, exchange));
    case 'command':
      return runCommand(intent, conversation, exchange);
  }
}

/**
 * A sentence in plain words, where the line may be one: it has no slash, and is no answer to what was asked. What is said
 * of another customer answers no offer about this one.
 */
async function heardIn(line: string, intent: Intent, conversation: Conversation, exchange: Exchange) {
  if (line === '' || /^[/／]/.test(line)) return undefined;
  if (intent.kind === 'hint') return hearSentence(line, conversation, exchange);
  if (intent.kind !== 'command') return undefined;
  if (isFreeAnswer(intent, conversation)) return hearOfAnother(line, conversation, exchange);
  if (intent.bare === undefined) return undefined;
  if (intent.bare === 'glued') return hearSentence(line, conversation, exchange);
  // A command's name begins a question as well: `win Acme yet?` must not win it.
  return ASKED_PATTERN.test(line) ? hearDoubt(line, conversation, exchange) : undefined;
}

/** An answer in one's own words to what was only offered, which may just as well have nothing to do with it. */
function isFreeAnswer({ chosen }: Extract<Intent, { readonly kind: 'command' }>, { question }: Conversation): boolean {
  return chosen !== undefined && question?.isOffer === true && question.options.every(({ label }) => label !== chosen);
}

function say(text: string, question: 'keep' | 'drop' = 'drop'): Outcome {
  return { reply: reply.text(text), keepsQuestion: question === 'keep' };
}

/** Longest rest of a line that is offered again: what is longer is a text to be looked at, not a slip to be tapped. */
const MOST_CORRECTED = 300;

interface Near {
  readonly title: string;
  readonly rest: string;
}

/** The commands a word nobody knows may have been; where a name is glued to it, those that leave a customer's. */
async function nearestTo(word: string, { actor, deps: { registry }, stores }: Exchange): Promise<readonly Near[]> {
  const whole = registry.nearest(word, actor.role);
  if (whole.length > 0) return whole.map((title) => ({ title, rest: '' }));
  const glued = registry.nearestGlued(word, actor.role);
  const pipeline = await stores.settings.pipeline();
  const names = glued.map(({ rest }) => splitTrailingStage(rest, pipeline)?.head ?? rest);
  const found = word.length > MOST_CORRECTED ? [] : await stores.leads.byNames(names);
  const named = new Set(found.map(({ phrase }) => phrase));
  if (named.size > 0) return glued.filter((_, at) => named.has(at));
  return [...new Map(glued.toReversed().map((near) => [near.title, near])).values()];
}

/** The whole line again with the commands that may have been meant, each to be sent with one number. */
function correction(word: string, words: string, nearest: readonly Near[]): Outcome {
  const isWhole = words !== '' || nearest.some(({ rest }) => rest !== '');
  if (nearest.length === 0 || !isWhole || word.length + words.length > MOST_CORRECTED) {
    return say(
      texts.general.unknownCommand(
        word,
        nearest.map(({ title }) => title),
      ),
    );
  }
  const options = nearest.map(({ title, rest }) => {
    const line = [`/${title}`, rest, words].filter(Boolean).join(' ');
    return { label: texts.general.lineOption(line), line };
  });
  return { reply: reply.choice(texts.general.commandUnsure(word), options) };
}
