/**
 * What the bot answers, as data: a handler returns it, the channel decides how to show it. Nothing here knows any
 * channel, so puppets, jobs and commands may all import it.
 */

/** Something that can be chosen. It is a whole command line, so an answer is handled like anything typed. */
export interface Option {
  readonly label: string;
  readonly line: string;
}

/** One row of a card: what it is, and its value. */
export interface Field {
  readonly label: string;
  readonly value: string;
}

/** Something somebody else is told, in their own chat with the bot. */
export interface Notice {
  readonly userid: string | null;
  /** What they are called, for saying that they could not be told. */
  readonly name: string;
  readonly text: string;
}

/** A group for the app to make: its id is ours, so that asking twice makes one. */
export interface NewGroup {
  readonly chatid: string;
  readonly name: string;
  readonly owner: string;
  readonly userids: readonly string[];
  /** What is said in it first; until something is, older clients do not show it (WeCom doc 90245). */
  readonly text: string;
}

/** Something that takes longer than an answer may: what, and what about. */
export interface Work {
  readonly kind: 'import_check' | 'import_write' | 'backup';
  /** Must survive JSON. */
  readonly data: unknown;
}

/** What every reply may carry. */
interface Common {
  /** Complete in itself: a channel without cards, pictures or tables shows just this. */
  readonly text: string;
  /** True when it is nobody's business but the asker's: never shown in a group. */
  readonly isPrivate?: true;
  /** How the reply looks as a card, where there are cards; what it says is in `text` as well. */
  readonly face?: { readonly title: string; readonly subtitle?: string; readonly fields: readonly Field[] };
  /** Buttons under the face; no list of them where there are no cards, `text` then says what can be done. */
  readonly actions?: readonly Option[];
  /** Sent after the text, in order. */
  readonly attachments?: readonly Attachment[];
  /** Number of the lead it is about, when that is not one of the words it answers. */
  readonly lead?: number;
  /** A group the app is to make, and its first words. */
  readonly opens?: NewGroup;
  /** What others are told of it. */
  readonly notices?: readonly Notice[];
  /** What goes on after it and is told of later. */
  readonly task?: Work;
}

export type Reply =
  | ({ readonly kind: 'text' } & Common)
  | ({
      readonly kind: 'choice';
      readonly options: readonly Option[];
      /** Line for an answer in the person's own words, with `{answer}` where it goes. */
      readonly free?: string;
      /** True when nothing is lost by not answering. */
      readonly isOffer?: true;
    } & Common);

/** Something made after the answer, outside the unit of work, and sent as a message of its own. */
export type Attachment =
  /** A chart of `charts/`, by name, with the numbers it shows; must survive JSON. */
  | { readonly kind: 'picture'; readonly chart: string; readonly data: unknown }
  /** A file somebody asked for, by the name of what makes it and what that needs; must survive JSON. */
  | { readonly kind: 'file'; readonly maker: string; readonly data: unknown }
  /** What a job says at the time it goes out, by what the job needs for that; must survive JSON. */
  | { readonly kind: 'fresh'; readonly data: unknown };

/** A card as a puppet gets it. */
export interface ChatCard {
  /** Unique per channel account, `[0-9A-Za-z_\-@]`, at most 128 bytes. */
  readonly taskId: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly body?: string;
  readonly fields: readonly Field[];
  /** `key` is short and comes back with the press; what it stands for is kept with the card, not in it. */
  readonly options: readonly { readonly label: string; readonly key: string }[];
  /** Label of the button that confirms a choice: set, the options are a list to choose from and not buttons. */
  readonly submit?: string;
  /** What became of it, by whom and when: set, the card can be pressed no more. */
  readonly done?: string;
}

/** The message that something answers late, as its channel needs to know it. */
export interface AnswerTo {
  readonly key: string;
  /** The channel's own word for where the answer belongs. */
  readonly reference: string;
  /** When it came, or its answer was begun, UTC ms. */
  readonly at: number;
}

/** What may be an answer that comes late, after a broken connection or a restart. */
interface Answering {
  readonly answerTo?: AnswerTo;
}

/** One message as a puppet sends it. `text` always says the same in plain words. */
export type OutMessage =
  | ({
      readonly kind: 'text';
      readonly text: string;
      /** Userids to @, where the channel can. */
      readonly mention?: readonly string[];
    } & Answering)
  /** Markdown with tables; `text` for a channel that has none. */
  | ({ readonly kind: 'markdown'; readonly markdown: string; readonly text: string } & Answering)
  | ({ readonly kind: 'card'; readonly card: ChatCard; readonly text: string } & Answering)
  /** Shows a card sent before anew. `handle` is what its press or its sending gave. */
  | {
      readonly kind: 'card_update';
      readonly card: ChatCard;
      readonly handle: string;
      readonly userids: readonly string[];
    }
  | { readonly kind: 'picture'; readonly png: Uint8Array; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array; readonly text: string };

