import type Koa from 'koa';
import type { Refusal } from './contract.ts';

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether a web page of another origin sent this, as far as the browser says. Programs send neither header. */
function isForeignPage(ctx: Koa.Context): boolean {
  const origin = ctx.get('origin');
  if (origin !== '' && (origin !== `http://${ctx.get('host')}` || !namesThisMachine(ctx))) return true;
  const site = ctx.get('sec-fetch-site');
  return site !== '' && site !== 'same-origin' && site !== 'none';
}

const namesThisMachine = (ctx: Koa.Context) =>
  loopbackNames.has(ctx.hostname.toLowerCase()) || loopbackNames.has(`[${ctx.hostname}]`);

/** Keeps web pages from calling the platform API with the sandbox's well-known credentials. */
export function guardApi(): Koa.Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/cgi-bin/') || !isForeignPage(ctx)) return next();
    ctx.status = 403;
    ctx.body = '';
  };
}

/**
 * Lets only the sandbox's own page in: a foreign web page in the same browser must neither read nor drive it.
 * The Host must name this machine (or a name that resolves here could be anyone's), an Origin must be our own, and a
 * POST must be JSON, which a foreign page cannot send without being asked about first.
 */
export function guardControl(): Koa.Middleware {
  return async (ctx, next) => {
    if (!namesThisMachine(ctx)) return refuse(ctx, 403, 'only on this machine');
    if (isForeignPage(ctx)) return refuse(ctx, 403, 'foreign origin');
    if (ctx.method === 'POST' && !ctx.is('application/json')) return refuse(ctx, 415, 'application/json expected');
    return next();
  };
}

export function refuse(ctx: Koa.Context, status: number, error: string): void {
  ctx.status = status;
  ctx.body = { error } satisfies Refusal;
}
