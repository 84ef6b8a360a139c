import { AsyncLocalStorage } from 'node:async_hooks';
import { Puppet, type payloads, types } from 'wechaty-puppet';
import {
  type Features,
  type FetchedFile,
  type InboundMark,
  type OutMessage,
  type RichPuppet,
  ROOM_PREFIX,
} from '../chat/reply-types.ts';
import type { HangUp, Incoming, PassiveReply } from '../wecom/incoming.ts';
import { FileFetchError } from '../wecom/sent-file.ts';
import { type FetchFile, fetchMarked, markOfFile } from './fetch-file.ts';
import { type Deadline, Turn } from './turn.ts';

export { ROOM_PREFIX } from '../chat/reply-types.ts';

/** Platforms drop a callback after 5 s; answering a second earlier leaves room for the network. */
const DEADLINE_MS = 4000;
/** How long a late answer is taken where the platform asks again: a robot's stream ends six minutes after it began. */
const LATE_MS = 5 * 60_000;

export interface OfficialPuppetOptions {
  /** The bot's own id on the platform. */
  readonly selfId: string;
  /** How long a message may be answered by its own callback, in ms. */
  readonly deadlineMs?: number;
  /** Fetches files that messages of this account bring. */
  readonly fetchFile?: FetchFile;
  /** What the door hears at the deadline; `later` only where {@link OfficialPuppet.answerLate} brings the rest. */
  readonly atDeadline?: Deadline['ending'];
}

const noFiles: FetchFile = async () => {
  throw new FileFetchError('gone');
};

/** What a raw payload is to Wechaty: ours already has the final shape. */
type MarkedMessage = payloads.Message & { readonly inbound: InboundMark };

/**
 * What all our puppets share: a WeCom callback becomes a Wechaty message with a turn, and the first thing said into the
 * same conversation while the turn is open becomes the callback's own answer. Everything else is sent actively.
 *
 * Payload methods do no I/O: Wechaty loses the order of messages as soon as one of them is slow. Options are not given
 * to Wechaty, which would print them.
 */
export abstract class OfficialPuppet extends Puppet implements RichPuppet {
  abstract readonly channel: string;
  abstract readonly features: Features;
  abstract readonly textLimitBytes: number;
  abstract prepare(to: string, message: OutMessage, serial: number): Promise<string>;
  abstract sendPrepared(request: string): Promise<{ readonly handle?: string }>;

  readonly #selfId: string;
  readonly #fetchFile: FetchFile;
  readonly #deadline: Deadline;
  readonly #turns = new Map<string, Turn>();
  readonly #messages = new Map<string, MarkedMessage>();
  readonly #context = new AsyncLocalStorage<Turn>();
  #sent = 0;

  constructor({ selfId, fetchFile = noFiles, deadlineMs = DEADLINE_MS, atDeadline = 'none' }: OfficialPuppetOptions) {
    super();
    this.#selfId = selfId;
    this.#fetchFile = fetchFile;
    this.#deadline = { ms: deadlineMs, ending: atDeadline, lateMs: LATE_MS };
  }

  /** Throws when the channel cannot work just now. */
  checkReady(): void {
    if (this.state.active() !== true) throw new Error('the channel is not running');
  }

  /** How a message looks as a callback's own answer; undefined where this channel cannot answer with such a thing. */
  protected passiveOf(message: OutMessage): PassiveReply | undefined {
    return message.kind === 'text' ? { kind: 'text', text: message.text } : undefined;
  }

  /** Takes the answer to a message whose door was told `later`; `none` when nothing more will come. */
  protected answerLate(_incoming: Incoming, _reply: PassiveReply): void {}

