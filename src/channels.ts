import type { Logger } from 'pino';
import type { ChannelName, ChannelSpec } from './channel.ts';
import type { QueueStranded } from './chat/stranded-answers.ts';
import type { Config } from './config.ts';
import { callbackRoute } from './http/routes/callback.ts';
import { AppPuppet } from './puppet/app-puppet.ts';
import { RobotSocketPuppet } from './puppet/robot-socket-puppet.ts';
import { texts } from './texts/index.ts';
import type { Clock } from './usecases/ports.ts';
import { createAppApi } from './wecom/app-api.ts';
import { createCallbackCrypto } from './wecom/callback-crypto.ts';
import { createRobotSocket } from './wecom/robot-socket.ts';

/** What channels are made from. */
export interface ChannelParts {
  readonly config: Config;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
  /** Where a channel puts answers that it was given and could not show. */
  readonly queueFor: (channel: ChannelName) => QueueStranded;
  /** How long a callback may be answered, in ms; the platform's own limit unless told. */
  readonly answerDeadlineMs?: number;
}

/** The channel accounts the configuration names, in the order in which somebody is best reached. */
export function channelsOf(parts: ChannelParts): readonly ChannelSpec[] {
  return [appChannel(parts), robotSocketChannel(parts)].filter((spec) => spec !== undefined);
}

/** The self-built app: 1:1, by encrypted callback; answers passively, pushes through `message/send`. */
function appChannel({ config, clock, answerDeadlineMs }: ChannelParts): ChannelSpec | undefined {
  const { app } = config;
  if (!app) return undefined;
  const api = createAppApi({ ...app, apiBase: config.apiBase, now: clock.now });
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
    close: () => api.close(),
  };
}

/** The robot with a long connection: 1:1 and groups, answers as it likes, pushes to whoever has talked to it. */
function robotSocketChannel({ config, clock, log, queueFor }: ChannelParts): ChannelSpec | undefined {
  const { robotSocket, wsUrl } = config;
  if (!robotSocket) return undefined;
  return {
    name: 'robot-socket',
    makePuppet: () =>
      new RobotSocketPuppet({
        botId: robotSocket.botId,
        names: config.robotNames,
        connect: (handlers) =>
          createRobotSocket({
            ...robotSocket,
            ...handlers,
            ...(wsUrl !== undefined && { url: wsUrl }),
            now: clock.now,
            log,
          }),
        words: texts.robot,
        queue: queueFor('robot-socket'),
        now: clock.now,
        log,
      }),
  };
}
