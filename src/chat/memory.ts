import type { LeadId } from '../domain/ids.ts';
import { texts } from '../texts/index.ts';
import type { Conversation } from '../usecases/ports.ts';
import type { Command } from './command.ts';
import { renderText } from './render.ts';
import type { Reply } from './reply-types.ts';

/** How long a question stays open, and how long the same line counts as sent twice. */
const QUESTION_MS = 10 * 60_000;
const REPEAT_MS = 2 * 60_000;
/** Who does something again within this long works through a list. */
const IN_A_ROW_MS = 20_000;
/** How long "it" means the lead spoken of last. */
const LAST_LEAD_MS = 10 * 60_000;

export const NOTHING_OPEN: Conversation = {
  question: null,
  lastLine: null,
  lastLineAt: null,
  lastReply: null,
  lastLead: null,
  lastLeadAt: null,
};

/** What came of a line. `ran` is the command that ran to its end, which is what counts as done, as a whole line. */
export interface Outcome {
  readonly reply: Reply;
  readonly ran?: { readonly command: Command; readonly line: string };
  /** True when an open question stays open. */
  readonly keepsQuestion?: boolean;
  /** The answer that was given to the open question, as it was offered or typed. */
  readonly chosen?: string;
  /** The customers the reply speaks of. */
  readonly names?: readonly string[];
  /** The lead that was spoken of. */
  readonly lead?: LeadId;
}

/** The lead "it" means now. */
export function lastLeadOf({ lastLead, lastLeadAt }: Conversation, now: number): LeadId | undefined {
  return lastLead !== null && lastLeadAt !== null && now - lastLeadAt < LAST_LEAD_MS ? lastLead : undefined;
}

/** What to keep of a conversation after a refusal, which is nothing but what was spoken of. */
export function afterRefusal({ lastLead, lastLeadAt }: Conversation): Conversation {
  return { ...NOTHING_OPEN, lastLead, lastLeadAt };
}

/** True when something was done, and not just something asked. */
export function isDone({ ran, reply }: Outcome): boolean {
  return ran !== undefined && !(reply.kind === 'choice' && !reply.isOffer);
}

/** True when the same line was just handled: once is enough, unless the command says that twice means twice. */
export function isRepeat(command: Command, line: string, { lastLine, lastLineAt }: Conversation, now: number): boolean {
  return !command.repeatable && lastLine === line && lastLineAt !== null && now - lastLineAt < REPEAT_MS;
}

/** True when the last thing that was done was done just now. */
export function isInARow({ lastLineAt }: Conversation, now: number): boolean {
  return lastLineAt !== null && now - lastLineAt < IN_A_ROW_MS;
}

/** What was said before, with its choices only while they can be chosen from. */
export function repeated({ lastReply, question }: Conversation): string {
  const [first = ''] = (lastReply ?? '').split('\n', 1);
  return texts.general.repeated(question ? (lastReply ?? '') : first);
}

/** The question a reply asks, with the card it was asked with; null when it asks none. */
export function questionOf(reply: Reply, card: string | undefined, now: number): Conversation['question'] {
  if (reply.kind !== 'choice') return null;
  const { options, free, isOffer } = reply;
  return {
    options,
    expiresAt: now + QUESTION_MS,
    ...(free !== undefined && { free }),
    ...(isOffer && { isOffer }),
    ...(card !== undefined && { card }),
  };
}

/** What to keep of this exchange: the question just asked, and the last line that did something. */
export function remember(
  outcome: Outcome,
  question: Conversation['question'],
  before: Conversation,
  now: number,
): Conversation {
  const { reply: said, ran, keepsQuestion, lead } = outcome;
  const spokenOf =
    lead === undefined
      ? { lastLead: before.lastLead, lastLeadAt: before.lastLeadAt }
      : { lastLead: lead, lastLeadAt: now };
  if (said.kind === 'text' && !ran) {
    return { ...before, ...spokenOf, question: keepsQuestion ? before.question : null };
  }
  // Asking is not doing; and a command that may be repeated, such as an undo, makes the line before it worth doing again.
  if (!ran || ran.command.repeatable || !isDone(outcome)) return { ...NOTHING_OPEN, ...spokenOf, question };
  return { ...spokenOf, question, lastLine: ran.line, lastLineAt: now, lastReply: renderText(said) };
}