  /**
   * Takes one message from a door and resolves with what the door should answer. A repeat of a message that is being
   * handled waits for the same answer; whether a message was handled before is the ledger's business.
   *
   * Rejects while the bot does not run: nobody would handle the message, and an error makes the platform repeat it.
   */
  async receive(incoming: Incoming, hangUp?: HangUp): Promise<PassiveReply> {
    if (this.state.active() !== true) throw new Error('the channel is not running');
    const running = this.#turns.get(incoming.key);
    if (running) return running.join(hangUp);
    const conversationId = incoming.room === undefined ? incoming.from : `${ROOM_PREFIX}${incoming.room}`;
    const turn = new Turn(conversationId, this.#deadline, (reply) => this.answerLate(incoming, reply));
    this.#turns.set(incoming.key, turn);
    this.#messages.set(incoming.key, this.#payloadOf(incoming));
    const reply = turn.join(hangUp);
    this.#context.run(turn, () => this.emit('message', { messageId: incoming.key }));
    return reply;
  }

  canAnswer(messageId: string): boolean {
    return this.#turns.get(messageId)?.isOpen ?? false;
  }

  answer(messageId: string, message: OutMessage): boolean {
    const turn = this.#turns.get(messageId);
    const reply = turn?.isOpen ? this.passiveOf(message) : undefined;
    return turn !== undefined && reply !== undefined && turn.answer(turn.conversationId, reply);
  }

  endTurn(messageId: string): void {
    this.#turns.get(messageId)?.end();
    this.#turns.delete(messageId);
    this.#messages.delete(messageId);
  }

  fetchFile(file: string, maxBytes: number): Promise<FetchedFile> {
    return fetchMarked(file, maxBytes, this.#fetchFile);
  }

  /** Messages being handled right now. */
  get running(): number {
    return this.#turns.size;
  }

  override async onStart(): Promise<void> {
    await this.login(this.#selfId);
  }

  override async onStop(): Promise<void> {
    for (const turn of this.#turns.values()) turn.end();
  }

  override async messageSendText(conversationId: string, text: string): Promise<void> {
    const reply = this.passiveOf({ kind: 'text', text });
    if (reply && this.#context.getStore()?.answer(conversationId, reply)) return;
    await this.sendPrepared(await this.prepare(conversationId, { kind: 'text', text }, this.#sent++));
  }

  override async messageRawPayload(messageId: string): Promise<MarkedMessage> {
    const message = this.#messages.get(messageId);
    if (!message) throw new Error('no such message');
    return message;
  }

  override async messageRawPayloadParser(raw: MarkedMessage): Promise<payloads.Message> {
    return raw;
  }

  override async contactRawPayload(id: string): Promise<payloads.Contact> {
    return { id, name: id, avatar: '', gender: types.ContactGender.Unknown, type: types.Contact.Individual, phone: [] };
  }

  override async contactRawPayloadParser(raw: payloads.Contact): Promise<payloads.Contact> {
    return raw;
  }

  override async contactList(): Promise<string[]> {
    return [];
  }

  override async roomRawPayload(id: string): Promise<payloads.Room> {
    return { id, topic: '', memberIdList: [], adminIdList: [] };
  }

  override async roomRawPayloadParser(raw: payloads.Room): Promise<payloads.Room> {
    return raw;
  }

  override async roomList(): Promise<string[]> {
    return [];
  }

  /** Nobody: Wechaty would ask for every member of a large group before the first message. */
  override async roomMemberList(): Promise<string[]> {
    return [];
  }

  #payloadOf(incoming: Incoming): MarkedMessage {
    const { key, kind, from, room, card, file, contact, reference } = incoming;
    const mark: InboundMark = {
      key,
      kind,
      ...(card && {
        card: { taskId: card.taskId, handle: card.responseCode, selected: Object.values(card.selected).flat() },
      }),
      ...(file && { file: markOfFile(file) }),
      ...(contact && { contact }),
      ...(reference !== undefined && { reference }),
    };
    const place =
      room === undefined
        ? { listenerId: this.#selfId }
        : { roomId: `${ROOM_PREFIX}${room}`, mentionIdList: [this.#selfId] };
    return {
      id: key,
      talkerId: from,
      text: incoming.text,
      timestamp: incoming.at,
      type: kind === 'text' ? types.Message.Text : types.Message.Unknown,
      ...place,
      inbound: mark,
    };
  }
}
