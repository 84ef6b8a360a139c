import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { curlOf } from '../../src/sandbox/curl.ts';
import { createLog, type LogDraft } from '../../src/sandbox/log.ts';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { accessToken, call, chatOf, START, type Started, sendTo, start } from './support/start.ts';
import { passiveText } from './support/test-bot.ts';

let started: Started;
beforeEach(async () => {
  started = await start();
});
afterEach(() => started.close());

describe('the log', () => {
  it('shows callbacks and answers decrypted, API calls with their errcode', async () => {
    started.bot.answer = () => ({ reply: passiveText('lina', '好的') });
    await started.sandbox.say('lina', chatOf('lina'), '查 客户A');
    await sendTo(started.sandbox, 'x', 'text', { content: 'y' });
    const [callback, token, send] = started.sandbox.log.entries();
    expect(callback).toMatchObject({
      at: START,
      direction: 'callback',
      title: 'text · lina',
      status: 200,
      warnings: [],
    });
    expect(callback?.request).toContain('查 客户A');
    expect(callback?.response).toContain('好的');
    expect(token).toMatchObject({ direction: 'api', title: 'gettoken', method: 'GET', errcode: 0 });
    expect(send).toMatchObject({ title: 'message/send', method: 'POST', status: 200, errcode: 81013 });
    expect(send?.durationMs).toBeGreaterThanOrEqual(0);
  });

  it('carries no secret anywhere, not even one that came in a body', async () => {
    const token = await accessToken(started.sandbox);
    const { secret, encodingAesKey, webhooks } = seedCredentials;
    await call(
      started.sandbox,
      'webhook/send',
      { key: webhooks.华东销售群 },
      { msgtype: 'text', text: { content: 'a' } },
    );
    await call(started.sandbox, 'message/send', { access_token: token }, { text: { content: `${secret} ${token}` } });
    await call(started.sandbox, 'gettoken', { corpid: 'x', corpsecret: 'someone-elses-secret' });
    await started.sandbox.say('lina', chatOf('lina'), `我的密钥 ${encodingAesKey}`);
    const shown = JSON.stringify(started.sandbox.log.entries());
    for (const hidden of [
      token,
      secret,
      encodingAesKey,
      webhooks.华东销售群,
      seedCredentials.token,
      'someone-elses-secret',
    ]) {
      expect(shown).not.toContain(hidden);
    }
    expect(shown).toContain('access_token=***');
  });

  it('can be filtered', async () => {
    await started.sandbox.say('lina', chatOf('lina'), '你好');
    await sendTo(started.sandbox, 'nobody', 'text', { content: 'y' });
    const { log } = started.sandbox;
    expect(log.entries({ direction: 'callback' })).toHaveLength(1);
    expect(log.entries({ text: 'MESSAGE/' })).toHaveLength(1);
    expect(log.entries({ problemsOnly: true }).map((entry) => entry.title)).toEqual(['message/send']);
    expect(log.entries({ limit: 1 }).map((entry) => entry.title)).toEqual(['message/send']);
    const first = log.entries()[0]?.id ?? 0;
    expect(log.entries({ afterId: first })).toHaveLength(2);
    expect(log.entries({ channel: 'webhook' })).toEqual([]);
  });

  it('keeps the newest entries', () => {
    const log = createLog(3, () => []);
    const draft = { title: 't', path: '', request: '', response: '', warnings: [], curl: '' } as unknown as LogDraft;
    for (let i = 0; i < 5; i += 1) log.add({ ...draft, title: `${i}` });
    expect(log.entries().map((entry) => entry.title)).toEqual(['2', '3', '4']);
  });

  it('gives a command line that does the same call again', async () => {
    const token = await accessToken(started.sandbox);
    const body = { touser: 'lina', msgtype: 'text', agentid: 1000002, text: { content: `it's $HOME "a" 漏` } };
    await call(started.sandbox, 'message/send', { access_token: token, debug: '1' }, body);
    const { curl } = started.sandbox.log.entries().at(-1) ?? { curl: '' };
    expect(curl).toContain('$ACCESS_TOKEN');
    // The shell itself splits the line: what curl would get as arguments.
    const script = `curl() { printf '%s\\n' "$@"; }; ${curl}`;
    const argv = execFileSync('sh', ['-c', script], { env: { ACCESS_TOKEN: token, HOME: '/x' } })
      .toString()
      .split('\n');
    expect(argv).toContain(`${started.sandbox.url}/cgi-bin/message/send?access_token=${token}&debug=1`);
    expect(argv).toContain(JSON.stringify(body));
  });

  it('writes a command line for a callback as it was sent', () => {
    expect(curlOf('POST', 'http://h/cb?own=1&msg_signature=s', 'text/xml', "<xml>'</xml>")).toBe(
      `curl -sS -X POST 'http://h/cb?own=1&msg_signature=s' -H 'content-type: text/xml' --data-binary '<xml>'\\''</xml>'`,
    );
  });
});
