import type { AnswerTo, Features, OutMessage, StrandedAnswer } from '../chat/reply-types.ts';
import { CallbackError } from '../wecom/callback-error.ts';
import type { Incoming, PassiveReply } from '../wecom/incoming.ts';
import { ROBOT_PLAIN_LIMIT_BYTES } from '../wecom/robot-markdown.ts';
import { readRobotMessage } from '../wecom/robot-message.ts';
import type { RobotPlace, RobotSocket } from '../wecom/robot-socket.ts';
import { RobotSocketError } from '../wecom/robot-socket-error.ts';
import type { RobotFrame } from '../wecom/robot-socket-line.ts';
import { systemTimers, type Timers } from '../wecom/timers.ts';
import type { FetchFile } from './fetch-file.ts';
import { createHangUp } from './hang-up.ts';
import { OfficialPuppet, ROOM_PREFIX } from './official-puppet.ts';
import {
  FIRST_FRAME_MS,
  type Given,
  giveAnswer,
  given,
  STREAM_MS,
  type WaitingWords,
  wordsOf,
} from './robot-answer.ts';
import { type BelatedWords, belatedAnswer } from './robot-belated.ts';
import { bodyOf, replyOf, streamIdOf } from './robot-body.ts';
import { isShownAlready, parseRequest, type RobotPush, type RobotRequest, sendFailureOf } from './robot-request.ts';

/** Answered messages, at the least, of which a repeat is recognised without asking the ledger. */
const ANSWERED_KEPT = 4_000;
/** Longer than any answer here may take: turns are ended by hand. */
const TURN_MS = 2 * STREAM_MS;

export interface RobotSocketPuppetOptions {
  readonly botId: string;
  /** What the robot is called in groups, former names included. */
  readonly names?: readonly string[];
  /** Makes the connection, which starts and stops with the puppet. */
  readonly connect: (handlers: {
    readonly onMessage: (frame: RobotFrame) => void;
    readonly onEvent: (frame: RobotFrame) => void;
  }) => RobotSocket;
  readonly words: WaitingWords & BelatedWords;
  /** Keeps an answer that could not be given where it is sent from later. */
  readonly queue: (answer: StrandedAnswer) => Promise<void>;
  /** Told of every message that has its answer, needs none, or whose answer is queued. */
  readonly onAnswered?: (key: string) => void;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  readonly now: () => number;
  readonly timers?: Timers;
  readonly fetchFile?: FetchFile;
}

/** The channel of a robot with a long connection: 1:1 and groups that @ it, streams, cards, files, and it may speak first. */
export class RobotSocketPuppet extends OfficialPuppet {
  override readonly channel = 'robot-socket';
  override readonly features: Features = {
    card: true,
    cardAnswer: true,
    markdown: 'tables',
    picture: true,
    file: true,
    mention: false,
    push: true,
  };
  override readonly textLimitBytes = ROBOT_PLAIN_LIMIT_BYTES;
  readonly #options: RobotSocketPuppetOptions;
  readonly #timers: Timers;
  readonly #socket: RobotSocket;
  readonly #answering = new Map<string, Promise<void>>();
  /** Keys of answered messages, the latest and those before them. */
  #recent = new Set<string>();
  #before = new Set<string>();
  /** What was said, before it was turned into the platform's words. */
  readonly #said = new WeakMap<PassiveReply, OutMessage>();
  /** How people's userids are written where that is not in lower case: pushes are compared letter by letter. */
  readonly #spelling = new Map<string, string>();

  constructor(options: RobotSocketPuppetOptions) {
    const { botId, fetchFile } = options;
    super({ selfId: `robot:${botId}`, deadlineMs: TURN_MS, ...(fetchFile && { fetchFile }) });
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
    const hear = (frame: RobotFrame) => this.#hear(frame);
    this.#socket = options.connect({ onMessage: hear, onEvent: hear });
  }

