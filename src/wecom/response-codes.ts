/** Codes for late answers, good once within an hour (WeCom doc 101138), by the conversation they answer in. */
export interface ResponseCodes {
  /** A message brought its code. */
  remember(conversation: string, code: string): void;
  /** A code that is still good, and is so no more; undefined when there is none. */
  take(conversation: string): string | undefined;
}

/** A little less than the hour: the answer has to arrive within it. */
const GOOD_MS = 58 * 60_000;
/** Codes kept for one conversation, and conversations; the oldest go first. */
const EACH = 20;
const CONVERSATIONS = 5_000;

interface Code {
  readonly code: string;
  readonly goodUntil: number;
}

/** Remembers codes in memory: after a restart the next message of a conversation brings one again. */
export function createResponseCodes(now: () => number): ResponseCodes {
  const codes = new Map<string, Code[]>();
  const goodOnes = (conversation: string) =>
    (codes.get(conversation) ?? []).filter(({ goodUntil }) => goodUntil > now());
  return {
    remember(conversation, code) {
      const others = goodOnes(conversation).filter((one) => one.code !== code);
      codes.delete(conversation);
      codes.set(conversation, [...others, { code, goodUntil: now() + GOOD_MS }].slice(-EACH));
      const [oldest] = codes.keys();
      if (codes.size > CONVERSATIONS && oldest !== undefined) codes.delete(oldest);
    },
    take(conversation) {
      const good = goodOnes(conversation);
      // The newest: in a group the answer quotes the message its code came with, and that is most likely the one.
      const code = good.pop()?.code;
      codes.set(conversation, good);
      return code;
    },
  };
}
