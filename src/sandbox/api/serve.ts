import type Koa from 'koa';
import getRawBody from 'raw-body';
import { curlOf } from '../curl.ts';
import { contentDisposition } from '../file-name.ts';
import type { Platform } from '../platform.ts';
import { createRateWindow, type RateWindow } from '../rate-window.ts';
import type { App } from '../world/app.ts';
import { ApiError, errorMessage } from './api-error.ts';
import { type BinaryAnswer, type Endpoint, isBinary, type JsonObject } from './endpoint.ts';

const WARNING = ' Warning: wrong json format. ';
/** An escape `\uXXXX` that is not itself an escaped backslash. */
const UNICODE_ESCAPE = /(?<!\\)(?:\\\\)*\\u[0-9a-fA-F]{4}/;

/** Serves the API under its real paths; anything else under `/cgi-bin/` is an empty 404. */
export function serveApi(platform: Platform, endpoints: readonly Endpoint[]): Koa.Middleware {
  const byPath = new Map(endpoints.map((endpoint) => [endpoint.path, endpoint]));
  const calls = createRateWindow(platform.settings.callsPerMinutePerEndpoint, 60_000);
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/cgi-bin/')) return next();
    const endpoint = byPath.get(ctx.path);
    if (!endpoint) {
      ctx.status = 404;
      ctx.body = '';
      return;
    }
    await serveCall(platform, endpoint, calls, ctx);
  };
}

async function serveCall(platform: Platform, endpoint: Endpoint, calls: RateWindow, ctx: Koa.Context): Promise<void> {
  const began = { at: platform.clock.now(), real: performance.now() };
  const raw = await readBody(platform, endpoint, ctx);
  const warnings: string[] = [];
  let answer: JsonObject | BinaryAnswer | null = null;
  if (platform.faults.take('dropBefore')) {
    warnings.push('connection dropped before the call was carried out');
  } else {
    answer = carryOut(platform, endpoint, calls, ctx, raw, warnings);
    if (platform.faults.take('dropAfter')) {
      answer = null;
      warnings.push('connection dropped after the call was carried out');
    }
  }
  const text = answer === null ? '' : isBinary(answer) ? `(${answer.binary.length} bytes)` : JSON.stringify(answer);
  const sentText = endpoint.body === 'multipart' || raw === null ? '' : raw.toString();
  platform.log.add({
    at: began.at,
    durationMs: Math.round(performance.now() - began.real),
    direction: 'api',
    channel: endpoint.channel ?? 'app',
    title: ctx.path.replace('/cgi-bin/', ''),
    method: ctx.method,
    path: ctx.url,
    status: answer === null ? null : 200,
    errcode: answer === null || isBinary(answer) ? null : Number(answer.errcode ?? 0),
    request: sentText || (raw?.length ? `(${raw.length} bytes)` : ''),
    response: text,
    warnings,
    curl: curlOf(
      ctx.method,
      `${platform.baseUrl()}${ctx.url}`,
      ctx.get('content-type') || 'application/json',
      sentText,
    ),
  });
  if (answer === null) {
    ctx.respond = false;
    ctx.req.socket.destroy();
    return;
  }
  ctx.status = 200;
  if (isBinary(answer)) {
    ctx.type = answer.contentType;
    ctx.set('content-disposition', contentDisposition(answer.fileName));
    ctx.body = answer.binary;
  } else {
    ctx.type = 'application/json; charset=UTF-8';
    ctx.body = text;
  }
}

/** The body, or `null` when it is beyond every limit; then the rest of it is not read. */
async function readBody(platform: Platform, endpoint: Endpoint, ctx: Koa.Context): Promise<Buffer | null> {
  const { fileMaxBytes, jsonBodyBytes } = platform.settings;
  // A multipart body is a little longer than the file in it.
  const limit = endpoint.body === 'multipart' ? fileMaxBytes + 64 * 1024 : jsonBodyBytes;
  try {
    return await getRawBody(ctx.req, { limit });
  } catch (error) {
    if ((error as { type?: string }).type !== 'entity.too.large') throw error;
    ctx.set('connection', 'close');
    ctx.req.resume();
    return null;
  }
}

/** Runs the checks that precede every call, then the call, and words the outcome. */
function carryOut(
  platform: Platform,
  endpoint: Endpoint,
  calls: RateWindow,
  ctx: Koa.Context,
  raw: Buffer | null,
  warnings: string[],
): JsonObject | BinaryAnswer {
  let suffix = '';
  try {
    if (platform.faults.take('busy')) throw new ApiError(-1, 'system error');
    if (platform.faults.take('rateLimited')) throw new ApiError(45009, 'api freq out of limit');
    const query = new URLSearchParams(ctx.querystring);
    const app = endpoint.credential === 'token' ? appOfToken(platform, query.get('access_token')) : null;
    if (app && platform.faults.state.untrustedIp) throw new ApiError(60020, 'not allow to access from your ip');
    if (!calls.take(endpoint.path, platform.clock.now())) throw new ApiError(45009, 'api freq out of limit');
    if (ctx.method !== endpoint.method) {
      throw new ApiError(endpoint.method === 'POST' ? 43002 : 43001, `require ${endpoint.method} method`);
    }
    if (raw === null) {
      throw endpoint.body === 'multipart'
        ? new ApiError(45001, 'media size out of limit')
        : new ApiError(45002, 'message content size out of limit');
    }
    let body: JsonObject = {};
    if (endpoint.method === 'POST' && endpoint.body !== 'multipart') {
      const text = raw.toString();
      if (platform.settings.refuseUnicodeEscapes && UNICODE_ESCAPE.test(text)) {
        throw new ApiError(40033, 'invalid charset. please check your request, if include \\uxxxx will create fail');
      }
      const parsed = parseObject(text);
      // The platform goes on with what it could read, which is nothing, and says so in errmsg.
      if (!parsed) suffix = WARNING;
      body = parsed ?? {};
    }
    const call = { platform, query, body, raw, headers: ctx.headers };
    const result =
      endpoint.credential === 'token'
        ? endpoint.handle({ ...call, app: app as App })
        : endpoint.handle({ ...call, app: null });
    return isBinary(result) ? result : { errcode: 0, errmsg: `ok${suffix}`, ...endpoint.empty, ...result };
  } catch (error) {
    // A bug of the sandbox must look like an outage, not like an answer, and must be found in the log.
    const known = error instanceof ApiError ? error : new ApiError(-1, 'system error');
    if (!(error instanceof ApiError)) warnings.push(`sandbox bug: ${(error as Error).stack ?? String(error)}`);
    const hint = platform.random.digits(19);
    const errmsg = errorMessage(known.errcode, known.message + suffix, hint);
    return { errcode: known.errcode, errmsg, ...endpoint.empty };
  }
}

function appOfToken(platform: Platform, token: string | null): App {
  if (!token) throw new ApiError(41001, 'access_token missing');
  const verdict = platform.tokens.check(token);
  if (verdict.kind === 'expired') throw new ApiError(42001, 'access_token expired');
  const app = verdict.kind === 'valid' ? platform.world.apps.get(verdict.agentId) : undefined;
  if (!app) throw new ApiError(40014, 'invalid access_token');
  return app;
}

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}
