import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type Koa from 'koa';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** A file name of the page: folders and names of harmless characters, none starting with a dot. */
const SAFE_PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

/** Serves the chat page from `folder`. A request cannot name anything outside it, nor a kind of file not listed. */
export function servePage(folder: URL): Koa.Middleware {
  const root = fileURLToPath(folder);
  return async (ctx) => {
    ctx.status = 404;
    ctx.body = '';
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return;
    const name = ctx.path === '/' ? '/index.html' : ctx.path;
    const type = types[path.extname(name)];
    if (!type || !SAFE_PATH.test(name)) return;
    let bytes: Buffer;
    try {
      bytes = await readFile(path.join(root, name));
    } catch {
      return;
    }
    ctx.status = 200;
    ctx.set('content-type', type);
    ctx.set('x-content-type-options', 'nosniff');
    ctx.set('referrer-policy', 'no-referrer');
    ctx.set('cache-control', 'no-cache');
    ctx.set(
      'content-security-policy',
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    ctx.body = bytes;
  };
}
