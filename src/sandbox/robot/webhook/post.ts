import { type Agent, request } from 'undici';
import type { Platform } from '../../platform.ts';

/** One try to call the bot: the HTTP answer, or why there was none. */
export type Try =
  | { kind: 'answer'; status: number; body: string }
  | { kind: 'timeout' }
  | { kind: 'unreachable'; why: string };

/** Posts one callback. Timeout and slowness on demand are real time: the bot is a real program. */
export async function postOnce({ settings, faults }: Platform, agent: Agent, url: string, body: string): Promise<Try> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), settings.robotCallbackTimeoutMs);
  try {
    const answer = await request(url, {
      method: 'POST',
      dispatcher: agent,
      headers: { 'content-type': 'application/json' },
      body,
      signal: abort.signal,
    });
    const text = await readLimited(answer.body, settings.robotAnswerMaxBytes);
    if (faults.state.slowAnswerMs > 0) await pause(faults.state.slowAnswerMs, abort.signal);
    if (faults.take('lateAnswers')) return { kind: 'timeout' };
    return { kind: 'answer', status: answer.statusCode, body: text };
  } catch (error) {
    if (abort.signal.aborted) return { kind: 'timeout' };
    return { kind: 'unreachable', why: (error as { code?: string }).code ?? (error as Error).message };
  } finally {
    clearTimeout(timer);
  }
}

async function readLimited(body: AsyncIterable<Buffer>, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Waits for real milliseconds; rejects when aborted first. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Error('aborted'));
    const stop = () => {
      clearTimeout(timer);
      reject(new Error('aborted'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
