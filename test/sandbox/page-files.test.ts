import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Koa from 'koa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePage } from '../../src/sandbox/page-files.ts';

let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'page-'));
  await mkdir(path.join(folder, 'page', 'parts'), { recursive: true });
  await writeFile(path.join(folder, 'secret.js'), 'secret');
  await writeFile(path.join(folder, 'page', 'index.html'), '<!doctype html>');
  await writeFile(path.join(folder, 'page', 'parts', 'chat.js'), 'export {};');
  await writeFile(path.join(folder, 'page', 'notes.ts'), 'source');
  const web = new Koa();
  web.use(servePage(pathToFileURL(`${path.join(folder, 'page')}/`)));
  server = createServer(web.callback());
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

describe('serving the page', () => {
  it('serves the page with a policy that runs nothing but its own files', async () => {
    const response = await fetch(`${url}/`);
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serves modules in folders', async () => {
    const response = await fetch(`${url}/parts/chat.js`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each(['/..%2fsecret.js', '/%2e%2e%2fsecret.js', '/parts/..%2f..%2fsecret.js', '/notes.ts', '/parts', '/none.js'])(
    'does not serve %s',
    async (name) => {
      const response = await fetch(`${url}${name}`);
      expect([response.status, await response.text()]).toEqual([404, '']);
    },
  );
});
