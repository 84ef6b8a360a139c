import type { HangUp, PassiveReply } from '../wecom/incoming.ts';

/** How long a message may be answered by its own callback, and what the platform hears when that time is over. */
export interface Deadline {
  readonly ms: number;
  /** `later`: the answer may still come, by way of `answerLate`; `none`: it has to find its own way. */
  readonly ending: 'none' | 'later';
  /** How much longer a late answer is taken, in ms; only after `later`. */
  readonly lateMs: number;
}

/**
 * The time in which one message can be answered by the answer to its own callback. It ends with the first reply, when
 * the handler is done, when the platform's deadline comes (where a late answer is possible: when its time is over), or
 * when nobody waits any more.
 */
export class Turn {
  readonly conversationId: string;
  readonly reply: Promise<PassiveReply>;
  readonly #answerLate: (reply: PassiveReply) => void;
  #resolve: (reply: PassiveReply) => void = () => {};
  #isOpen = true;
  /** True once the platform was told that the answer comes later. */
  #isLate = false;
  #waiting = 0;
  #timer: NodeJS.Timeout;

  constructor(conversationId: string, deadline: Deadline, answerLate: (reply: PassiveReply) => void = () => {}) {
    this.conversationId = conversationId;
    this.#answerLate = answerLate;
    this.reply = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#timer = setTimeout(() => {
      if (deadline.ending === 'later') this.#delay(deadline.lateMs);
      else this.end();
    }, deadline.ms);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Gives the answer; false when the time for it has passed or somebody else's conversation is meant. */
  answer(conversationId: string, reply: PassiveReply): boolean {
    if (!this.#isOpen || conversationId !== this.conversationId) return false;
    this.#close(reply);
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
    if (this.#waiting === 0 && !this.#isLate) this.end();
  }

  #delay(lateMs: number): void {
    this.#isLate = true;
    this.#resolve({ kind: 'later' });
    this.#timer = setTimeout(() => this.end(), lateMs);
    this.#timer.unref();
  }

  #close(reply: PassiveReply): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    if (this.#isLate) this.#answerLate(reply);
    else this.#resolve(reply);
  }
}
