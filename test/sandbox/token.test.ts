import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { accessToken, call, type Started, start } from './support/start.ts';

const { corpId, secret, agentId } = seedCredentials;
const HOUR = 3_600_000;
let started: Started;
beforeEach(async () => {
  started = await start();
});
afterEach(() => started.close());

const gettoken = (query: Record<string, string>) => call(started.sandbox, 'gettoken', query);
const good = { corpid: corpId, corpsecret: secret };
const use = (token: string) => call(started.sandbox, 'get_api_domain_ip', { access_token: token });

describe('gettoken', () => {
  it('gives the same token while it is valid, with the seconds that are left', async () => {
    const first = await gettoken(good);
    expect(first).toMatchObject({ errcode: 0, errmsg: 'ok', expires_in: 7200 });
    await started.sandbox.clock.advanceBy(HOUR);
    expect(await gettoken(good)).toMatchObject({ access_token: first.access_token, expires_in: 3600 });
  });

  it('gives a new one after 7200 s of sandbox time; the old one answers 42001', async () => {
    const old = await accessToken(started.sandbox);
    await started.sandbox.clock.advanceBy(2 * HOUR);
    expect((await use(old)).errcode).toBe(42001);
    const next = await accessToken(started.sandbox);
    expect(next).not.toBe(old);
    expect((await use(next)).errcode).toBe(0);
  });

  it('can end a token early, as invalid or as expired', async () => {
    const first = await accessToken(started.sandbox);
    started.sandbox.endToken(agentId, 'invalid');
    expect((await use(first)).errcode).toBe(40014);
    const second = await accessToken(started.sandbox);
    expect(second).not.toBe(first);
    started.sandbox.endToken(agentId, 'expired');
    expect((await use(second)).errcode).toBe(42001);
  });

  it.each([
    ['nothing', {}, 41004],
    ['no secret, with a wrong corp', { corpid: 'x' }, 41004],
    ['no corp', { corpsecret: secret }, 41002],
    ['a wrong corp with a wrong secret', { corpid: 'x', corpsecret: 'x' }, 40013],
    ['a wrong secret', { corpid: corpId, corpsecret: 'x' }, 40001],
  ])('checks in order: %s', async (_what, query, errcode) => {
    expect((await gettoken(query as Record<string, string>)).errcode).toBe(errcode);
  });

  it('blocks the address for an hour after repeated wrong secrets', async () => {
    const wrong = { corpid: corpId, corpsecret: 'x' };
    for (let i = 0; i < started.sandbox.settings.wrongSecretsBeforeBlock; i += 1) {
      expect((await gettoken(wrong)).errcode).toBe(40001);
    }
    expect((await gettoken(good)).errcode).toBe(45009);
    await started.sandbox.clock.advanceBy(HOUR);
    expect((await gettoken(good)).errcode).toBe(0);
  });
});

describe('every call', () => {
  it('answers an unknown path with an empty 404', async () => {
    const response = await fetch(`${started.sandbox.url}/cgi-bin/nothing/here?access_token=x`);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  it('takes the token from the query alone', async () => {
    const token = await accessToken(started.sandbox);
    const response = await fetch(`${started.sandbox.url}/cgi-bin/message/send`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ access_token: token }),
    });
    expect(await response.json()).toMatchObject({ errcode: 41001 });
  });

  it('checks the token before the body', async () => {
    expect((await call(started.sandbox, 'message/send', { access_token: 'fake' }, '')).errcode).toBe(40014);
  });

  it('words failures like the platform, with 200 and the empty fields of the endpoint', async () => {
    const response = await fetch(`${started.sandbox.url}/cgi-bin/getcallbackip?access_token=fake`);
    expect(response.status).toBe(200);
    const answer = (await response.json()) as { errmsg: string };
    expect(answer).toMatchObject({ errcode: 40014, ip_list: [] });
    expect(answer.errmsg).toMatch(
      /^invalid access_token, hint: \[\d{19}\], from ip: 127\.0\.0\.1, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=40014$/,
    );
  });

  it('says so when the JSON cannot be read, and goes on with nothing', async () => {
    const token = await accessToken(started.sandbox);
    const answer = await call(started.sandbox, 'message/send', { access_token: token }, '{"touser":');
    expect(answer.errcode).toBe(41011);
    expect(answer.errmsg).toContain('Warning: wrong json format.');
  });

  it('refuses \\u escapes, but not an escaped backslash before a u', async () => {
    const token = await accessToken(started.sandbox);
    const send = (content: string) =>
      call(
        started.sandbox,
        'message/send',
        { access_token: token },
        `{"touser":"lina","msgtype":"text","agentid":${agentId},"text":{"content":"${content}"}}`,
      );
    expect((await send('\\u4f60\\u597d')).errcode).toBe(40033);
    expect((await send('C:\\\\u4f60')).errcode).toBe(0);
  });

  it('refuses the wrong method', async () => {
    const token = await accessToken(started.sandbox);
    expect((await call(started.sandbox, 'message/send', { access_token: token })).errcode).toBe(43002);
    expect((await call(started.sandbox, 'user/get', { access_token: token }, {})).errcode).toBe(43001);
  });

  it('lists addresses in both forms', async () => {
    const token = await accessToken(started.sandbox);
    expect(await use(token)).toEqual({ errcode: 0, errmsg: 'ok', ip_list: ['127.0.0.1', '127.0.0.*'] });
  });

  it('refuses a body beyond every limit without reading it', async () => {
    const token = await accessToken(started.sandbox);
    const answer = await call(started.sandbox, 'message/send', { access_token: token }, 'x'.repeat(9 * 1024 * 1024));
    expect(answer.errcode).toBe(45002);
  });
});