/** An answer that could not be given where it belongs, to be sent as soon as that is possible. */
export interface StrandedAnswer {
  /** The key of the message it answers. */
  readonly key: string;
  readonly to: string;
  readonly message: Extract<OutMessage, Answering>;
}

/** Why a prepared message could not be sent, as far as the sender loop has to know. */
export class SendFailure extends Error {
  /**
   * `retry`: later, the same bytes. `wait`: a rate window has to pass. `config`: somebody must change a setting first.
   * `give_up`: these bytes will never go.
   */
  readonly action: 'retry' | 'wait' | 'config' | 'give_up';
  /** Code for the delivery log; never a message text. */
  readonly code: string;

  constructor(action: SendFailure['action'], code: string, cause?: unknown) {
    super(`sending failed: ${code}`, { cause });
    this.name = 'SendFailure';
    this.action = action;
    this.code = code;
  }
}

/** Why a file somebody sent is not here. `retry`: it may come later. */
export class FetchFailure extends Error {
  readonly action: 'retry' | 'gone' | 'too_large';

  constructor(action: FetchFailure['action'], cause?: unknown) {
    super(`fetching a file failed: ${action}`, { cause });
    this.name = 'FetchFailure';
    this.action = action;
  }
}

/** What a channel can show and do; where it cannot, a message's plain text goes instead. */
export interface Features {
  readonly card: boolean;
  /** True when a card can also be a message's own answer; an app's passive reply cannot be one. */
  readonly cardAnswer?: true;
  /** True when a picture can stand under a message's own answer, where none can be sent by itself. */
  readonly pictureAnswer?: true;
  /** `basic`: bold, quotes, links. `tables`: tables as well. */
  readonly markdown: 'none' | 'basic' | 'tables';
  readonly picture: boolean;
  readonly file: boolean;
  /** True when a text can @ people. */
  readonly mention: boolean;
  /** True when it can speak first; a webhook-mode robot cannot. */
  readonly push: boolean;
}

/** What messages go out through: a puppet, or a channel that only sends, such as a group's webhook. */
export interface Sender {
  readonly channel: string;
  readonly features: Features;
  /** Longest text one message may carry, in bytes of UTF-8. */
  readonly textLimitBytes: number;
  /**
   * The request that would send `message` to somebody (`to` is a userid, or `room:` and a group's id): frozen by the
   * outbox, so that every retry sends the same bytes. Media is uploaded here. Rejects with {@link SendFailure}.
   */
  prepare(to: string, message: OutMessage, serial: number): Promise<string>;
  /**
   * Sends prepared bytes; rejects with {@link SendFailure}. A `handle` is what a later `card_update` of a sent card
   * needs.
   */
  sendPrepared(request: string): Promise<{ readonly handle?: string }>;
  /** Fetches a file somebody sent here, by what its message called it; rejects with {@link FetchFailure}. */
  fetchFile?(file: string, maxBytes: number): Promise<FetchedFile>;
}

/** A file somebody sent. */
export interface FetchedFile {
  readonly bytes: Buffer;
  /** Absent where the channel does not say. */
  readonly name?: string;
}

/** What a puppet of ours can do beyond Wechaty's words. */
export interface RichPuppet extends Sender {
  /** True while the message's own answer (the reply of the same callback) can still be given. */
  canAnswer(messageId: string): boolean;
  /** Gives a message's own answer as more than text; false when the time for it has passed. Text goes through `say()`. */
  answer(messageId: string, message: OutMessage): boolean;
  /** Ends a message's turn: the platform gets its answer now, empty when nothing was said. */
  endTurn(messageId: string): void;
}

/** True for a puppet of ours; a foreign one answers with plain `say()`. */
export function isRichPuppet(puppet: object): puppet is RichPuppet {
  return 'sendPrepared' in puppet && 'endTurn' in puppet;
}

/** Prefix of a group's conversation id, so that one string tells a group from a person. */
export const ROOM_PREFIX = 'room:';

/** How our puppets mark a message in Wechaty's payload: what it is, and the key that says it is the same one again. */
export interface InboundMark {
  readonly key: string;
  readonly kind: 'text' | 'button' | 'enter' | 'media' | 'event';
  /** Where its answer belongs, in words of its channel alone, when it can be given there even after a restart. */
  readonly reference?: string;
  /** For a pressed card: which one, what was chosen in it, and what its update needs. */
  readonly card?: { readonly taskId: string; readonly handle: string; readonly selected: readonly string[] };
  /** For a file (`kind: 'media'`): what its channel fetches it by. */
  readonly file?: string;
  /** For an event about a person (`kind: 'event'`): who left or changed. */
  readonly contact?: { readonly change: 'left' | 'renamed'; readonly userid: string; readonly newUserid?: string };
}
