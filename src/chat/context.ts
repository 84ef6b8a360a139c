import type { InboundMark } from './reply-types.ts';

/** One message as the bot handles it, whatever channel it came over. */
export interface ChatContext {
  /** Says that this is the same message again (architecture: inbound ledger). */
  readonly key: string;
  readonly kind: InboundMark['kind'];
  readonly channel: string;
  /** The conversation: one person, or one group. */
  readonly chat: string;
  /** Lower-cased userid of who wrote it. */
  readonly userid: string;
  readonly text: string;
  /** Longest text one message of this channel carries, in bytes of UTF-8. */
  readonly textLimitBytes: number;
  /** True while the message's own answer can still be given. */
  canAnswer(): boolean;
  answer(text: string): Promise<void>;
}
