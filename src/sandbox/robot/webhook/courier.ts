import { Agent } from 'undici';
import { curlOf } from '../../curl.ts';
import type { Platform } from '../../platform.ts';
import type { Bubble } from '../../world/bubble.ts';
import { refreshBody } from '../callback-body.ts';
import { callbackTitle, loggable, type RobotCallback, type RobotLine } from '../line.ts';
import { momentNow } from '../moment.ts';
import type { Replies } from '../reply.ts';
import type { Streams } from '../stream.ts';
import type { Stream, Turn } from '../turns.ts';
import { readRobotAnswer, sealForRobot } from './envelope.ts';
import { judgeRefresh, judgeReply } from './judge.ts';
import { pause, postOnce, type Try } from './post.ts';

export interface RobotCourier extends RobotLine {
  close(): Promise<void>;
}

interface Outcome {
  result: Try;
  bubbles: Bubble[];
}

interface CourierParts {
  platform: Platform;
  replies: Replies;
  streams: Streams;
}

/** Webhook mode: calls the bot, shows what it answers, and asks for the rest of its streams (WeCom doc 100719). */
export function createRobotCourier({ platform, replies, streams }: CourierParts): RobotCourier {
  const { settings, faults, random } = platform;
  const agent = new Agent({ pipelining: 1, connections: 256 });
  const closing = new AbortController();

  /** Calls the bot once and shows its answer; `streamId` marks a refresh, `silent` throws the answer away. */
  async function call(
    callback: RobotCallback,
    {
      number = 1,
      streamId = null,
      silent = null,
    }: { number?: number; streamId?: string | null; silent?: string | null },
  ): Promise<Outcome> {
    const { turn, body } = callback;
    const { transport } = turn.robot;
    const url = transport.kind === 'webhook' ? transport.callbackUrl : null;
    if (url === null) return { result: { kind: 'unreachable', why: 'no callback URL' }, bubbles: [] };
    const envelope = sealForRobot(platform, turn.robot, url, JSON.stringify(body));
    const began = momentNow(platform);
    const result = await postOnce(platform, agent, envelope.address, envelope.body);
    const verdict =
      silent !== null
        ? { response: '', bubbles: [], warnings: [silent] }
        : judge(turn, streamId, envelope.nonce, result);
    platform.log.add({
      at: began.at,
      durationMs: Math.round(performance.now() - began.real),
      direction: 'callback',
      channel: 'robot',
      title: `${callbackTitle(callback)}${number > 1 ? ` · ${number}` : ''}`,
      method: 'POST',
      path: envelope.address,
      status: result.kind === 'answer' ? result.status : null,
      errcode: null,
      request: loggable(body),
      response: verdict.response,
      warnings: verdict.warnings,
      curl: curlOf('POST', envelope.address, 'application/json', envelope.body),
    });
    return { result, bubbles: verdict.bubbles };
  }

  function judge(turn: Turn, streamId: string | null, nonce: string, result: Try) {
    const nothing = { response: '', bubbles: [] };
    if (result.kind === 'timeout') return { ...nothing, warnings: ['no answer in time'] };
    if (result.kind === 'unreachable') return { ...nothing, warnings: [`cannot be reached: ${result.why}`] };
    if (result.status !== 200) return { ...nothing, response: result.body, warnings: [`answered ${result.status}`] };
    const answer = readRobotAnswer(result.body, turn.robot, nonce);
    if (answer.kind === 'none') return { ...nothing, response: result.body, warnings: [] };
    if (answer.kind === 'wrong') return { ...nothing, response: result.body, warnings: [answer.why] };
    const response = loggable(answer.reply);
    return streamId === null
      ? { response, ...judgeReply(replies, turn, answer.reply) }
      : { response, ...judgeRefresh(replies, turn, streamId, answer.reply) };
  }

  /** Asks for the stream until it is finished or its window has passed. Several hours of sandbox time may go by. */
  async function poll(turn: Turn, stream: Stream): Promise<void> {
    const refresh = () => {
      const msgId = random.bytes(16).toString('hex');
      return { turn, name: 'stream', body: refreshBody(turn, msgId, stream.id) };
    };
    const wait = () => pause(settings.robotPollMs * (0.8 + 0.4 * random.next()), closing.signal);
    for (;;) {
      await wait();
      streams.sweep();
      if (stream.finished || turn.robot.transport.kind !== 'webhook') break;
      await call(refresh(), { streamId: stream.id });
    }
    if (faults.take('robotPollAfterFinish')) {
      await wait();
      await call(refresh(), { streamId: stream.id, silent: 'asked again on demand' });
    }
  }

  return {
    async deliver(callback) {
      const { turn } = callback;
      const { transport } = turn.robot;
      const isLost = transport.kind !== 'webhook' || transport.callbackUrl === null || faults.take('dropCallbacks');
      const isCard = turn.trigger.kind === 'card';
      // A click is told once, whatever becomes of it (WeCom doc 101027).
      const deliveries = isCard ? 1 : settings.robotDeliveries;
      const repeats = !isCard && !isLost && faults.take('redeliver');
      let bubbles: Bubble[] = [];
      for (let number = 1; number <= deliveries && !isLost; number += 1) {
        const outcome = await call(callback, { number });
        bubbles = outcome.bubbles;
        if (outcome.result.kind !== 'answer') continue;
        if (repeats) await call(callback, { number: number + 1, silent: 'repeated on demand' });
        break;
      }
      turn.answered = true;
      for (const stream of turn.streams.values()) {
        // Polling goes on by itself; it ends with the stream, its window, or the sandbox.
        if (!stream.finished) poll(turn, stream).catch(onlyWhenClosing);
      }
      return bubbles;
    },
    async close() {
      closing.abort();
      await agent.destroy();
    },
  };

  function onlyWhenClosing(error: unknown): void {
    if (!closing.signal.aborted) process.emitWarning(error as Error);
  }
}
