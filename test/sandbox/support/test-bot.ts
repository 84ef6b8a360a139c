import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { seedCredentials } from '../../../src/sandbox/seed-world.ts';

/** One callback as the bot received it: the raw query and body, and the decrypted XML. */
interface Received {
  query: URLSearchParams;
  body: string;
  xml: string;
  field(name: string): string | undefined;
}

/** What the bot sends back: nothing, a plaintext reply XML to be encrypted, a raw answer, or no answer at all. */
type BotAnswer = '' | { reply: string } | { raw: string; status?: number } | 'hang' | 'drop';

export interface TestBot {
  url: string;
  received: Received[];
  /** Decides the answer of each callback; replace it in a test. */
  answer: (received: Received, count: number) => BotAnswer;
  /** Releases answers that hang. */
  close(): Promise<void>;
}

const { token, encodingAesKey, corpId } = seedCredentials;

/** A bot over real HTTP that speaks the callback protocol with the official crypto library. */
export async function startTestBot(): Promise<TestBot> {
  const server = createServer(async (request, response) => {
    const query = new URL(request.url ?? '', 'http://bot').searchParams;
    if (request.method === 'GET') {
      const { message } = decrypt(encodingAesKey, query.get('echostr') ?? '');
      response.end(message);
      return;
    }
    const body = await textOf(request);
    const encrypted = fieldOf(body, 'Encrypt') ?? '';
    const expected = getSignature(token, query.get('timestamp') ?? '', query.get('nonce') ?? '', encrypted);
    if (expected !== query.get('msg_signature')) {
      response.statusCode = 401;
      response.end();
      return;
    }
    const { message: xml, id } = decrypt(encodingAesKey, encrypted);
    if (id !== corpId) throw new Error('receiveid');
    const received = { query, body, xml, field: (name: string) => fieldOf(xml, name) };
    bot.received.push(received);
    const answer = bot.answer(received, bot.received.length);
    if (answer === 'hang') return;
    if (answer === 'drop') request.socket.destroy();
    else if (answer === '') response.end();
    else if ('reply' in answer) response.end(envelope(answer.reply));
    else {
      response.statusCode = answer.status ?? 200;
      response.end(answer.raw);
    }
  });
  const bot: TestBot = {
    url: '',
    received: [],
    answer: () => '',
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  bot.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom/callback`;
  return bot;
}

/** Encrypts and signs a reply as a bot must. */
export function envelope(xml: string, as: { corpId?: string; signature?: string } = {}): string {
  const encrypted = encrypt(encodingAesKey, xml, as.corpId ?? corpId);
  const signature = as.signature ?? getSignature(token, '1760000000', '77', encrypted);
  return `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature>${signature}</MsgSignature><TimeStamp>1760000000</TimeStamp><Nonce>77</Nonce></xml>`;
}

/** A passive reply to `userid`; `inner` is what follows MsgType. */
export function passive(userid: string, type: string, inner: string): string {
  return `<xml><ToUserName><![CDATA[${userid}]]></ToUserName><FromUserName>${corpId}</FromUserName><CreateTime>1760000000</CreateTime><MsgType>${type}</MsgType>${inner}</xml>`;
}

export const passiveText = (userid: string, text: string): string =>
  passive(userid, 'text', `<Content><![CDATA[${text}]]></Content>`);

function fieldOf(xml: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${name}>`).exec(xml);
  return found?.[1];
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
