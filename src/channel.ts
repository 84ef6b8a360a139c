import type { Router } from '@koa/router';
import type { Logger } from 'pino';
import { type Bot, startBot } from './chat/bot.ts';
import type { ChatContext } from './chat/context.ts';
import type { Sender } from './chat/reply-types.ts';
import type { OfficialPuppet } from './puppet/official-puppet.ts';
import type { HangUp, Incoming, PassiveReply } from './wecom/incoming.ts';

export type ChannelName = 'app' | 'robot' | 'robot-socket' | 'webhook' | 'appchat';

/** Hands a message to whatever puppet the channel has just now; rejects while it has none. */
export type Receive = (incoming: Incoming, hangUp?: HangUp) => Promise<PassiveReply>;

/** One account on one WeCom channel, before it is started. */
export type ChannelSpec = {
  readonly name: ChannelName;
  /** The HTTP doors messages come in through; they stay open while the channel is down and then answer with an error. */
  readonly routes?: (receive: Receive) => readonly ((router: Router) => void)[];
  /** What has to be known before the channel starts; tried again with it. */
  readonly open?: () => Promise<unknown>;
  /** Ends what the spec itself opened. */
  readonly close?: () => Promise<unknown> | unknown;
} & (
  | {
      /** Makes a puppet for one start: a stopped one cannot start again, Wechaty's listeners leak (guard 8). */
      readonly makePuppet: () => OfficialPuppet;
    }
  /** A channel that only sends. */
  | { readonly sender: Sender }
);

/** A channel at work, or on its way there. */
export interface Channel {
  readonly name: ChannelName;
  readonly routes: readonly ((router: Router) => void)[];
  /** What sends over this channel; undefined while it is down. */
  sender(): Sender | undefined;
  /** Throws when the channel does not work just now. */
  check(): void;
  /** Tries to start, resolves when the first try is over, and goes on trying by itself. Never rejects. */
  start(): Promise<void>;
  /** Lets running messages finish, then takes no more; sending goes on until it is closed. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 300_000;

/** Keeps one channel running by itself: one that does not start is tried again, ever more slowly, beside the others. */
export function openChannel(
  spec: ChannelSpec,
  deps: {
    readonly handle: (message: ChatContext) => Promise<void>;
    readonly log: Logger;
    /** Wait before the next try, in ms; `failures` counts from 1. */
    readonly retryDelayMs?: (failures: number) => number;
  },
): Channel {
  const { handle, log, retryDelayMs = delayAfter } = deps;
  let running: { readonly puppet: OfficialPuppet; readonly bot: Bot } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let stopped = false;
  let trying: Promise<void> = Promise.resolve();

  const tryToStart = async () => {
    if (!('makePuppet' in spec)) return;
    try {
      await spec.open?.();
      const puppet = spec.makePuppet();
      const bot = await startBot({ puppet, handle, log });
      running = { puppet, bot };
      log.info({ channel: spec.name, failures }, 'channel started');
    } catch (error) {
      failures++;
      log.error({ err: error, channel: spec.name, failures }, 'channel did not start');
      if (stopped) return;
      timer = setTimeout(() => {
        trying = tryToStart();
      }, retryDelayMs(failures));
      timer.unref();
    }
  };

  const receive: Receive = async (incoming, hangUp) => {
    if (!running) throw new Error(`channel ${spec.name} is not running`);
    return running.puppet.receive(incoming, hangUp);
  };

  return {
    name: spec.name,
    routes: spec.routes?.(receive) ?? [],
    sender: () => ('sender' in spec ? spec.sender : running?.puppet),
    check() {
      if ('sender' in spec) return;
      if (!running) throw new Error(`channel ${spec.name} is not running`);
      running.puppet.checkReady();
    },
    async start() {
      trying = tryToStart();
      await trying;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await trying;
      await running?.bot.stop();
    },
    async close() {
      await spec.close?.();
    },
  };
}

function delayAfter(failures: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
}
