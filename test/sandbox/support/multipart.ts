import type { Sandbox } from '../../../src/sandbox/server.ts';
import type { ApiAnswer } from './start.ts';

export const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(24, 1)]);
export const jpeg = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(24, 1)]);
export const amr = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(24, 1)]);
export const mp4 = Buffer.concat([Buffer.from('0000001866747970', 'hex'), Buffer.alloc(24, 1)]);

/** Uploads with the platform's own `fetch` and `FormData`, so the reader is tested against a foreign writer. */
export async function upload(
  sandbox: Sandbox,
  path: string,
  query: Record<string, string>,
  bytes: Buffer,
  fileName = '漏斗 "图".png',
  field = 'media',
): Promise<ApiAnswer> {
  const form = new FormData();
  form.append('other', 'a text part before it');
  form.append(field, new Blob([new Uint8Array(bytes)]), fileName);
  const url = `${sandbox.url}/cgi-bin/${path}?${new URLSearchParams(query)}`;
  const response = await fetch(url, { method: 'POST', body: form });
  return (await response.json()) as ApiAnswer;
}
