import { Agent, request } from 'undici';
import { curlOf } from '../curl.ts';
import type { Platform } from '../platform.ts';
import type { Bubble } from '../world/bubble.ts';
import { renderXml } from '../xml.ts';
import { readAnswer } from './answer.ts';
import { sealCallback, withQuery } from './envelope.ts';
import type { CallbackMessage } from './message.ts';
import { applyReply } from './passive-reply.ts';

/** How a callback ended. */
export interface Delivery {
  /** `answered`: a 200 in time. `refused`: another status. `lost`: no answer in any delivery. `unsent`: nowhere to go. */
  outcome: 'answered' | 'refused' | 'lost' | 'unsent';
  /** How many times the bot was called. */
  deliveries: number;
  /** What the passive reply made appear or change. */
  bubbles: Bubble[];
}

export interface Courier {
  /** Delivers, redelivers when needed, and shows the passive reply. Resolves when all that is over. */
  deliver(message: CallbackMessage): Promise<Delivery>;
  close(): Promise<void>;
}

/** One try to deliver: the HTTP answer, or why there was none. */
type Try =
  | { kind: 'answer'; status: number; body: string }
  | { kind: 'timeout' }
  | { kind: 'unreachable'; why: string };

const ANSWER_MAX_BYTES = 1024 * 1024;

export function createCourier(platform: Platform): Courier {
  const { world, clock, settings, faults, random } = platform;
  // A connection pool of the platform's own, so closing the sandbox closes it.
  const agent = new Agent({ pipelining: 1, connections: 256 });

  async function once(url: string, body: string, timeoutMs: number): Promise<Try> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeoutMs);
    try {
      const answer = await request(url, {
        method: 'POST',
        dispatcher: agent,
        headers: { 'content-type': settings.callbackContentType },
        body,
        signal: abort.signal,
      });
      const text = await readLimited(answer.body);
      if (faults.state.slowAnswerMs > 0) await pause(faults.state.slowAnswerMs, abort.signal);
      return { kind: 'answer', status: answer.statusCode, body: text };
    } catch (error) {
      if (abort.signal.aborted) return { kind: 'timeout' };
      return { kind: 'unreachable', why: (error as { code?: string }).code ?? (error as Error).message };
    } finally {
      clearTimeout(timer);
    }
  }

  async function deliver(message: CallbackMessage): Promise<Delivery> {
    const url = message.app.callbackUrl;
    if (!url) return { outcome: 'unsent', deliveries: 0, bubbles: [] };
    if (faults.take('dropCallbacks')) return { outcome: 'lost', deliveries: 0, bubbles: [] };
    const plaintext = renderXml(message.nodes, { random, shuffle: settings.shuffleCallbackXml });
    const seal = () =>
      sealCallback({
        app: message.app,
        corpId: world.corpId,
        plaintext,
        now: clock.now(),
        random,
        shuffle: settings.shuffleCallbackXml,
      });
    const repeats = faults.take('redeliver') ? 1 : 0;
    let envelope = seal();
    let deliveries = 0;

    async function attempt(isRepeat: boolean): Promise<{ result: Try; bubbles: Bubble[] }> {
      if (deliveries > 0 && settings.freshEnvelopePerDelivery) envelope = seal();
      deliveries += 1;
      const began = { at: clock.now(), real: performance.now() };
      const address = withQuery(url as string, envelope.query);
      let result = await once(address, envelope.body, settings.callbackTimeoutMs);
      if (result.kind === 'answer' && faults.take('lateAnswers')) result = { kind: 'timeout' };
      const verdict = isRepeat
        ? { response: '', warnings: ['repeated on demand'], bubbles: [] }
        : judge(message, result);
      platform.log.add({
        at: began.at,
        durationMs: Math.round(performance.now() - began.real),
        direction: 'callback',
        channel: 'app',
        title: `${message.name} · ${message.from?.userid ?? 'sys'}${deliveries > 1 ? ` · ${deliveries}` : ''}`,
        method: 'POST',
        path: address,
        status: result.kind === 'answer' ? result.status : null,
        errcode: null,
        request: plaintext,
        response: verdict.response,
        warnings: verdict.warnings,
        curl: curlOf('POST', address, settings.callbackContentType, envelope.body),
      });
      return { result, bubbles: verdict.bubbles };
    }

    while (deliveries < settings.callbackDeliveries) {
      const { result, bubbles } = await attempt(false);
      if (result.kind !== 'answer') continue;
      if (result.status !== 200 && settings.redeliverOnBadStatus) continue;
      for (let repeat = 0; repeat < repeats; repeat += 1) await attempt(true);
      return { outcome: result.status === 200 ? 'answered' : 'refused', deliveries, bubbles };
    }
    return { outcome: 'lost', deliveries, bubbles: [] };
  }

  function judge(message: CallbackMessage, result: Try): { response: string; warnings: string[]; bubbles: Bubble[] } {
    const nothing = { response: '', bubbles: [] };
    if (result.kind === 'timeout') return { ...nothing, warnings: ['no answer in time'] };
    if (result.kind === 'unreachable') return { ...nothing, warnings: [`cannot be reached: ${result.why}`] };
    if (result.status !== 200) return { ...nothing, response: result.body, warnings: [`answered ${result.status}`] };
    const answer = readAnswer(result.body, message.app, world.corpId);
    if (answer.kind === 'none') return { ...nothing, response: result.body, warnings: [] };
    if (answer.kind === 'wrong') return { ...nothing, response: result.body, warnings: [answer.why] };
    const applied = applyReply(platform, message, answer.reply);
    return { response: answer.plaintext, ...applied };
  }

  return { deliver, close: () => agent.destroy() };
}

async function readLimited(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > ANSWER_MAX_BYTES) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Waits for real milliseconds; rejects when aborted first. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Error('aborted'));
    });
  });
}
