import type { ChatGroup, GroupAddress } from '../domain/chat-group.ts';
import type { Features, InboundMark, OutMessage } from './reply-types.ts';

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
  /** What the channel can show. */
  readonly features: Features;
  /** Where the answer belongs, when it can be given there even after a restart. */
  readonly reference?: string;
  /** For a pressed card: which one, and what was chosen in it. */
  readonly card?: NonNullable<InboundMark['card']>;
  /** For a file: what its channel fetches it by. */
  readonly file?: string;
  /** For an event about a person. */
  readonly contact?: NonNullable<InboundMark['contact']>;
  /** True while the message's own answer can still be given. */
  canAnswer(): boolean;
  answer(text: string): Promise<void>;
  /** Gives the own answer as more than text; false when the channel cannot or the time has passed. */
  answerWith(message: OutMessage): boolean;
}

/** Where a message was said: to the bot alone, or in a group. */
export type Place =
  | { readonly kind: 'alone' }
  | { readonly kind: 'group'; readonly group: ChatGroup; readonly at: GroupAddress };

/** What a channel we know nothing of can do: plain words, spoken at any time. */
export const PLAIN: Features = {
  card: false,
  markdown: 'none',
  picture: false,
  file: false,
  mention: false,
  push: true,
};
