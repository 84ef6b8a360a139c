import type { ChannelSpec } from './channel.ts';
import type { Config } from './config.ts';
import { callbackRoute } from './http/routes/callback.ts';
import { AppPuppet } from './puppet/app-puppet.ts';
import type { Clock } from './usecases/ports.ts';
import { createAppApi } from './wecom/app-api.ts';
import { createCallbackCrypto } from './wecom/callback-crypto.ts';

/** What channels are made from. */
export interface ChannelParts {
  readonly config: Config;
  readonly clock: Pick<Clock, 'now'>;
  /** How long a callback may be answered, in ms; the platform's own limit unless told. */
  readonly answerDeadlineMs?: number;
}

/** The channel accounts the configuration names, in the order in which somebody is best reached. */
export function channelsOf(parts: ChannelParts): readonly ChannelSpec[] {
  return [appChannel(parts)].filter((spec) => spec !== undefined);
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
