import type { HangUp, PassiveReply } from '../wecom/incoming.ts';

/**
 * The time in which one message can be answered by the answer to its own callback. It ends with the first reply, when
 * the handler is done, when the platform's deadline comes, or when nobody waits any more.
 */
export class Turn {
  readonly conversationId: string;
  readonly reply: Promise<PassiveReply>;
  #resolve: (reply: PassiveReply) => void = () => {};
  #isOpen = true;
  #waiting = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(conversationId: string, deadlineMs: number) {
    this.conversationId = conversationId;
    this.reply = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#timer = setTimeout(() => this.end(), deadlineMs);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Gives the answer; false when the time for it has passed or somebody else's conversation is meant. */
  answer(conversationId: string, text: string): boolean {
    if (!this.#isOpen || conversationId !== this.conversationId) return false;
    this.#close({ kind: 'text', text });
    return true;
  }

  end(): void {
    if (this.#isOpen) this.#close({ kind: 'none' });
  }

  /**
   * One more caller waits for the answer; when all have hung up there is nobody left to answer. A caller may be gone
   * already: an aborted signal tells nobody any more.
   */
  join(hangUp: HangUp | undefined): Promise<PassiveReply> {
    this.#waiting++;
    if (hangUp?.aborted) this.#leave();
    else hangUp?.addEventListener('abort', () => this.#leave(), { once: true });
    return this.reply;
  }

  #leave(): void {
    this.#waiting--;
    if (this.#waiting === 0) this.end();
  }

  #close(reply: PassiveReply): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    this.#resolve(reply);
  }
}
