import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { ROBOT } from './start-robot.ts';

/** One callback as the bot received it. */
export interface Heard {
  query: URLSearchParams;
  // The decrypted JSON, looked at as a test likes.
  body: Record<string, unknown> & { msgid: string; msgtype: string; response_url: string };
}

/** Nothing, a reply to be encrypted, a raw answer, or no answer. */
export type Answer = '' | object | { raw: string; status?: number } | 'hang' | 'drop';

export interface WebhookRobot {
  url: string;
  heard: Heard[];
  answer: (heard: Heard, count: number) => Answer;
  /** The next callback that fits; ask before causing it. */
  next(fits?: (heard: Heard) => boolean): Promise<Heard>;
  /** What it says to an echostr instead of its plain text. */
  echo: string | null;
  close(): Promise<void>;
}

/** A bot in webhook mode over real HTTP, with the official crypto library. */
export async function startWebhookRobot(): Promise<WebhookRobot> {
  const waiting = new Set<(heard: Heard) => void>();
  const server = createServer(async (request, response) => {
    const query = new URL(request.url ?? '', 'http://bot').searchParams;
    const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
    const encrypted =
      request.method === 'GET'
        ? (query.get('echostr') ?? '')
        : (JSON.parse(await textOf(request)) as { encrypt: string }).encrypt;
    if (getSignature(ROBOT.token, timestamp, nonce, encrypted) !== query.get('msg_signature')) {
      response.statusCode = 401;
      return response.end();
    }
    const { message, id } = decrypt(ROBOT.encodingAesKey, encrypted);
    if (id !== '') throw new Error('receiveid is not empty');
    if (request.method === 'GET') return response.end(bot.echo ?? message);
    const heard: Heard = { query, body: JSON.parse(message) };
    bot.heard.push(heard);
    for (const tell of [...waiting]) tell(heard);
    const answer = bot.answer(heard, bot.heard.length);
    if (answer === 'hang') return;
    if (answer === 'drop') return request.socket.destroy();
    if (answer === '') return response.end();
    if (!('raw' in (answer as object))) return response.end(sealed(answer, nonce));
    const { raw, status } = answer as { raw: string; status?: number };
    response.statusCode = status ?? 200;
    response.end(raw);
  });
  const bot: WebhookRobot = {
    url: '',
    heard: [],
    answer: () => '',
    echo: null,
    next: (fits = () => true) =>
      new Promise((resolve) => {
        const tell = (heard: Heard) => {
          if (!fits(heard)) return;
          waiting.delete(tell);
          resolve(heard);
        };
        waiting.add(tell);
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  bot.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom/robot`;
  return bot;
}

/** Encrypts and signs a reply as a bot must. */
export function sealed(
  reply: unknown,
  nonce: string,
  as: { receiveId?: string; signature?: string; timestamp?: number | string; signedNonce?: string } = {},
): string {
  const { timestamp = 1_780_000_000 } = as;
  const encrypted = encrypt(
    ROBOT.encodingAesKey,
    typeof reply === 'string' ? reply : JSON.stringify(reply),
    as.receiveId ?? '',
  );
  const msgsignature = as.signature ?? getSignature(ROBOT.token, String(timestamp), as.signedNonce ?? nonce, encrypted);
  return JSON.stringify({ encrypt: encrypted, msgsignature, timestamp, nonce });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
