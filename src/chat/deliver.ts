import type { OutboxStore } from '../usecases/ports.ts';
import type { ChatContext } from './context.ts';
import { pagesOf, renderText } from './render.ts';
import type { Reply } from './reply-types.ts';

/** What the inbound ledger keeps of an answer. */
export interface Answer {
  readonly reply: Reply;
  /** How it went out: as the answer of the callback itself, or through the outbox because it was late. */
  readonly via: 'turn' | 'outbox';
  /** True when any part of it was put into the outbox. */
  readonly queued: boolean;
}

/** The body of an outbox row: plain text, already cut to what the channel carries. */
export interface OutboxBody {
  readonly text: string;
}

/**
 * Decides, inside the unit of work, how an answer goes out: the first part as the callback's own answer while that is
 * possible, everything else as outbox rows, written in the same transaction so that a crash loses nothing.
 */
export async function settleAnswer(
  message: ChatContext,
  reply: Reply,
  outbox: OutboxStore,
  now: number,
): Promise<Answer> {
  const parts = partsOf(reply, message);
  const via = message.canAnswer() ? 'turn' : 'outbox';
  const later = via === 'turn' ? parts.slice(1) : parts;
  await queue(message, later, parts.length - later.length, outbox, now);
  return { reply, via, queued: later.length > 0 };
}

/** Says the first part as the callback's answer; false when the answer's time has passed meanwhile. */
export async function answerNow(message: ChatContext, answer: Answer): Promise<boolean> {
  const [first] = partsOf(answer.reply, message);
  if (first === undefined || !message.canAnswer()) return false;
  await message.answer(first);
  return true;
}

/** Queues the part that was meant as the callback's answer and came too late for it. */
export async function queueFirst(
  message: ChatContext,
  answer: Answer,
  outbox: OutboxStore,
  now: number,
): Promise<void> {
  await queue(message, partsOf(answer.reply, message).slice(0, 1), 0, outbox, now);
}

function partsOf(reply: Reply, { textLimitBytes }: ChatContext): readonly string[] {
  return pagesOf(renderText(reply), textLimitBytes);
}

async function queue(message: ChatContext, parts: readonly string[], skip: number, outbox: OutboxStore, now: number) {
  for (const [at, text] of parts.entries()) {
    const body: OutboxBody = { text };
    const key = `${message.key}/${at + skip + 1}`;
    await outbox.enqueue(
      { key, channel: message.channel, to: message.chat, body: JSON.stringify(body), notBefore: now },
      now,
    );
  }
}
