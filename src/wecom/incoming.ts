import type { FileRef } from './sent-file.ts';
import type { TemplateCard } from './template-card.ts';

/** What reached us through any WeCom channel, in the one shape every room behind the doors understands. */
export interface Incoming {
  /**
   * De-duplication key: channel + corp/agent/robot + sender + MsgId for messages; a longer key for events, because
   * FromUserName + CreateTime alone (WeCom doc 90238) confuses two events of one second.
   */
  readonly key: string;
  readonly channel: 'app' | 'robot' | 'robot-socket';
  /** Lower-cased userid (WeCom userids are case-insensitive). */
  readonly from: string;
  /** Raw chat id of a group, case kept; absent in a 1:1 chat. */
  readonly room?: string;
  /** `media` is a message that is no text (a picture, a file, a type we do not know), `event` anything else. */
  readonly kind: 'text' | 'button' | 'enter' | 'media' | 'event';
  /**
   * Text as typed (kind text; in a group without the robot's own name); the event key (kind button, menu clicks
   * included); '' otherwise.
   */
  readonly text: string;
  /** Platform's MsgType, or Event for events (e.g. 'image', 'enter_agent', 'change_contact'). */
  readonly type: string;
  /** CreateTime in UTC ms; our arrival time where the platform names none. */
  readonly at: number;
  /** Present for template card events. */
  readonly card?: {
    readonly taskId: string;
    /** What an update of the card needs later on; '' where only the answer to the event can update it. */
    readonly responseCode: string;
    readonly selected: Readonly<Record<string, readonly string[]>>;
  };
  /** Present for contact changes (WeCom doc 90970). */
  readonly contact?: { readonly change: 'left' | 'renamed'; readonly userid: string; readonly newUserid?: string };
  /** What an answer of the long connection has to carry, good for a day (WeCom doc 101463). */
  readonly reference?: string;
  /** Present for a file (`media` of type file): where it is. */
  readonly file?: FileRef;
  /** A robot's address for one late answer, good for an hour (WeCom doc 101138). */
  readonly responseUrl?: string;
}

/** What goes back inside the answer to the callback itself; at most one message (WeCom docs 90241, 101031). */
export type PassiveReply =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  /** Markdown with tables, where the channel takes it as an answer; `text` says the same in plain words. */
  | { readonly kind: 'markdown'; readonly markdown: string; readonly text: string }
  /** A PNG with words above it, where the channel takes one as an answer (a robot called over HTTP). */
  | { readonly kind: 'picture'; readonly png: Uint8Array; readonly text: string }
  /** A card, where the channel takes one as an answer (a robot); `text` stands above it where both go. */
  | { readonly kind: 'card'; readonly card: TemplateCard; readonly text: string }
  /** The answer to a card event: what whoever pressed sees from now on, or everybody where the channel can. */
  | { readonly kind: 'card_update'; readonly card: TemplateCard }
  /** The answer is still being made: a robot shows that it thinks, and gets the answer when it asks again. */
  | { readonly kind: 'later' };

/**
 * Tells that whoever waits for the answer is gone. An `AbortSignal` is one; a door that makes one for every callback
 * does better with less: on Node 20 making a signal costs as much as a query.
 */
export interface HangUp {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options: { readonly once: true }): void;
}
