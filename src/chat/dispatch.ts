import { type Member, mayUse } from '../domain/access.ts';
import { localDay } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Today, texts } from '../texts/index.ts';
import { bindUseCases, type Joining } from '../usecases/index.ts';
import type { Clock, Conversation, Settled, Stores, UnitOfWork } from '../usecases/ports.ts';
import type { Scope } from './args/arg.ts';
import { askAbout } from './ask.ts';
import { type Command, reply } from './command.ts';
import type { ChatContext } from './context.ts';
import { type Answer, settleAnswer } from './deliver.ts';
import { interpret } from './interpret.ts';
import { tidy } from './line.ts';
import { parseArgs } from './parse-args.ts';
import type { Registry } from './registry.ts';
import { renderText } from './render.ts';
import type { Reply } from './reply-types.ts';

/** How long a question stays open, and how long the same line counts as sent twice. */
const QUESTION_MS = 10 * 60_000;
const REPEAT_MS = 2 * 60_000;

export interface DispatchDeps {
  readonly uow: UnitOfWork;
  readonly clock: Pick<Clock, 'now'>;
  readonly registry: Registry;
  readonly timeZone: string;
  readonly joining: Joining;
}

const NOTHING_OPEN: Conversation = { question: null, lastLine: null, lastLineAt: null, lastReply: null };

/**
 * The hallway every message walks: one unit of work in which the person is known, the line understood, allowed, read,
 * run and answered. A refusal rolls back whatever was begun and is an answer like any other; anything else that is
 * thrown is a bug or an outage and goes to the caller, with nothing written.
 */
export async function dispatch(message: ChatContext, deps: DispatchDeps): Promise<Settled<Answer>> {
  const now = deps.clock.now();
  const today: Today = { now, timeZone: deps.timeZone };
  try {
    return await deps.uow.once(message.key, now, (stores) => handle(message, deps, stores, today));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return deps.uow.once(message.key, now, async (stores) => {
      const member = await stores.members.byUserid(message.userid);
      if (member) await stores.conversations.put(message.chat, member.id, NOTHING_OPEN);
      return settleAnswer(message, reply.text(texts.refusal(error.reason, today)), stores.outbox, now);
    });
  }
}

async function handle(message: ChatContext, deps: DispatchDeps, stores: Stores, today: Today): Promise<Answer> {
  const use = bindUseCases({ stores, now: today.now, timeZone: deps.timeZone, joining: deps.joining });
  const actor = await use.joinMember(message.userid);
  const conversation = (await stores.conversations.get(message.chat, actor.id)) ?? NOTHING_OPEN;
  const line = tidy(message.text);
  const outcome = await respond(message, line, conversation, actor, deps, stores, use, today);
  await stores.conversations.put(message.chat, actor.id, remember(outcome, conversation, today.now));
  return settleAnswer(message, outcome.reply, stores.outbox, today.now);
}

/** What came of a line. `ran` is the command that ran to its end, which is what counts as done, as a whole line. */
interface Outcome {
  readonly reply: Reply;
  readonly ran?: { readonly command: Command; readonly line: string };
  /** True when an open question stays open. */
  readonly keepsQuestion?: boolean;
}

async function respond(
  message: ChatContext,
  line: string,
  conversation: Conversation,
  actor: Member,
  deps: DispatchDeps,
  stores: Stores,
  use: ReturnType<typeof bindUseCases>,
  today: Today,
): Promise<Outcome> {
  const { registry } = deps;
  if (message.kind === 'media') return say(texts.general.media, 'keep');
  const intent = interpret(line, conversation.question, today.now, registry);
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
      const { command, words } = intent;
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
        reasons: () => stores.settings.reasons(),
        leads: stores.leads,
        members: stores.members,
      };
      const parsed = await parseArgs(command.args, words, scope);
      if (!parsed.ok) return { reply: askAbout({ command, words, problems: parsed.problems }, scope, today) };
      const commands = registry.usableBy(actor.role);
      const said = await command.run({ args: parsed.values, actor, use, today, pipeline, commands });
      return { reply: said, ran: { command, line: whole } };
    }
  }
}

function say(text: string, question: 'keep' | 'drop' = 'drop'): Outcome {
  return { reply: reply.text(text), keepsQuestion: question === 'keep' };
}

function isRepeat(command: Command, line: string, { lastLine, lastLineAt }: Conversation, now: number): boolean {
  return !command.repeatable && lastLine === line && lastLineAt !== null && now - lastLineAt < REPEAT_MS;
}

/** What was said before, with its choices only while they can be chosen from. */
function repeated({ lastReply, question }: Conversation): string {
  const [first = ''] = (lastReply ?? '').split('\n', 1);
  return texts.general.repeated(question ? (lastReply ?? '') : first);
}

/** What to keep of this exchange: the question just asked, and the last line that did something. */
function remember(outcome: Outcome, before: Conversation, now: number): Conversation {
  const { reply: said, ran, keepsQuestion } = outcome;
  if (said.kind === 'text' && !ran) return keepsQuestion ? before : { ...before, question: null };
  const { options, free } = said.kind === 'choice' ? said : {};
  const question = options ? { options, expiresAt: now + QUESTION_MS, ...(free !== undefined && { free }) } : null;
  // Asking is not doing; and a command that may be repeated, such as an undo, makes the line before it worth doing again.
  const isDone = ran && !ran.command.repeatable && !(said.kind === 'choice' && !said.isOffer);
  if (!isDone) return { ...NOTHING_OPEN, question };
  return { question, lastLine: ran.line, lastLineAt: now, lastReply: renderText(said) };
}
