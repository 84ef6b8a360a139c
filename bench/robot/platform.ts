import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { ROBOT } from './identity.ts';

/** What came back for one message. */
export interface Answered {
  readonly text: string;
  /** When the last frame of the answer came, as `performance.now()`. */
  readonly at: number;
}

/** The least a platform can be: takes one robot's long connection, says what people write, acknowledges answers. */
export interface BenchPlatform {
  readonly port: number;
  /** Resolves when the bot has subscribed. */
  readonly subscribed: Promise<void>;
  /** Writes in somebody's chat with the robot and resolves with the finished answer; of a card, its title. */
  ask(userid: string, text: string): Promise<Answered>;
  /** Answers beyond the one each message gets, and pushes: there must be none. */
  readonly surplus: () => number;
  /** Answers that began with a placeholder because they were not there within 4 s. */
  readonly announced: () => number;
  close(): Promise<void>;
}

interface Frame {
  readonly cmd: string;
  readonly headers: { readonly req_id: string };
  readonly body?: {
    readonly secret?: string;
    readonly msgtype?: string;
    readonly stream?: { readonly finish: boolean; readonly content: string };
    readonly template_card?: { readonly main_title: { readonly title: string } };
  };
}

export async function startBenchPlatform(): Promise<BenchPlatform> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(server, 'listening');
  const waiting = new Map<string, (answer: Answered) => void>();
  let bot: WebSocket | undefined;
  let subscribed = () => {};
  let written = 0;
  let surplus = 0;
  let announced = 0;

  function take({ cmd, headers, body }: Frame): void {
    if (cmd === 'aibot_subscribe' && body?.secret === ROBOT.secret) subscribed();
    if (cmd === 'aibot_subscribe' || cmd === 'ping') return;
    const { stream, template_card: card } = body ?? {};
    const answer = waiting.get(headers.req_id);
    const text = card?.main_title.title ?? stream?.content;
    if (cmd !== 'aibot_respond_msg' || text === undefined || !answer) surplus++;
    else if (stream?.finish === false) announced++;
    else {
      waiting.delete(headers.req_id);
      answer({ text, at: performance.now() });
    }
  }

  server.on('connection', (socket) => {
    bot = socket;
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame;
      socket.send(JSON.stringify({ headers: frame.headers, errcode: 0, errmsg: 'ok' }));
      take(frame);
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    subscribed: new Promise((resolve) => {
      subscribed = resolve;
    }),
    ask(userid, text) {
      written += 1;
      const reqId = `bench-${written}`;
      const body = {
        msgid: `m-${written}`,
        aibotid: ROBOT.botId,
        chattype: 'single',
        from: { userid },
        response_url: `https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=${reqId}`,
        msgtype: 'text',
        text: { content: text },
      };
      bot?.send(JSON.stringify({ cmd: 'aibot_msg_callback', headers: { req_id: reqId }, body }));
      return new Promise((resolve) => waiting.set(reqId, resolve));
    },
    surplus: () => surplus,
    announced: () => announced,
    async close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
