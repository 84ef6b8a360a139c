import { mayUse } from '../domain/access.ts';
import { localDay } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import { texts } from '../texts/index.ts';
import type { Conversation } from '../usecases/ports.ts';
import type { Scope } from './args/arg.ts';
import type { Problem } from './args/problem.ts';
import { askAbout } from './ask.ts';
import { reply } from './command.ts';
import type { Exchange } from './exchange.ts';
import { interpret } from './interpret.ts';
import { isRepeat, type Outcome, repeated } from './memory.ts';
import { parseArgs } from './parse-args.ts';

/** What comes of one line: understood, allowed, read, run. Throws a `Refusal` for what cannot be done. */
export async function respond(line: string, conversation: Conversation, exchange: Exchange): Promise<Outcome> {
  const { actor, deps, message, place, stores, today, use } = exchange;
  const { registry } = deps;
  if (message.kind === 'media') return say(texts.general.media, 'keep');
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
      return say(texts.general.unknownCommand(intent.word, registry.nearest(intent.word, actor.role)));
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
      };
      const parsed = await parseArgs(command.args, words, scope);
      const answered = chosen !== undefined && { chosen };
      if (!parsed.ok) {
        const asked = askAbout({ command, words, problems: parsed.problems }, scope, today);
        return { reply: asked, names: namesIn(parsed.problems.flatMap(matchesOf)), ...answered };
      }
      const commands = registry.usableBy(actor.role);
      const said = await command.run({ args: parsed.values, actor, use, today, pipeline, commands, place });
      const names = namesIn(Object.values(parsed.values));
      return { reply: said, ran: { command, line: whole }, names, ...answered };
    }
  }
}

function say(text: string, question: 'keep' | 'drop' = 'drop'): Outcome {
  return { reply: reply.text(text), keepsQuestion: question === 'keep' };
}

function matchesOf(problem: Problem): readonly unknown[] {
  return problem.code === 'lead_ambiguous' || problem.code === 'lead_unsure' ? problem.matches : [];
}

/** The names of the leads among these values. */
function namesIn(values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) =>
    typeof value === 'object' && value !== null && 'name' in value && 'tier' in value ? [String(value.name)] : [],
  );
}
