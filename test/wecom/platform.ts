import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers one request: an object is sent as JSON with status 200, a number as that status, 'hang up' as nothing. */
export type Answering = (request: SeenRequest) => object | number | 'hang up' | Promise<object>;

/** A platform on a loopback port that answers as told and remembers what it was asked. */
export async function startPlatform(answering: Answering) {
  const seen: SeenRequest[] = [];
  const server = createServer(async (req: IncomingMessage, res) => {
    const url = new URL(req.url ?? '/', 'http://platform');
    const request = {
      method: req.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: await text(req),
    };
    seen.push(request);
    const answer = await answering(request);
    if (answer === 'hang up') req.socket.destroy();
    else if (typeof answer === 'number') res.writeHead(answer).end();
    else res.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    apiBase: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    askedFor: (path: string) => seen.filter((request) => request.path === path).length,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
