import { WSClient } from '@wecom/aibot-node-sdk';
import { RobotSocketError } from './robot-socket-error.ts';
import type { Timers } from './timers.ts';

/** One callback of the platform: `reqId` is what an answer to it must carry. */
export interface RobotFrame {
  readonly reqId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Why a connection ended. */
export type LineEnd =
  /** Bot id or secret are not right (853000), or subscribing is not allowed at present. */
  | 'refused'
  /** Another connection subscribed with the same bot id. */
  | 'replaced'
  /** The socket closed, was never opened, or answers no more. */
  | 'lost'
  /** It was open, and the subscribe was never answered. */
  | 'unanswered'
  /** The platform forgot the subscription on an open socket (846609). */
  | 'forgotten';

export interface RobotLine {
  /** Carries out one command; rejects with {@link RobotSocketError}. Commands of one req_id go one at a time. */
  command(cmd: string, reqId: string, body: object): Promise<Readonly<Record<string, unknown>>>;
  upload(bytes: Buffer, options: { readonly type: 'image' | 'file'; readonly filename: string }): Promise<string>;
  close(): void;
}

export interface RobotLineOptions {
  readonly botId: string;
  readonly secret: string;
  readonly url: string;
  readonly timers: Timers;
  /** How long the subscribe may take, socket included. */
  readonly subscribeTimeoutMs: number;
  readonly heartbeatMs: number;
  /** How long a command may stay unanswered before the line is asked whether it lives; less than the SDK's 5 s. */
  readonly ackTimeoutMs: number;
  /** How long the line may take to prove that it lives. */
  readonly probeTimeoutMs: number;
  readonly onUp: () => void;
  /** A heartbeat was answered. */
  readonly onAlive: () => void;
  readonly onMessage: (frame: RobotFrame) => void;
  readonly onEvent: (frame: RobotFrame) => void;
  /** Called once, whatever happens, except after `close`. */
  readonly onEnd: (reason: LineEnd) => void;
}

const NOT_SUBSCRIBED = 846_609;
/** Node's longest timer, 24.8 days: the SDK's own heartbeat takes 90 s to notice a dead line, so we beat ourselves. */
const NEVER_MS = 2 ** 31 - 1;
/** The SDK prints messages, bodies included; what is worth knowing is logged by whoever opened the line. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * One connection from opening to end over one client of the official SDK, which is never used twice: reconnecting one
 * leaks sockets, and once it gave up it can try no more (SDK 1.0.7). Nothing is resent from here.
 *
 * The SDK cannot tell a lost acknowledgement from a lost line. Here a command without one is followed by a heartbeat:
 * when that is answered, what was written before it has arrived.
 */
export function openRobotLine(options: RobotLineOptions): RobotLine {
  const { timers, ackTimeoutMs, probeTimeoutMs } = options;
  const client = new WSClient({
    botId: options.botId,
    secret: options.secret,
    wsUrl: options.url,
    logger: silent,
    heartbeatInterval: NEVER_MS,
    maxReconnectAttempts: 0,
    maxAuthFailureAttempts: 0,
  });
  let isUp = false;
  let isOver = false;
  let probes = 0;
  const unanswered = new Set<() => void>();
  const inFlight = new Map<string, Promise<unknown>>();
  const spent = new Set<string>();
  let stopTimer = timers.after(options.subscribeTimeoutMs, () => end('unanswered'));

  function close(): void {
    if (isOver) return;
    isOver = true;
    isUp = false;
    stopTimer();
    client.removeAllListeners();
    client.disconnect();
    for (const lose of [...unanswered]) lose();
  }

  function end(reason: LineEnd): void {
    if (isOver) return;
    close();
    options.onEnd(reason);
  }

  function beat(): void {
    stopTimer = timers.after(options.heartbeatMs, async () => {
      if (!(await probe())) return;
      options.onAlive();
      beat();
    });
  }

  /** Whether the line lives; ends it when not. `ping` under a req_id that the SDK does not take for its own heartbeat. */
  async function probe(): Promise<boolean> {
    probes += 1;
    try {
      await exchange('ping', `alive_${probes}`, undefined, probeTimeoutMs, async () => false);
      return true;
    } catch {
      end('lost');
      return false;
    }
  }

  /** Writes one frame and waits for its ack; `isAlive` decides what an ack that does not come in time means. */
  function exchange(
    cmd: string,
    reqId: string,
    body: object | undefined,
    timeoutMs: number,
    isAlive: () => Promise<boolean>,
  ): Promise<Readonly<Record<string, unknown>>> {
    if (!isUp || !client.isConnected) return Promise.reject(new RobotSocketError('not_connected'));
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        stopWaiting();
        unanswered.delete(lose);
        act();
      };
      const lose = () => settle(() => reject(new RobotSocketError('line_lost')));
      const stopWaiting = timers.after(timeoutMs, async () => {
        spent.add(reqId);
        if (await isAlive()) settle(() => reject(new RobotSocketError('ack_lost')));
        else lose();
      });
      unanswered.add(lose);
      // The SDK's type wants a body, but a heartbeat has none.
      client.reply({ headers: { req_id: reqId } }, body as object, cmd).then(
        (ack) => settle(() => resolve((ack.body ?? {}) as Readonly<Record<string, unknown>>)),
        (reason: unknown) => {
          // Errors are the SDK's own timeouts and closed sockets, which are noticed here without it.
          const errcode = errcodeOf(reason);
          if (errcode !== null) settle(() => reject(new RobotSocketError('refused', errcode)));
          if (errcode === NOT_SUBSCRIBED) end('forgotten');
        },
      );
    });
  }

  async function command(cmd: string, reqId: string, body: object) {
    // Acks are told apart by their req_id alone: a second command waits for the first one's.
    for (let before = inFlight.get(reqId); before; before = inFlight.get(reqId)) await before.catch(() => {});
    if (spent.has(reqId)) throw new RobotSocketError('spent');
    const mine = exchange(cmd, reqId, body, ackTimeoutMs, probe);
    inFlight.set(reqId, mine);
    try {
      return await mine;
    } finally {
      inFlight.delete(reqId);
    }
  }

  client.on('authenticated', () => {
    stopTimer();
    isUp = true;
    beat();
    options.onUp();
  });
  client.on('message', (frame) => options.onMessage(asFrame(frame)));
  client.on('event', (frame) => {
    const read = asFrame(frame);
    const { eventtype } = (read.body.event ?? {}) as { readonly eventtype?: unknown };
    if (eventtype === 'disconnected_event') end('replaced');
    else options.onEvent(read);
  });
  client.on('error', (error: Error & { readonly code?: string }) => {
    if (error.code === 'WS_AUTH_FAILURE_EXHAUSTED') end('refused');
    else if (error.code === 'WS_RECONNECT_EXHAUSTED') end('lost');
  });
  client.connect();

  return {
    command,
    close,
    async upload(bytes, { type, filename }) {
      if (!isUp) throw new RobotSocketError('not_connected');
      try {
        return (await client.uploadMedia(bytes, { type, filename })).media_id;
      } catch (reason) {
        const errcode = errcodeOf(reason);
        throw new RobotSocketError(errcode === null ? 'not_connected' : 'refused', errcode);
      }
    },
  };
}

function asFrame(frame: { readonly headers?: { readonly req_id?: string }; readonly body?: unknown }): RobotFrame {
  return { reqId: frame.headers?.req_id ?? '', body: (frame.body ?? {}) as RobotFrame['body'] };
}

/** The SDK rejects a refused command with the ack's frame, not with an error. A missing errcode is a refusal too. */
function errcodeOf(reason: unknown): number | null {
  if (reason instanceof Error || typeof reason !== 'object' || reason === null) return null;
  const { errcode } = reason as { readonly errcode?: unknown };
  return typeof errcode === 'number' ? errcode : -1;
}
