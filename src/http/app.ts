import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from '@koa/router';
import Koa, { type Context } from 'koa';
import type { Logger } from 'pino';
import { CallbackError } from '../wecom/callback-error.ts';

export interface HttpAppOptions {
  /** Each adds its paths to the one router. */
  readonly routes: readonly ((router: Router) => void)[];
  readonly log: Logger;
}

export interface HttpApp {
  /** Starts to listen; port 0 takes a free one. Rejects when the address is taken. */
  listen(options: { readonly host: string; readonly port: number }): Promise<AddressInfo>;
  /** Takes no new connections, lets running requests finish for at most `graceMs`, then closes every socket. */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 15_000;
const GRACE_MS = 5000;

/** The HTTP side of the bot: one koa, one router, and the one place where errors of a request are caught. */
export function createHttpApp({ routes, log }: HttpAppOptions): HttpApp {
  const koa = new Koa();
  const router = new Router();
  for (const add of routes) add(router);
  let isClosing = false;

  koa.use(async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null) answer(ctx, 404, '');
    } catch (error) {
      answerError(ctx, error, log);
    }
    if (isClosing) ctx.set('Connection', 'close');
  });
  koa.use(router.routes());
  // Only what happens after our own catch gets here, such as a caller who hung up before the answer.
  koa.on('error', (err) => log.warn({ err }, 'response not delivered'));

  const server = createServer(koa.callback());
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.headersTimeout = REQUEST_TIMEOUT_MS;

  return {
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve(server.address() as AddressInfo); // a TCP server: never a path
        });
      }),
    close: async ({ graceMs = GRACE_MS } = {}) => {
      isClosing = true;
      await closeServer(server, graceMs);
    },
  };
}

function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** What the caller did wrong is named to them and logged in one line; what we did wrong only gets a reference. */
function answerError(ctx: Context, error: unknown, log: Logger): void {
  const remote = ctx.req.socket.remoteAddress;
  if (error instanceof CallbackError) {
    const { code, detail, status } = error;
    log.warn({ code, detail, status, remote }, 'callback refused');
    if (!ctx.req.complete) ctx.set('Connection', 'close'); // the rest of the body must not pass for a next request
    answer(ctx, status, code);
    return;
  }
  if (isHttpError(error)) {
    log.warn({ code: error.name, status: error.status, remote }, 'request refused');
    answer(ctx, error.status, '');
    return;
  }
  const reference = randomBytes(4).toString('hex');
  log.error({ err: error, reference, remote, path: ctx.path }, 'request failed');
  answer(ctx, 500, `internal error, reference ${reference}`);
}

/** koa's own refusals: `expose` says the caller is to blame and may know. */
function isHttpError(error: unknown): error is InstanceType<typeof Koa.HttpError> {
  return error instanceof Koa.HttpError && error.expose;
}

function answer(ctx: Context, status: number, text: string): void {
  ctx.type = 'text/plain';
  ctx.body = text;
  ctx.status = status;
}
