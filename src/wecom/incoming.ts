/** What reached us through any WeCom channel, in the one shape every room behind the doors understands. */
export interface Incoming {
  /**
   * De-duplication key: channel + corp/agent + sender + MsgId for messages; a longer key for events, because
   * FromUserName + CreateTime alone (WeCom doc 90238) confuses two events of one second.
   */
  readonly key: string;
  readonly channel: 'app' | 'robot';
  /** Lower-cased userid (WeCom userids are case-insensitive). */
  readonly from: string;
  /** Raw chat id of a group, case kept; absent in a 1:1 chat. */
  readonly room?: string;
  /** `media` is a message that is no text (a picture, a file, a type we do not know), `event` anything else. */
  readonly kind: 'text' | 'button' | 'enter' | 'media' | 'event';
  /** Text as typed (kind text); the event key (kind button, menu clicks included); '' otherwise. */
  readonly text: string;
  /** Platform's MsgType, or Event for events (e.g. 'image', 'enter_agent', 'change_contact'). */
  readonly type: string;
  /** CreateTime in UTC ms. */
  readonly at: number;
  /** Present for template card events. */
  readonly card?: {
    readonly taskId: string;
    readonly responseCode: string;
    readonly selected: Readonly<Record<string, readonly string[]>>;
  };
}

/** What goes back inside the answer to the callback itself; at most one message (WeCom doc 90241). */
export type PassiveReply = { readonly kind: 'none' } | { readonly kind: 'text'; readonly text: string };

/**
 * Tells that whoever waits for the answer is gone. An `AbortSignal` is one; a door that makes one for every callback
 * does better with less: on Node 20 making a signal costs as much as a query.
 */
export interface HangUp {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options: { readonly once: true }): void;
}
