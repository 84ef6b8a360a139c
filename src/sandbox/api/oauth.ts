import type Koa from 'koa';
import type { Platform } from '../platform.ts';
import { ApiError } from './api-error.ts';
import type { Endpoint } from './endpoint.ts';

interface IssuedCode {
  userid: string;
  at: number;
  used: boolean;
}

export interface SignIn {
  endpoints: Endpoint[];
  /** The page that sends the member's browser back with a code. */
  authorize: Koa.Middleware;
}

/**
 * Sign-in by web page (WeCom docs 91022, 91023). The real page knows the member from the client it runs in; here the
 * address needs one parameter more, `sandbox_user`, which says who is looking.
 */
export function createSignIn(platform: Platform): SignIn {
  const { world, clock, settings, random } = platform;
  const codes = new Map<string, IssuedCode>();

  function redirect(query: URLSearchParams): URL | string {
    const target = URL.canParse(query.get('redirect_uri') ?? '') ? new URL(query.get('redirect_uri') ?? '') : null;
    const app = world.apps.get(Number(query.get('agentid') ?? [...world.apps.keys()][0]));
    const person = world.person(query.get('sandbox_user') ?? '');
    const state = query.get('state') ?? '';
    if (query.get('appid') !== world.corpId) return '40013 invalid corpid';
    if (query.get('response_type') !== 'code' || !/^snsapi_/.test(query.get('scope') ?? '')) return '40058 bad request';
    if (!/^[0-9A-Za-z]{0,128}$/.test(state)) return '40058 invalid state';
    // Exactly the trusted domain, port included, or the code would go to a stranger.
    if (!app || !target || !/^https?:$/.test(target.protocol) || target.host !== app.trustedDomain) {
      return '50001 redirect_uri 与配置的可信域名不一致';
    }
    const code = random.letters(43);
    // Someone outside the range is an outsider to this application and gets a code all the same.
    codes.set(code, { userid: person?.userid ?? '', at: clock.now(), used: false });
    target.searchParams.set('code', code);
    target.searchParams.set('state', state);
    return target;
  }

  return {
    endpoints: [
      {
        method: 'GET',
        path: '/cgi-bin/auth/getuserinfo',
        credential: 'token',
        handle({ query }) {
          const issued = codes.get(query.get('code') ?? '');
          if (!issued) throw new ApiError(40029, 'invalid code');
          if (issued.used) throw new ApiError(42022, 'code already used');
          if (clock.now() >= issued.at + settings.oauthCodeLifetimeMs) throw new ApiError(42003, 'code expired');
          issued.used = true;
          return issued.userid === '' ? { openid: `sim_openid_${random.letters(16)}` } : { userid: issued.userid };
        },
      },
    ],
    authorize: async (ctx, next) => {
      if (ctx.path !== '/connect/oauth2/authorize' || ctx.method !== 'GET') return next();
      const to = redirect(new URLSearchParams(ctx.querystring));
      if (typeof to === 'string') {
        ctx.status = 400;
        ctx.type = 'text/plain; charset=utf-8';
        ctx.body = to;
        return;
      }
      ctx.redirect(to.href);
      ctx.body = '';
    },
  };
}