  override checkReady(): void {
    super.checkReady();
    const { state } = this.#socket;
    if (state !== 'up') throw new Error(`the robot's connection is ${state}`);
  }

  override async onStart(): Promise<void> {
    await super.onStart();
    this.#socket.start();
  }

  override async onStop(): Promise<void> {
    await super.onStop();
    await Promise.all(this.#answering.values());
    this.#socket.stop();
  }

  protected override passiveOf(message: OutMessage): PassiveReply | undefined {
    const reply = replyOf(message);
    if (reply) this.#said.set(reply, message);
    return reply;
  }

  override async prepare(to: string, message: OutMessage): Promise<string> {
    const chat = this.#chatOf(to);
    const belated = belatedAnswer(message, chat, this.#options.words);
    const request: RobotRequest = belated ?? {
      kind: 'push',
      chat,
      body: await bodyOf(message, (...file) => this.#upload(...file)),
    };
    return JSON.stringify(request);
  }

  override async sendPrepared(frozen: string): Promise<object> {
    const request = parseRequest(frozen);
    if (request.kind === 'push') await this.#push(request);
    else await this.#answerLate(request);
    return {};
  }

  async #push({ chat, body }: RobotPush): Promise<void> {
    await this.#sent(this.#socket.send(chat, body));
  }

  /** Ends the answer's own stream while that is open; then the same words go as a message. */
  async #answerLate({ place, body, openedAt, instead }: Extract<RobotRequest, { kind: 'answer' }>): Promise<void> {
    if (this.#options.now() - openedAt >= STREAM_MS) return this.#push(instead);
    try {
      await this.#socket.respond(place, body);
    } catch (error) {
      if (!(error instanceof RobotSocketError)) throw error;
      // Within its window a stream is over only because it was ended before, by these very words.
      if (isShownAlready(error)) return;
      if (error.code === 'refused' || error.code === 'spent') return this.#push(instead);
      await this.#sent(Promise.reject(error));
    }
  }

  async #sent(command: Promise<void>): Promise<void> {
    try {
      await command;
    } catch (error) {
      if (!(error instanceof RobotSocketError)) throw error;
      const failure = sendFailureOf(error);
      if (failure) throw failure;
      this.#options.log.warn({ code: error.code }, 'message sent, but never acknowledged');
    }
  }

  #chatOf(to: string): RobotPush['chat'] {
    if (to.startsWith(ROOM_PREFIX)) return { id: to.slice(ROOM_PREFIX.length), isGroup: true };
    return { id: this.#spelling.get(to) ?? to, isGroup: false };
  }

  async #upload(type: 'image' | 'file', bytes: Uint8Array, filename: string): Promise<string> {
    try {
      return await this.#socket.uploadMedia(bytes, { type, filename });
    } catch (error) {
      throw error instanceof RobotSocketError ? (sendFailureOf(error) ?? error) : error;
    }
  }

  #hear(frame: RobotFrame): void {
    const { log } = this.#options;
    const read = this.#read(frame);
    if (!read) return;
    const { key, kind } = read;
    // An event is answered within seconds or not at all.
    const incoming = kind === 'text' || kind === 'media' ? { ...read, reference: frame.reqId } : read;
    // A repeat of what is being answered, under another req_id perhaps: the first one gets the answer.
    if (this.#answering.has(key) || this.#recent.has(key) || this.#before.has(key)) return;
    this.#learnSpelling(frame);
    const answering = this.#answer(incoming, frame.reqId)
      .catch((error: unknown) => log.error({ err: error, channel: this.channel }, 'message not answered'))
      .finally(() => this.#answering.delete(key));
    this.#answering.set(key, answering);
  }

  /** What a frame says; undefined, and a line in the log, for one that says nothing we could answer. */
  #read(frame: RobotFrame): Incoming | undefined {
    const { botId, names, now, log } = this.#options;
    try {
      return readRobotMessage(frame.body, { channel: this.channel, botId, ...(names && { names }), now });
    } catch (error) {
      if (!(error instanceof CallbackError)) throw error;
      log.warn({ code: error.code, detail: error.detail, channel: this.channel }, 'frame not understood');
      return undefined;
    }
  }

