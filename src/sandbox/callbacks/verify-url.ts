import { request } from 'undici';
import { aesKey, seal, sign } from '../crypto.ts';
import { curlOf } from '../curl.ts';
import type { Platform } from '../platform.ts';
import type { App } from '../world/app.ts';
import { withQuery } from './envelope.ts';

/** What the console says after 保存 on the callback settings; the two failures are worded as there. */
export type UrlCheck =
  | { ok: true }
  | { ok: false; reason: 'openapi 回调地址请求不通过' | 'echostr 校验失败，请您检查是否正确解密并输出明文 echostr' };

/** Checks a callback URL: GET with an encrypted echostr, its plain text expected within 1 s (WeCom doc 90930). */
export async function verifyUrl(platform: Platform, app: App): Promise<UrlCheck> {
  const { world, clock, random, settings } = platform;
  const timestamp = String(Math.floor(clock.now() / 1000));
  const nonce = random.digits(10);
  const text = random.digits(19);
  const echostr = seal(aesKey(app.encodingAesKey), text, world.corpId, random.bytes(16));
  const signature = sign(app.token, timestamp, nonce, echostr);
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce, echostr });
  const address = withQuery(app.callbackUrl ?? '', query);
  const began = { at: clock.now(), real: performance.now() };
  let status: number | null = null;
  let body = '';
  try {
    const answer = await request(address, { signal: AbortSignal.timeout(settings.urlCheckTimeoutMs) });
    status = answer.statusCode;
    body = await answer.body.text();
  } catch {
    // Unreachable and too slow look the same from here, and the console words them the same.
  }
  const check: UrlCheck =
    status !== 200
      ? { ok: false, reason: 'openapi 回调地址请求不通过' }
      : body !== text
        ? { ok: false, reason: 'echostr 校验失败，请您检查是否正确解密并输出明文 echostr' }
        : { ok: true };
  platform.log.add({
    at: began.at,
    durationMs: Math.round(performance.now() - began.real),
    direction: 'callback',
    channel: 'app',
    title: 'URL 验证',
    method: 'GET',
    path: address,
    status,
    errcode: null,
    request: text,
    response: body,
    warnings: check.ok ? [] : [check.reason],
    curl: curlOf('GET', address, '', ''),
  });
  return check;
}
