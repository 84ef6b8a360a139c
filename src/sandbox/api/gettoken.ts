import type { Platform } from '../platform.ts';
import { ApiError } from './api-error.ts';
import type { Endpoint } from './endpoint.ts';

/** `gettoken` (WeCom doc 91039). Checks in the order seen on the wire: missing, corpid, secret. */
export function tokenEndpoints(platform: Platform): Endpoint[] {
  let wrongInARow = 0;
  let blockedUntil = 0;
  return [
    {
      method: 'GET',
      path: '/cgi-bin/gettoken',
      credential: 'none',
      handle({ query }) {
        const { clock, settings, world, tokens } = platform;
        const corpId = query.get('corpid');
        const secret = query.get('corpsecret');
        if (!secret) throw new ApiError(41004, 'corpsecret missing');
        if (!corpId) throw new ApiError(41002, 'corpid missing');
        if (clock.now() < blockedUntil) throw new ApiError(45009, 'api freq out of limit');
        if (corpId !== world.corpId) throw new ApiError(40013, 'invalid corpid');
        const app = world.appOfSecret(secret);
        if (!app) {
          wrongInARow += 1;
          if (wrongInARow >= settings.wrongSecretsBeforeBlock) {
            blockedUntil = clock.now() + settings.wrongSecretBlockMs;
            wrongInARow = 0;
          }
          throw new ApiError(40001, 'invalid credential');
        }
        wrongInARow = 0;
        const { token, expiresInS } = tokens.issue(app);
        return { access_token: token, expires_in: expiresInS };
      },
    },
  ];
}
