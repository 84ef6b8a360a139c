import { randomBytes, randomInt } from 'node:crypto';
import { request } from 'undici';
import { type CheckName, doctor } from '../../texts/doctor.ts';
import type { CallbackCrypto } from '../../wecom/callback-crypto.ts';
import { type Finding, finding } from './finding.ts';

/** How long the platform waits for the answer to its URL check (WeCom doc 90930). */
const ANSWER_WITHIN_MS = 1000;
/** More of a wrong answer is not read. */
const MOST_BYTES = 4096;

/**
 * Asks our own door from outside what the console asks when its URL is saved: a signed and encrypted echostr whose plain
 * text must come back within a second. It says that the address leads here, not that WeCom can reach it.
 */
export async function checkCallbackUrl(options: {
  readonly check: CheckName;
  readonly url: string;
  readonly crypto: CallbackCrypto;
  readonly now: () => number;
}): Promise<Finding> {
  const { check, url, crypto, now } = options;
  const expected = `${randomInt(1, 2 ** 47)}`;
  const asked = crypto.seal(expected, String(Math.floor(now() / 1000)), randomBytes(8).toString('hex'));
  const query = new URLSearchParams({
    msg_signature: asked.signature,
    timestamp: asked.timestamp,
    nonce: asked.nonce,
    echostr: asked.encrypt,
  });
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const { statusCode, body } = await request(`${url}?${query}`, { signal });
    const said = await firstBytes(body);
    if (statusCode === 200 && said === expected) return finding(check, 'ok', doctor.callback.answers(url));
    return finding(check, 'problem', doctor.callback.wrongAnswer(url, statusCode, said));
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (signal.aborted) return finding(check, 'problem', doctor.callback.tooSlow(url));
    return finding(check, 'problem', doctor.callback.unreachable(url, String(code ?? 'unknown')));
  }
}

async function firstBytes(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MOST_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
