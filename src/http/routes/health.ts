import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Router } from '@koa/router';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';

/** Something the bot cannot work without; `check` throws or rejects when it is not there. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<void> | void;
}

export interface HealthRouteOptions {
  readonly checks: readonly ReadinessCheck[];
  readonly metrics: Pick<Registry, 'contentType' | 'metrics'>;
  /** With a token `/metrics` is open to whoever bears it; without one, to this machine only. */
  readonly metricsToken?: string;
  readonly log: Logger;
  /** A check that takes longer has failed. */
  readonly checkTimeoutMs?: number;
}

/** `/healthz` (the process runs), `/readyz` (what is up and what is not; 503 unless every check passes) and `/metrics`. */
export function healthRoutes(options: HealthRouteOptions): (router: Router) => void {
  const { checks, metrics, metricsToken, log, checkTimeoutMs = 2000 } = options;
  return (router) => {
    router.get('/healthz', (ctx) => {
      ctx.body = { status: 'ok' };
    });

    router.get('/readyz', async (ctx) => {
      const results = await Promise.all(checks.map((check) => failureOf(check, checkTimeoutMs)));
      const failing = results.filter((failure) => failure !== undefined);
      for (const { name, error } of failing) log.warn({ check: name, err: error }, 'not ready');
      ctx.status = failing.length === 0 ? 200 : 503;
      const down = new Set(failing.map(({ name }) => name));
      ctx.body = {
        status: failing.length === 0 ? 'ok' : 'unavailable',
        up: checks.map(({ name }) => name).filter((name) => !down.has(name)),
        failing: [...down],
      };
    });

    router.get('/metrics', async (ctx) => {
      const refusal = metricsRefusal(ctx.req, metricsToken);
      if (refusal !== undefined) {
        ctx.status = refusal;
        ctx.body = '';
        if (refusal === 401) ctx.set('WWW-Authenticate', 'Bearer');
        return;
      }
      const text = await metrics.metrics();
      ctx.set('Content-Type', metrics.contentType);
      ctx.body = text;
    });
  };
}

async function failureOf(
  check: ReadinessCheck,
  timeoutMs: number,
): Promise<{ name: string; error: unknown } | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no result after ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([(async () => check.check())(), timeout]);
    return undefined;
  } catch (error) {
    return { name: check.name, error };
  } finally {
    clearTimeout(timer);
  }
}

function metricsRefusal(request: IncomingMessage, token: string | undefined): 401 | 403 | undefined {
  if (token !== undefined && token !== '') {
    const { authorization } = request.headers;
    if (authorization === undefined) return 401;
    return isSameSecret(authorization, `Bearer ${token}`) ? undefined : 403;
  }
  // Behind a proxy on this machine everybody would look local.
  return !isForwarded(request) && isLoopback(request.socket.remoteAddress) ? undefined : 403;
}

/** Compares digests, so neither content nor length of the secret shows in the time it takes. */
function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function isForwarded({ headers }: IncomingMessage): boolean {
  return ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (address === '::1' || /^(::ffff:)?127\./.test(address));
}
