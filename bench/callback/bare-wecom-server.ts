import { createCipheriv, createDecipheriv, createHash, createSecretKey, randomFillSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { APP } from './app-identity.ts';

export interface BareMessage {
  readonly from: string;
  readonly content: string;
  readonly msgId: string;
}

const keyBytes = (encodingAesKey: string) => Buffer.from(`${encodingAesKey}=`, 'base64');

/**
 * The least a callback can cost on Node: `node:http` and `node:crypto`, no framework, no parser. Checks the signature,
 * decrypts, lets `answer` say what to reply, encrypts and signs that.
 */
export function createBareWecomServer(answer: (message: BareMessage) => string): Server {
  const bytes = keyBytes(APP.encodingAesKey);
  const key = createSecretKey(bytes);
  const iv = bytes.subarray(0, 16);
  const receiver = Buffer.from(APP.corpId);

  const sign = (timestamp: string, nonce: string, encrypt: string) =>
    createHash('sha1').update([APP.token, timestamp, nonce, encrypt].sort().join('')).digest('hex');

  const open = (encrypt: string): string => {
    const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
    const plain = decipher.update(encrypt, 'base64');
    decipher.final();
    return plain.toString('utf8', 20, 20 + plain.readUInt32BE(16));
  };

  const seal = (text: string): string => {
    const message = Buffer.from(text);
    const head = randomFillSync(Buffer.allocUnsafe(20));
    head.writeUInt32BE(message.length, 16);
    const length = head.length + message.length + receiver.length;
    const padding = 32 - (length % 32);
    const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
    const plain = Buffer.concat([head, message, receiver, Buffer.alloc(padding, padding)], length + padding);
    const sealed = cipher.update(plain, undefined, 'base64');
    return sealed + cipher.final('base64');
  };

  const respond = (url: string, body: string): string => {
    const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
    const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
    const encrypt = between(body, '<Encrypt><![CDATA[', ']]></Encrypt>');
    if (sign(timestamp, nonce, encrypt) !== query.get('msg_signature')) throw new Error('bad signature');
    const xml = open(encrypt);
    const from = between(xml, '<FromUserName><![CDATA[', ']]></FromUserName>');
    const content = between(xml, '<Content><![CDATA[', ']]></Content>');
    const text = answer({ from, content, msgId: between(xml, '<MsgId>', '</MsgId>') });
    const createTimeS = Math.floor(Date.now() / 1000);
    const sealed = seal(
      `<xml><ToUserName><![CDATA[${from}]]></ToUserName><FromUserName><![CDATA[${APP.corpId}]]></FromUserName>` +
        `<CreateTime>${createTimeS}</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
        `<Content><![CDATA[${text}]]></Content></xml>`,
    );
    return (
      `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt>` +
      `<MsgSignature><![CDATA[${sign(String(createTimeS), nonce, sealed)}]]></MsgSignature>` +
      `<TimeStamp>${createTimeS}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`
    );
  };

  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      try {
        const body = respond(request.url ?? '', Buffer.concat(chunks).toString('utf8'));
        response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(body) });
        response.end(body);
      } catch (error) {
        response.writeHead(500);
        response.end(String(error));
      }
    });
  });
}

function between(text: string, open: string, close: string): string {
  const start = text.indexOf(open);
  const end = start < 0 ? -1 : text.indexOf(close, start + open.length);
  if (end < 0) throw new Error(`no ${open}`);
  return text.slice(start + open.length, end);
}
