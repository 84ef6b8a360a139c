import type { Context } from 'koa';
import type { CallbackCrypto } from '../wecom/callback-crypto.ts';
import { type Freshness, parameter, parseQuery, readSignedQuery } from './signed-query.ts';

/**
 * Answers the console's check of a callback URL (WeCom docs 90930, 101033): the `echostr` in clear, to whoever proves to
 * know the token and the key. Anything else is a `CallbackError`.
 */
export function urlCheck(crypto: CallbackCrypto, freshness: Freshness): (ctx: Context) => void {
  return (ctx) => {
    const query = parseQuery(ctx.querystring);
    const signed = readSignedQuery(query, freshness);
    const encrypt = parameter(query, 'echostr');
    crypto.verify({ ...signed, encrypt });
    ctx.type = 'text/plain';
    ctx.body = crypto.open(encrypt);
  };
}
