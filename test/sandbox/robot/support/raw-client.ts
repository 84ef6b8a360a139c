import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Sandbox } from '../../../../src/sandbox/server.ts';
import { ROBOT } from './start-robot.ts';

export interface Frame {
  cmd?: string;
  headers: { req_id: string };
  errcode?: number;
  errmsg?: string;
  // Whatever the platform puts there: tests look at it as JSON.
  body?: Record<string, unknown> & { msgid: string };
}

/** A bare WebSocket client: it sends what a test says, and nothing by itself. */
export interface RawClient {
  socket: WebSocket;
  /** Sends a frame and waits for the ack with its req_id. */
  ask(cmd: string, body?: unknown, reqId?: string): Promise<Frame>;
  /** Sends and does not wait. */
  tell(cmd: string, body?: unknown, reqId?: string): void;
  subscribe(credentials?: object): Promise<Frame>;
  /** The next callback that no one has taken yet, in the order of arrival. */
  callback(): Promise<Frame>;
  /** Callbacks that have arrived and were not taken. */
  waiting: Frame[];
  /** Every frame without a cmd, in the order of arrival. */
  acks: Frame[];
  /** The close code, when it closes. */
  closed: Promise<number>;
}

export async function rawClient(sandbox: Sandbox, path = '/'): Promise<RawClient> {
  const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}${path}`);
  const waiting: Frame[] = [];
  const acks: Frame[] = [];
  const takers: ((frame: Frame) => void)[] = [];
  const asked = new Map<string, (frame: Frame) => void>();
  let count = 0;
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame;
    if (frame.cmd === undefined) {
      acks.push(frame);
      asked.get(frame.headers.req_id)?.(frame);
      asked.delete(frame.headers.req_id);
      return;
    }
    const taker = takers.shift();
    if (taker) taker(frame);
    else waiting.push(frame);
  });
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve);
  });
  await once(socket, 'open');
  const frame = (cmd: string, body: unknown, reqId: string) =>
    JSON.stringify({ cmd, headers: { req_id: reqId }, ...(body !== undefined && { body }) });
  const newId = () => {
    count += 1;
    return `r-${count}`;
  };
  const client: RawClient = {
    socket,
    waiting,
    acks,
    closed,
    tell: (cmd, body, reqId = newId()) => socket.send(frame(cmd, body, reqId)),
    ask: (cmd, body, reqId = newId()) =>
      new Promise((resolve) => {
        asked.set(reqId, resolve);
        socket.send(frame(cmd, body, reqId));
      }),
    subscribe: (credentials = { bot_id: ROBOT.botId, secret: ROBOT.secret }) =>
      client.ask('aibot_subscribe', credentials),
    callback: () =>
      new Promise((resolve) => {
        const first = waiting.shift();
        if (first) resolve(first);
        else takers.push(resolve);
      }),
  };
  return client;
}

/** A client that is subscribed. */
export async function subscribed(sandbox: Sandbox): Promise<RawClient> {
  const client = await rawClient(sandbox);
  await client.subscribe();
  return client;
}
