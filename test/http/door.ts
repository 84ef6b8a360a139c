import pino, { type Logger } from 'pino';
import { createHttpApp, type HttpApp, type HttpAppOptions } from '../../src/http/app.ts';
import { callbackRoute } from '../../src/http/routes/callback.ts';
import { createCallbackCrypto } from '../../src/wecom/callback-crypto.ts';
import type { Incoming, PassiveReply } from '../../src/wecom/incoming.ts';
import type { Secrets } from '../support/wecom-callback.ts';

/** A pino logger whose lines can be read back. */
export function createLogbook(): { log: Logger; lines: Record<string, unknown>[]; text: () => string } {
  const written: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'trace' },
    {
      write: (line: string) => {
        written.push(line);
        lines.push(JSON.parse(line));
      },
    },
  );
  return { log, lines, text: () => written.join('') };
}

/** A real server on a free port. */
export async function serve(options: HttpAppOptions): Promise<{ http: HttpApp; port: number; url: string }> {
  const http = createHttpApp(options);
  const { port } = await http.listen({ host: '127.0.0.1', port: 0 });
  return { http, port, url: `http://127.0.0.1:${port}` };
}

export interface DoorOptions extends Secrets {
  readonly agentId: string;
  readonly maxSkewS?: number;
  readonly nowS?: number;
  readonly receive?: (incoming: Incoming) => Promise<PassiveReply>;
}

/** The app's callback door with everything it received and logged. */
export async function openDoor(options: DoorOptions) {
  const { agentId, receiveId, maxSkewS = 0, nowS = 1_760_000_100 } = options;
  const { receive = async () => ({ kind: 'none' }) as const } = options;
  const received: Incoming[] = [];
  const logbook = createLogbook();
  const route = callbackRoute({
    app: { corpId: receiveId, agentId },
    crypto: createCallbackCrypto(options),
    maxSkewS,
    now: () => nowS * 1000,
    receive: (incoming) => {
      received.push(incoming);
      return receive(incoming);
    },
  });
  const server = await serve({ routes: [route], log: logbook.log });
  const callback = `${server.url}/wecom/callback`;
  return {
    ...server,
    ...logbook,
    received,
    get: (query: string) => fetch(`${callback}?${query}`),
    post: (query: string, body: string) => fetch(`${callback}?${query}`, { method: 'POST', body }),
    close: () => server.http.close(),
  };
}
