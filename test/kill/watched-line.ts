import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One call of the bot's that sends somebody something. */
export interface Call {
  readonly body: string;
  /** A userid, or the key of a group's webhook. */
  readonly to: string;
  /** True when the platform was handed it, so that it did what it was asked. */
  isCarriedOut: boolean;
  /** True when the platform's answer was handed back to the bot. */
  isAnswered: boolean;
}

/** Where on its way a call is. */
export type Point = 'before the platform' | 'before the answer' | 'after the answer';

/**
 * The line between bot and platform, at whose points something can be made to happen; `reached` is awaited, and then what
 * is still to come of the call takes place only if it says so.
 */
export async function openWatchedLine(platform: string) {
  const calls: Call[] = [];
  let reached: (point: Point, count: number) => 'go on' | 'go no further' = () => 'go on';
  let count = 0;
  const server = createServer(async (incoming, outgoing) => {
    try {
      const body = await buffer(incoming);
      const url = new URL(incoming.url ?? '', platform);
      const call: Call = { body: body.toString(), to: receiverOf(url, body), isCarriedOut: false, isAnswered: false };
      const isMessage = /\/(message|webhook)\/send$/.test(url.pathname);
      const serial = isMessage ? calls.push(call) && ++count : 0;
      const stopsAt = (point: Point) => {
        const isOver = isMessage && reached(point, serial) === 'go no further';
        if (isOver) incoming.socket.destroy();
        return isOver;
      };
      if (stopsAt('before the platform')) return;
      const { host: _, ...headers } = incoming.headers;
      const forward = request(url, { method: incoming.method, headers });
      forward.end(body);
      const [answer] = await once(forward, 'response');
      call.isCarriedOut = true;
      const answered = await buffer(answer);
      if (stopsAt('before the answer')) return;
      outgoing.writeHead(answer.statusCode, answer.headers).end(answered);
      call.isAnswered = true;
      stopsAt('after the answer');
    } catch {
      // The bot is gone in the middle of it, which is what this is for.
      incoming.socket.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Every message that was sent, or was to be, in order. */
    calls,
    /** What happens at the points of the next messages, counted from 1. */
    watch(next: typeof reached) {
      reached = next;
      count = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What makes two calls the same message: its receiver and its bytes. */
export const sameness = ({ to, body }: { readonly to: string; readonly body: string }): string => `${to} ${body}`;

function receiverOf(url: URL, body: Buffer): string {
  const key = url.searchParams.get('key');
  if (key !== null) return key;
  try {
    return (JSON.parse(body.toString()) as { readonly touser?: string }).touser ?? '';
  } catch {
    return '';
  }
}