  async #answer(incoming: Incoming, reqId: string): Promise<void> {
    const { key, kind } = incoming;
    const place: RobotPlace = { reqId, chat: incoming.room ?? incoming.from };
    const isEvent = kind === 'button' || kind === 'enter' || kind === 'event';
    const hangUp = createHangUp();
    const stopTimer = this.#timers.after(isEvent ? FIRST_FRAME_MS : STREAM_MS, () => hangUp.now());
    let reply: PassiveReply | undefined;
    const replied = this.receive(incoming, hangUp).then((one) => {
      reply = one;
      return one;
    });
    try {
      const result = isEvent
        ? await this.#answerEvent(incoming, place, await replied)
        : await giveAnswer({
            socket: this.#socket,
            place,
            streamId: streamIdOf(key),
            reply: replied,
            words: this.#options.words,
            timers: this.#timers,
            now: this.#options.now,
          });
      if (reply) await this.#settle(incoming, place, reply, result);
      this.#remember(key);
      this.#options.onAnswered?.(key);
    } finally {
      stopTimer();
    }
  }

  /** Events take one answer of one kind, soon; anything else is a message of its own. */
  async #answerEvent({ kind }: Incoming, place: RobotPlace, reply: PassiveReply): Promise<Given> {
    if (reply.kind === 'text' && kind === 'enter') return given(this.#socket.welcome(place, reply.text), null);
    if (reply.kind === 'card_update') return given(this.#socket.respondUpdate(place, reply.card), null);
    if (wordsOf(reply) === undefined) return { kind: 'given', doubt: false };
    return { kind: 'not_given', error: null, openedAt: null };
  }

  async #settle(incoming: Incoming, { reqId }: RobotPlace, reply: PassiveReply, result: Given): Promise<void> {
    const { key } = incoming;
    if (result.kind === 'given') {
      if (result.doubt) this.#options.log.warn({ code: 'ack_lost' }, 'answer sent, but never acknowledged');
      return;
    }
    const { error } = result;
    if (error) this.#options.log.warn({ code: error.code, errcode: error.errcode }, 'answer not given');
    const text = wordsOf(reply);
    // A greeting that came to nothing is no loss.
    if (text === undefined || incoming.kind === 'enter') return;
    const to = incoming.room === undefined ? incoming.from : `${ROOM_PREFIX}${incoming.room}`;
    if (incoming.kind === 'button' || !isLost(error)) {
      await this.#options.queue({ key, to, message: { kind: 'text', text } });
      return;
    }
    const answerTo: AnswerTo = { key, reference: reqId, at: result.openedAt ?? this.#options.now() };
    const said = this.#said.get(reply);
    // A stream that was begun says in words what a card would have shown.
    const isWhole = said?.kind === 'markdown' || (said?.kind === 'card' && result.openedAt === null);
    const message = isWhole ? said : ({ kind: 'text', text } as const);
    await this.#options.queue({ key, to, message: { ...message, answerTo } });
  }

  #remember(key: string): void {
    this.#recent.add(key);
    if (this.#recent.size < ANSWERED_KEPT) return;
    // A generation at a time: dropping the oldest one by one is slow with a Set.
    this.#before = this.#recent;
    this.#recent = new Set();
  }

  #learnSpelling({ body }: RobotFrame): void {
    const { userid } = (body.from ?? {}) as { readonly userid?: unknown };
    if (typeof userid !== 'string' || userid === userid.toLowerCase()) return;
    this.#spelling.set(userid.toLowerCase(), userid);
  }
}

/** True when the same answer may still be given over the next connection. */
const isLost = (error: RobotSocketError | null) => error?.code === 'line_lost' || error?.code === 'not_connected';
