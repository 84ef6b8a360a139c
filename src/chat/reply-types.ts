/**
 * What the bot answers, as data: a handler returns it, the channel decides how to show it. Nothing here knows any
 * channel, so puppets, jobs and commands may all import it.
 */
export type Reply =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'choice';
      readonly text: string;
      /** Each option is a whole command line, so an answer is handled like anything typed. */
      readonly options: readonly { readonly label: string; readonly line: string }[];
      /** Line for an answer in the person's own words, with `{answer}` where it goes. */
      readonly free?: string;
      /** True when nothing is lost by not answering. */
      readonly isOffer?: true;
    };

/** Why a prepared message could not be sent, as far as the sender loop has to know. */
export class SendFailure extends Error {
  /** `retry`: later, the same bytes. `wait`: a rate window has to pass. `give_up`: these bytes will never go. */
  readonly action: 'retry' | 'wait' | 'give_up';
  /** Code for the delivery log; never a message text. */
  readonly code: string;

  constructor(action: SendFailure['action'], code: string, cause?: unknown) {
    super(`sending failed: ${code}`, { cause });
    this.name = 'SendFailure';
    this.action = action;
    this.code = code;
  }
}

/** What a puppet of ours can do beyond Wechaty's words. */
export interface RichPuppet {
  readonly channel: string;
  /** Longest text one message may carry, in bytes of UTF-8. */
  readonly textLimitBytes: number;
  /** True while the message's own answer (the reply of the same callback) can still be given. */
  canAnswer(messageId: string): boolean;
  /** Ends a message's turn: the platform gets its answer now, empty when nothing was said. */
  endTurn(messageId: string): void;
  /** The request that would say `text` to somebody: frozen by the outbox, so that every retry sends the same bytes. */
  prepare(to: string, text: string, serial: number): string;
  /** Sends prepared bytes; rejects with {@link SendFailure}. */
  sendPrepared(request: string): Promise<void>;
}

/** True for a puppet of ours; a foreign one answers with plain `say()`. */
export function isRichPuppet(puppet: object): puppet is RichPuppet {
  return 'sendPrepared' in puppet && 'endTurn' in puppet;
}

/** How our puppets mark a message in Wechaty's payload: what it is, and the key that says it is the same one again. */
export interface InboundMark {
  readonly key: string;
  readonly kind: 'text' | 'button' | 'enter' | 'media' | 'event';
}
