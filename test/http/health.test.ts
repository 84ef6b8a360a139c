import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { Counter, Registry } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { type HealthRouteOptions, healthRoutes } from '../../src/http/routes/health.ts';
import { createLogbook, serve } from './door.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(options: Partial<HealthRouteOptions> = {}) {
  const logbook = createLogbook();
  const metrics = new Registry();
  new Counter({ name: 'callbacks_total', help: 'callbacks', registers: [metrics] }).inc();
  const routes = [healthRoutes({ checks: [], metrics, log: logbook.log, ...options })];
  const server = await serve({ routes, log: logbook.log });
  closers.push(() => server.http.close());
  return { ...server, ...logbook };
}

const metricsWith = async (url: string, headers: Record<string, string> = {}) =>
  (await fetch(`${url}/metrics`, { headers })).status;

describe('health', () => {
  it('says the process lives even when nothing else works', async () => {
    const { url } = await start({ checks: [{ name: 'store', check: () => Promise.reject(new Error('gone')) }] });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('is ready when every check passes', async () => {
    const { url } = await start({ checks: [{ name: 'store', check: () => {} }] });
    const response = await fetch(`${url}/readyz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok', up: ['store'], failing: [] }]);
  });

  it('names the checks that fail, throw or hang, and no more than their names', async () => {
    const { url, lines } = await start({
      checkTimeoutMs: 20,
      checks: [
        { name: 'store', check: () => Promise.reject(new Error('secret path')) },
        { name: 'bot', check: () => {} },
        {
          name: 'calendar',
          check: () => {
            throw new Error('no year');
          },
        },
        { name: 'robot', check: () => new Promise(() => {}) },
      ],
    });
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.text()).toBe('{"status":"unavailable","up":["bot"],"failing":["store","calendar","robot"]}');
    expect(lines.map(({ check }) => check)).toEqual(['store', 'calendar', 'robot']);
  });
});

describe('metrics', () => {
  it('are shown to this machine', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toContain('callbacks_total 1');
  });

  it.each(['x-forwarded-for', 'forwarded', 'x-real-ip'])(
    'are refused to whoever comes through a proxy (%s)',
    async (header) => {
      const { url } = await start();
      expect(await metricsWith(url, { [header]: '127.0.0.1' })).toBe(403);
    },
  );

  it('need the token once there is one, from this machine too', async () => {
    const { url } = await start({ metricsToken: 'm3trics' });
    expect(await metricsWith(url)).toBe(401);
    expect(await metricsWith(url, { authorization: 'Bearer m3tric' })).toBe(403);
    expect(await metricsWith(url, { authorization: 'm3trics' })).toBe(403);
    expect(await metricsWith(url, { authorization: 'Bearer m3trics', 'x-forwarded-for': '1.2.3.4' })).toBe(200);
  });
});

describe('the server', () => {
  it('answers an unknown path with an empty 404', async () => {
    const { url, lines } = await start();
    const response = await fetch(`${url}/nothing`);
    expect([response.status, await response.text()]).toEqual([404, '']);
    expect(lines).toEqual([]);
  });

  it('finishes running requests when closed, and takes no more', async () => {
    let finish = () => {};
    let begun = () => {};
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const check = () =>
      new Promise<void>((resolve) => {
        finish = resolve;
        begun();
      });
    const { http, url } = await start({ checks: [{ name: 'slow', check }] });
    const running = fetch(`${url}/readyz`);
    await started;
    const closed = http.close();
    finish();
    const response = await running;
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
    await closed;
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  it('does not wait for ever for a request that never ends', async () => {
    let begun = () => {};
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const check = () =>
      new Promise<void>(() => {
        begun();
      });
    const { http, url } = await start({ checks: [{ name: 'stuck', check }], checkTimeoutMs: 60_000 });
    const running = fetch(`${url}/readyz`).catch(() => 'cut off');
    await started;
    await http.close({ graceMs: 10 });
    expect(await running).toBe('cut off');
  });

  it('closes connections that are only kept alive', async () => {
    const { http, port } = await start();
    await new Promise<void>((resolve, reject) => {
      const request = httpRequest(
        { port, path: '/healthz', headers: { connection: 'keep-alive' } },
        async (response) => {
          await text(response);
          resolve();
        },
      );
      request.on('error', reject).end();
    });
    await http.close({ graceMs: 60_000 });
  });

  it('rejects when the address is taken', async () => {
    const { port } = await start();
    const second = await start();
    await expect(second.http.listen({ host: '127.0.0.1', port })).rejects.toThrow();
  });
});
