import { randomBytes } from 'node:crypto';
import { ROBOT_TEXT_LIMIT_BYTES } from './robot-markdown.ts';
import { RobotSocketError } from './robot-socket-error.ts';
import { type LineEnd, openRobotLine, type RobotFrame, type RobotLine } from './robot-socket-line.ts';
import { createMessagePace } from './robot-socket-pace.ts';
import { retryDelayMs } from './robot-socket-retry.ts';
import type { TemplateCard } from './template-card.ts';
import { systemTimers, type Timers } from './timers.ts';

/** Sizes an upload may have; the page says 10 MB for pictures, one copy of it 2 MB. */
const MEDIA_BYTES = { image: { least: 5, most: 2 * 1024 * 1024 }, file: { least: 5, most: 20 * 1024 * 1024 } } as const;
/** How long a command that met a forgotten subscription waits for the new connection. */
const RESEND_WITHIN_MS = 10_000;
const NOT_SUBSCRIBED = 846_609;

export type RobotSocketState =
  | 'stopped'
  | 'connecting'
  | 'up'
  /** The connection was lost and is tried again. */
  | 'lost'
  /** The platform refuses bot id and secret: tried again slowly, until somebody has put it right. */
  | 'refused'
  /** A newer connection of the same bot id took over. We stay down: two processes would oust each other for ever. */
  | 'replaced';

/** What a bot says: one body of `aibot_respond_msg` or `aibot_send_msg`, `{ msgtype, [msgtype]: … }`. */
export type RobotMessageBody = { readonly msgtype: string } & Readonly<Record<string, unknown>>;

/** Where an answer belongs: the callback's req_id, and the conversation whose limits it counts for. */
export interface RobotPlace {
  readonly reqId: string;
  /** Group's chatid, or the userid of a 1:1 chat. */
  readonly chat: string;
}

export interface RobotSocketLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface RobotSocketOptions {
  readonly botId: string;
  readonly secret: string;
  /** `wss://…` or `ws://…`; the platform's own address when absent. */
  readonly url?: string;
  readonly onMessage: (frame: RobotFrame) => void;
  readonly onEvent: (frame: RobotFrame) => void;
  /** Told of every new connection. */
  readonly onUp?: () => void;
  readonly log: RobotSocketLog;
  /** UTC ms. */
  readonly now: () => number;
  readonly timers?: Timers;
  /** In [0, 1). */
  readonly random?: () => number;
}

/**
 * The long connection of a robot (WeCom doc 101463): it stays up by itself, and says of every command what became of
 * it. All commands reject with {@link RobotSocketError}. Nothing waits here for a connection or for a rate window: a
 * message that cannot go now is the outbox's, where a restart does not lose it.
 */
export interface RobotSocket {
  start(): void;
  /** Ends the connection at once; what is unanswered rejects. */
  stop(): void;
  readonly state: RobotSocketState;
  /** Answers a message with one new message, or with the first frame of a stream. Up to 24 h after it. */
  respond(to: RobotPlace, body: RobotMessageBody): Promise<void>;
  /** A further frame of a stream, which is no new message to the platform's limits. */
  refresh(to: RobotPlace, body: RobotMessageBody): Promise<void>;
  /** Greets somebody who opened the chat, within 5 s of that. */
  welcome(to: RobotPlace, text: string): Promise<void>;
  /** Shows a pressed card anew, within 5 s; to `userids` only, or to everybody who has it. */
  respondUpdate(to: RobotPlace, card: TemplateCard, userids?: readonly string[]): Promise<void>;
  /** Speaks first. `chat` must have written to the robot before; group ids are case-sensitive. */
  send(chat: { readonly id: string; readonly isGroup: boolean }, body: RobotMessageBody): Promise<void>;
  /** Gives the media_id, good for three days. */
  uploadMedia(bytes: Uint8Array, as: { readonly type: 'image' | 'file'; readonly filename: string }): Promise<string>;
}

