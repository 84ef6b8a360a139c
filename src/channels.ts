import type { Logger } from 'pino';
import type { ChannelName, ChannelSpec } from './channel.ts';
import type { AnswerKeeper } from './chat/answer-keeper.ts';
import type { Config } from './config.ts';
import { callbackRoute } from './http/routes/callback.ts';
import { robotRoute } from './http/routes/robot.ts';
import { AppPuppet } from './puppet/app-puppet.ts';
import { createAppChatSender } from './puppet/appchat-sender.ts';
import type { FetchFile } from './puppet/fetch-file.ts';
import { streamIdOf } from './puppet/robot-body.ts';
import { RobotPuppet } from './puppet/robot-puppet.ts';
import { RobotSocketPuppet } from './puppet/robot-socket-puppet.ts';
import { createWebhookSender } from './puppet/webhook-sender.ts';
import { texts } from './texts/index.ts';
import type { Clock } from './usecases/ports.ts';
import type { AppApi } from './wecom/app-api.ts';
import { createCallbackCrypto } from './wecom/callback-crypto.ts';
import { createResponseApi } from './wecom/response-api.ts';
import { createResponseCodes } from './wecom/response-codes.ts';
import { createRobotFiles, type RobotFiles } from './wecom/robot-file.ts';
import { ROBOT_PLAIN_LIMIT_BYTES } from './wecom/robot-markdown.ts';
import { createRobotSocket } from './wecom/robot-socket.ts';
import { createRobotStreams } from './wecom/robot-streams.ts';
import { FileFetchError } from './wecom/sent-file.ts';
import { createWebhookApi } from './wecom/webhook-api.ts';

/** What channels are made from. */
export interface ChannelParts {
  readonly config: Config;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
  /** Looks after answers that a channel was given and could not show. */
  readonly keeperFor: (channel: ChannelName, textLimitBytes: number) => AnswerKeeper;
  /**
   * The interfaces of the self-built app, where there is one; whoever made them closes them. One for all, because an app
   * has one token at a time.
   */
  readonly api: AppApi | undefined;
  /** How long a callback may be answered, in ms; the platform's own limit unless told. */
  readonly answerDeadlineMs?: number;
}

/** The channel accounts the configuration names, in the order in which somebody is best reached. */
export function channelsOf(parts: ChannelParts): readonly ChannelSpec[] {
  const { api } = parts;
  return [
    appChannel(parts),
    robotSocketChannel(parts),
    robotChannel(parts),
    webhookChannel(parts),
    api && ({ name: 'appchat', sender: createAppChatSender(api) } as const),
  ].filter((spec) => spec !== undefined);
}

/** The self-built app: 1:1, by encrypted callback; answers passively, pushes through `message/send`. */
function appChannel({ config, clock, api, answerDeadlineMs }: ChannelParts): ChannelSpec | undefined {
  const { app } = config;
  if (!app || !api) return undefined;
  return {
    name: 'app',
    makePuppet: () =>
      new AppPuppet({
        agentId: app.agentId,
        api,
        ...(answerDeadlineMs !== undefined && { deadlineMs: answerDeadlineMs }),
      }),
    routes: (receive) => [
      callbackRoute({
        app,
        crypto: createCallbackCrypto({ ...app, receiveId: app.corpId }),
        receive,
        now: clock.now,
        maxSkewS: config.callbackMaxSkewS,
      }),
    ],
  };
}

/** The robot with a long connection: 1:1 and groups, answers as it likes, pushes to whoever has talked to it. */
function robotSocketChannel({ config, clock, log, keeperFor }: ChannelParts): ChannelSpec | undefined {
  const { robotSocket, wsUrl } = config;
  if (!robotSocket) return undefined;
  const answers = keeperFor('robot-socket', ROBOT_PLAIN_LIMIT_BYTES);
  const files = createRobotFiles({ origin: wsUrl ?? '' });
  return {
    name: 'robot-socket',
    open: answers.open,
    makePuppet: () =>
      new RobotSocketPuppet({
        botId: robotSocket.botId,
        names: config.robotNames,
        connect: (handlers) =>
          createRobotSocket({
            ...robotSocket,
            ...handlers,
            onUp: answers.connected,
            ...(wsUrl !== undefined && { url: wsUrl }),
            now: clock.now,
            log,
          }),
        fetchFile: linked(files),
        words: { ...texts.robot, belated: (text, at) => texts.robot.belated(text, at, config.timeZone) },
        queue: answers.queue,
        onAnswered: answers.given,
        now: clock.now,
        log,
      }),
    close: () => Promise.all([answers.close(), files.close()]),
  };
}

/** The robot that is called over HTTP: 1:1 and groups, answers when asked, cannot speak first. */
function robotChannel({ config, clock, log, keeperFor, answerDeadlineMs }: ChannelParts): ChannelSpec | undefined {
  const { robot } = config;
  if (!robot) return undefined;
  const api = createResponseApi({ apiBase: config.apiBase });
  const answers = keeperFor('robot', ROBOT_PLAIN_LIMIT_BYTES);
  const files = createRobotFiles({ aesKey: robot.encodingAesKey, origin: config.apiBase });
  // Beside the puppet, which is made anew with every start: the platform goes on asking meanwhile.
  const streams = createRobotStreams(texts.robot);
  const codes = createResponseCodes(clock.now);
  return {
    name: 'robot',
    makePuppet: () =>
      new RobotPuppet({
        api,
        codes,
        fetchFile: linked(files),
        streams,
        words: texts.robot,
        queue: answers.queue,
        log,
        ...(answerDeadlineMs !== undefined && { deadlineMs: answerDeadlineMs }),
      }),
    routes: (receive) => [
      robotRoute({
        crypto: createCallbackCrypto({ ...robot, receiveId: '' }),
        names: config.robotNames,
        streams,
        streamIdOf,
        thinking: texts.robot.thinking,
        receive,
        now: clock.now,
        maxSkewS: config.callbackMaxSkewS,
      }),
    ],
    close: () => Promise.all([api.close(), files.close()]),
  };
}

/** A robot's messages bring links. */
function linked(files: RobotFiles): FetchFile {
  return async (file, maxBytes) => {
    if (file.kind !== 'link') throw new FileFetchError('gone');
    return files.fetch(file, maxBytes);
  };
}

/** Groups that are only posted into, by the name the configuration gives each. */
function webhookChannel({ config }: ChannelParts): ChannelSpec | undefined {
  if (config.webhooks.size === 0) return undefined;
  const api = createWebhookApi({ apiBase: config.apiBase });
  return { name: 'webhook', sender: createWebhookSender(api, config.webhooks), close: () => api.close() };
}
