import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { ApiError, errorMessage } from '../../api/api-error.ts';
import type { JsonObject } from '../../api/endpoint.ts';
import { disconnectedBody } from '../callback-body.ts';
import { callbackTitle, loggable, type RobotCallback, type RobotLine } from '../line.ts';
import type { Robot } from '../robot.ts';
import { type Command, type CommandParts, createCommands } from './commands.ts';
import { type Ack, readFrame } from './frame.ts';
import { createFrameLog } from './frame-log.ts';

interface Connection {
  socket: WebSocket;
  /** `null` before a successful subscribe, and again when the subscription was lost on an open socket. */
  robot: Robot | null;
  /** Heartbeats are answered once there was a subscription, lost or not. */
  hasSubscribed: boolean;
  silence: NodeJS.Timeout | undefined;
}

export interface SocketHub extends RobotLine {
  attach(server: Server): void;
  /** Ends the connection as a second subscriber would: `disconnected_event`, then close. */
  kick(robot: Robot): void;
  /** Ends the connection without a close frame: the bot sees 1006. */
  cut(robot: Robot): void;
  /** Loses the subscription while the socket stays open: every command but ping and subscribe gets 846609. */
  forget(robot: Robot): void;
  close(): void;
}

/** The path of `wss://openws.work.weixin.qq.com`. */
const PATH = '/';