export function createRobotSocket(options: RobotSocketOptions): RobotSocket {
  const { log, timers = systemTimers, random = Math.random } = options;
  const pace = createMessagePace(options.now);
  const waiting = new Set<() => void>();
  const name = randomBytes(4).toString('hex');
  let state: RobotSocketState = 'stopped';
  let line: RobotLine | undefined;
  let cancelRetry = () => {};
  let attempts = 0;
  let sent = 0;

  function open(): void {
    state = 'connecting';
    line = openRobotLine({
      botId: options.botId,
      secret: options.secret,
      url: options.url ?? '',
      timers,
      subscribeTimeoutMs: 15_000,
      heartbeatMs: 30_000,
      ackTimeoutMs: 4_500,
      probeTimeoutMs: 10_000,
      onMessage: options.onMessage,
      onEvent: options.onEvent,
      onEnd: ended,
      onAlive: () => {
        attempts = 0;
      },
      onUp: () => {
        state = 'up';
        log.info({ attempts }, 'robot connected');
        for (const goOn of [...waiting]) goOn();
        options.onUp?.();
      },
    });
  }

  function ended(reason: LineEnd): void {
    line = undefined;
    switch (reason) {
      case 'replaced':
        state = 'replaced';
        log.error({}, 'robot replaced by a newer connection of the same bot id: staying down until restarted');
        break;
      case 'refused':
        state = 'refused';
        log.error({ code: 853_000 }, 'robot refused: check WECOM_BOT_ID and WECOM_BOT_SECRET');
        retry('refused');
        break;
      case 'lost':
      case 'unanswered':
      case 'forgotten':
        state = 'lost';
        log.warn({ reason, attempts }, 'robot connection lost');
        // Nobody refused anything and the platform is there: the first new connection may come at once.
        if (reason === 'forgotten' && attempts === 0) retryIn(0);
        else retry('lost');
    }
  }

  function retry(after: 'lost' | 'refused'): void {
    retryIn(retryDelayMs(after, attempts, random()));
  }

  function retryIn(delayMs: number): void {
    attempts += 1;
    cancelRetry = timers.after(delayMs, open);
  }

  /** Resolves when there is a connection, or with false when that takes too long. */
  function up(withinMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (isUp: boolean) => {
        waiting.delete(goOn);
        cancel();
        resolve(isUp);
      };
      const goOn = () => done(true);
      const cancel = timers.after(withinMs, () => done(false));
      waiting.add(goOn);
    });
  }

  async function command(cmd: string, reqId: string, body: object): Promise<void> {
    try {
      await write(cmd, reqId, body);
    } catch (error) {
      if (!(error instanceof RobotSocketError) || error.errcode !== NOT_SUBSCRIBED) throw error;
      // Refused before anything was done, so once more is no repeat.
      if (!(await up(RESEND_WITHIN_MS))) throw new RobotSocketError('not_connected');
      await write(cmd, reqId, body);
    }
  }

  async function write(cmd: string, reqId: string, body: object): Promise<void> {
    if (!line || state !== 'up') throw new RobotSocketError('not_connected');
    await line.command(cmd, reqId, body);
  }

  /** Checks what can be known beforehand, and takes the message's place in its conversation. */
  function admit(chat: string, body: RobotMessageBody): void {
    checkSize(body);
    if (!line || state !== 'up') throw new RobotSocketError('not_connected');
    if (pace.take(chat) > 0) throw new RobotSocketError('rate');
  }

  return {
    get state() {
      return state;
    },
    start() {
      if (state === 'stopped') open();
    },
    stop() {
      state = 'stopped';
      cancelRetry();
      line?.close();
      line = undefined;
    },
    async respond({ reqId, chat }, body) {
      admit(chat, body);
      await command('aibot_respond_msg', reqId, body);
    },
    async refresh({ reqId }, body) {
      checkSize(body);
      await command('aibot_respond_msg', reqId, body);
    },
    async welcome({ reqId, chat }, text) {
      const body = { msgtype: 'text', text: { content: text } };
      admit(chat, body);
      await command('aibot_respond_welcome_msg', reqId, body);
    },
    async respondUpdate({ reqId }, card, userids) {
      await command('aibot_respond_update_msg', reqId, {
        response_type: 'update_template_card',
        ...(userids && { userids }),
        template_card: card,
      });
    },
    async send({ id, isGroup }, body) {
      admit(id, body);
      sent += 1;
      await command('aibot_send_msg', `send_${name}_${sent}`, { chatid: id, chat_type: isGroup ? 2 : 1, ...body });
    },
    async uploadMedia(bytes, as) {
      const { least, most } = MEDIA_BYTES[as.type];
      if (bytes.length < least || bytes.length > most) throw new RobotSocketError('too_large');
      if (!line || state !== 'up') throw new RobotSocketError('not_connected');
      return line.upload(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), as);
    },
  };
}

/** Throws when a text is longer than the platform takes, which would refuse all of it. */
function checkSize({ msgtype, ...parts }: RobotMessageBody): void {
  const { content } = (parts[msgtype] ?? {}) as { readonly content?: unknown };
  if (typeof content === 'string' && Buffer.byteLength(content) > ROBOT_TEXT_LIMIT_BYTES) {
    throw new RobotSocketError('too_large');
  }
}
