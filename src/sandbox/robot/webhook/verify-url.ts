import { request } from 'undici';
import { withQuery } from '../../callbacks/envelope.ts';
import type { UrlCheck } from '../../callbacks/verify-url.ts';
import { aesKey, seal, sign } from '../../crypto.ts';
import { curlOf } from '../../curl.ts';
import type { Platform } from '../../platform.ts';
import { momentNow } from '../moment.ts';
import type { Robot } from '../robot.ts';
import { RECEIVE_ID } from './envelope.ts';

/** Checks a robot's callback URL as the console does: the plain echostr within 1 s (WeCom doc 101033). */
export async function verifyRobotUrl(platform: Platform, robot: Robot, callbackUrl: string): Promise<UrlCheck> {
  const { random, settings } = platform;
  const began = momentNow(platform);
  const timestamp = String(Math.floor(began.at / 1000));
  const nonce = random.digits(10);
  const text = random.digits(19);
  const echostr = seal(aesKey(robot.encodingAesKey), text, RECEIVE_ID, random.bytes(16));
  const signature = sign(robot.token, timestamp, nonce, echostr);
  const address = withQuery(callbackUrl, new URLSearchParams({ msg_signature: signature, timestamp, nonce, echostr }));
  let status: number | null = null;
  let body = '';
  try {
    const answer = await request(address, { signal: AbortSignal.timeout(settings.urlCheckTimeoutMs) });
    status = answer.statusCode;
    body = await answer.body.text();
  } catch {
    // Unreachable and too slow look the same from here, and the console words them the same.
    status = null;
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
    channel: 'robot',
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