/** The platform's end of the long connection (WeCom doc 101463). */
export function createSocketHub(parts: CommandParts): SocketHub {
  const { platform, turns } = parts;
  const { settings, faults, random, clock } = platform;
  const carryOut = createCommands(parts);
  const log = createFrameLog(platform, PATH);
  const subscribed = new Map<string, Connection>();
  const lateAcks = new Set<NodeJS.Timeout>();
  const server = new WebSocketServer({ noServer: true, maxPayload: settings.robotFrameMaxBytes });

  server.on('connection', (socket: WebSocket) => {
    const connection: Connection = { socket, robot: null, hasSubscribed: false, silence: undefined };
    listenFor(connection);
    socket.on('message', (data, isBinary) => {
      listenFor(connection);
      receive(connection, isBinary ? null : textOf(data));
    });
    // An oversized or broken frame: ws closes the connection itself.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(connection.silence);
      leave(connection);
    });
  });

  /** Silence is real time: a jump of the sandbox's clock must not end connections. */
  function listenFor(connection: Connection): void {
    clearTimeout(connection.silence);
    connection.silence = setTimeout(() => cut(connection), settings.robotSilenceMs);
    connection.silence.unref();
  }

  function cut(connection: Connection): void {
    leave(connection);
    connection.socket.terminate();
  }

  function leave(connection: Connection): void {
    const { robot } = connection;
    connection.robot = null;
    if (!robot || subscribed.get(robot.id) !== connection) return;
    subscribed.delete(robot.id);
    robot.online = false;
  }

  /** `null` is a binary frame, of which the protocol has none. */
  function receive(connection: Connection, text: string | null): void {
    const command = text === null ? null : readFrame(text);
    if (!command) {
      const request = text?.slice(0, 2000) ?? '(binary)';
      log({ title: '?', request, response: '', errcode: 0, arrived: false, warnings: ['not a frame of the protocol'] });
      return;
    }
    const { cmd, body, reqId } = command;
    const request = loggable({ cmd, headers: { req_id: reqId }, body });
    if (cmd === 'aibot_subscribe' && faults.take('robotIgnoreSubscribes')) {
      log({ title: cmd, request, response: '', errcode: 0, arrived: false, warnings: ['ignored on demand'] });
      return;
    }
    const ack = answer(connection, command);
    const trouble = acknowledge(connection, cmd, ack);
    // Heartbeats would bury everything else.
    if (cmd === 'ping' && ack.errcode === 0) return;
    const response = JSON.stringify(ack);
    log({ title: cmd, request, response, errcode: ack.errcode, arrived: trouble.length === 0, warnings: trouble });
  }

  function answer(connection: Connection, command: Command): Ack {
    const headers = { req_id: command.reqId };
    try {
      const body = obey(connection, command);
      return { headers, errcode: 0, errmsg: 'ok', ...(body && { body }) };
    } catch (error) {
      // A bug of the sandbox must look like an outage and be seen by whoever runs it.
      if (!(error instanceof ApiError)) process.emitWarning(error as Error);
      const known = error instanceof ApiError ? error : new ApiError(-1, 'system error');
      return { headers, errcode: known.errcode, errmsg: errorMessage(known.errcode, known.message, random.digits(19)) };
    }
  }

  function obey(connection: Connection, command: Command): JsonObject | undefined {
    if (command.cmd === 'aibot_subscribe') return subscribe(connection, command.body);
    if (command.cmd === 'ping' && connection.hasSubscribed) return undefined;
    if (!connection.robot) throw new ApiError(846609, 'aibot websocket not subscribed');
    return carryOut(connection.robot, command);
  }

  function subscribe(connection: Connection, body: JsonObject): undefined {
    const robot = typeof body.bot_id === 'string' ? platform.robots.get(body.bot_id) : undefined;
    const right = robot?.transport.kind === 'long-connection' && robot.secret === body.secret;
    if (!right || faults.take('robotRefuseSubscribes')) throw new ApiError(853000, 'invalid bot_id or secret');
    const older = subscribed.get(robot.id);
    if (older && older !== connection) dismiss(older, robot);
    connection.robot = robot;
    connection.hasSubscribed = true;
    subscribed.set(robot.id, connection);
    robot.online = true;
  }

  /** Tells a connection that another took its place, and closes it. */
  function dismiss(connection: Connection, robot: Robot): void {
    const body = disconnectedBody(random.bytes(16).toString('hex'), robot.id, clock.now());
    const frame = { cmd: 'aibot_event_callback', headers: { req_id: random.letters(24) }, body };
    send(connection, 'disconnected_event', frame, []);
    leave(connection);
    connection.socket.close();
  }

  /** Sends an ack, unless it is to be lost or late; gives what happened to it, for the log. */
  function acknowledge({ socket }: Connection, cmd: string, ack: Ack): string[] {
    const give = () => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(ack));
    };
    const isReply = cmd !== 'ping' && cmd !== 'aibot_subscribe';
    if (isReply && faults.take('robotDropAcks')) return ['ack dropped on demand'];
    if (!isReply || !faults.take('robotLateAcks')) {
      give();
      return [];
    }
    const timer = setTimeout(() => {
      lateAcks.delete(timer);
      give();
    }, settings.robotLateAckMs);
    lateAcks.add(timer);
    return ['ack late on demand'];
  }

  function send(connection: Connection, title: string, frame: JsonObject, warnings: string[]): void {
    connection.socket.send(JSON.stringify(frame));
    log({ title, request: loggable(frame), response: '', errcode: null, arrived: true, warnings });
  }

  function pushCallback(connection: Connection, callback: RobotCallback): void {
    const { turn, body } = callback;
    const isEvent = body.msgtype === 'event';
    const title = callbackTitle(callback);
    const cmd = isEvent ? 'aibot_event_callback' : 'aibot_msg_callback';
    const frame = { cmd, headers: { req_id: turns.issueReqId(turn) }, body };
    send(connection, title, frame, []);
    if (isEvent) return;
    if (faults.take('redeliver')) send(connection, title, frame, ['repeated on demand']);
    if (faults.take('robotRepeatAsNew')) {
      const again = { ...frame, headers: { req_id: turns.issueReqId(turn) } };
      send(connection, title, again, ['repeated on demand with another req_id']);
    }
  }

  /** Why a callback cannot be delivered, if so. */
  function obstacle(connection: Connection | undefined): string | null {
    if (!connection) return 'no connection: it is not delivered later either';
    if (faults.state.robotMute) return 'not delivered on demand';
    return faults.take('dropCallbacks') ? 'dropped on demand' : null;
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = (request.url ?? '').split('?')[0];
    // Only web pages have an Origin, and no web page is a bot.
    const refused = request.headers.origin !== undefined ? '403 Forbidden' : path !== PATH ? '404 Not Found' : null;
    if (refused) {
      socket.end(`HTTP/1.1 ${refused}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    server.handleUpgrade(request, socket, head, (accepted) => server.emit('connection', accepted, request));
  }

  return {
    attach: (http) => void http.on('upgrade', upgrade),
    async deliver(callback) {
      const connection = subscribed.get(callback.turn.robot.id);
      const why = obstacle(connection);
      if (connection && why === null) {
        pushCallback(connection, callback);
        return [];
      }
      callback.turn.answered = true;
      const request = loggable(callback.body);
      const title = callbackTitle(callback);
      log({ title, request, response: '', errcode: null, arrived: false, warnings: [why ?? ''] });
      return [];
    },
    kick(robot) {
      const connection = subscribed.get(robot.id);
      if (connection) dismiss(connection, robot);
    },
    cut(robot) {
      const connection = subscribed.get(robot.id);
      if (connection) cut(connection);
    },
    forget(robot) {
      const connection = subscribed.get(robot.id);
      if (connection) leave(connection);
    },
    close() {
      for (const timer of lateAcks) clearTimeout(timer);
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

const textOf = (data: RawData): string =>
  Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
