import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { WeComApiError } from '../../src/wecom/api-error.ts';
import { createAppApi } from '../../src/wecom/app-api.ts';
import { appMessageBody, wordsContent } from '../../src/wecom/app-message.ts';
import { type Answering, startPlatform } from './platform.ts';

const SECRET = 'app-secret-1234567890';
const GETTOKEN = '/cgi-bin/gettoken';
const SEND = '/cgi-bin/message/send';
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** An app API against a platform that hands out token-1, token-2 … unless `answering` decides otherwise. */
async function start(
  answering: (request: Parameters<Answering>[0], calls: number) => ReturnType<Answering> | undefined,
  timeoutMs = 8000,
) {
  const clock = { ms: 1_760_000_000_000 };
  let tokens = 0;
  const platform = await startPlatform((request) => {
    const decided = answering(request, platform.askedFor(request.path));
    if (decided !== undefined) return decided;
    if (request.path !== GETTOKEN) return { errcode: 0, errmsg: 'ok', msgid: 'm1' };
    tokens += 1;
    return { errcode: 0, errmsg: 'ok', access_token: `token-${tokens}`, expires_in: 7200 };
  });
  const { apiBase } = platform;
  const api = createAppApi({
    corpId: 'ww1',
    agentId: '1000007',
    secret: SECRET,
    apiBase,
    now: () => clock.ms,
    timeoutMs,
  });
  closers.push(api.close, platform.close);
  return { api, platform, clock };
}

const failureOf = (promise: Promise<unknown>): Promise<WeComApiError> =>
  promise.then(
    () => Promise.reject(new Error('did not fail')),
    (error) => error,
  );

describe('preparing a text', () => {
  const to = { agentId: '1000007', touser: 'chenxi' };

  it('writes Chinese unescaped, the agent as a number and asks for the duplicate check', () => {
    const content = wordsContent('text', '客户A 已到商机\n\u0001\ud800');
    expect(appMessageBody(to, content, { duplicateCheckIntervalS: 600 })).toBe(
      '{"touser":"chenxi","msgtype":"text","agentid":1000007,"text":{"content":"客户A 已到商机\\n"},"enable_duplicate_check":1,"duplicate_check_interval":600}',
    );
  });

  it.each(['text', 'markdown'] as const)('refuses a %s the platform would cut off', (kind) => {
    expect(() => wordsContent(kind, '客'.repeat(683))).toThrow(RangeError);
    expect(wordsContent(kind, '客'.repeat(682))).toMatchObject({ msgtype: kind });
  });
});

describe('sending', () => {
  it('sends the prepared bytes with the token in the query only', async () => {
    const { api, platform } = await start(() => undefined);
    const body = '{"touser":"chenxi", "text": "你好"}';
    expect(await api.send('message', body)).toEqual({ invalidUser: [], responseCode: '' });
    expect(platform.seen).toEqual([
      { method: 'GET', path: GETTOKEN, query: { corpid: 'ww1', corpsecret: SECRET }, body: '' },
      { method: 'POST', path: SEND, query: { access_token: 'token-1' }, body },
    ]);
  });

  it('names in lower case who did not get it', async () => {
    const { api } = await start(({ path }) =>
      path === SEND ? { errcode: 0, msgid: 'm', invaliduser: 'WangHe|lisi', unlicenseduser: 'zhao' } : undefined,
    );
    expect((await api.send('message', '{}')).invalidUser).toEqual(['wanghe', 'lisi', 'zhao']);
  });

  it.each([
    [81013, 'fail'],
    [45009, 'wait'],
    [60020, 'config'],
    [301002, 'config'],
    [-1, 'retry'],
    [45033, 'retry'],
    [987654, 'fail'],
  ])('answers errcode %i with the action %s, once', async (errcode, action) => {
    const { api, platform } = await start(({ path }) => (path === SEND ? { errcode, errmsg: 'no' } : undefined));
    expect(await failureOf(api.send('message', '{}'))).toMatchObject({ errcode, action, ambiguous: false });
    expect(platform.askedFor(SEND)).toBe(1);
  });

  it.each([
    ['a hang-up', 'hang up', true],
    ['HTTP 502', 502, true],
    ['an answer that is no JSON object', [] as object, true],
  ] as const)('cannot know after %s whether the message went out', async (_, answer, ambiguous) => {
    const { api } = await start(({ path }) => (path === SEND ? answer : undefined));
    const failure = await failureOf(api.send('message', '{}'));
    expect(failure).toMatchObject({ errcode: null, action: 'retry', ambiguous });
  });

  it('knows that nothing went out when there was no token to send it with', async () => {
    const { api } = await start(() => 'hang up');
    expect(await failureOf(api.send('message', '{}'))).toMatchObject({ action: 'retry', ambiguous: false });
  });

  it('gives up after its timeout', async () => {
    let release: (answer: object) => void = () => {};
    const { api } = await start(
      ({ path }) => (path === SEND ? new Promise<object>((resolve) => (release = resolve)) : undefined),
      200,
    );
    expect(await failureOf(api.send('message', '{}'))).toMatchObject({ action: 'retry', ambiguous: true });
    release({});
  });

  it('never shows token or secret in an error', async () => {
    const echo = (query: object) => ({ errcode: 40058, errmsg: `bad ${JSON.stringify(query)} corpsecret=${SECRET}` });
    const { api } = await start(({ path, query }) => (path === SEND ? echo(query) : undefined));
    const failures = [await failureOf(api.send('message', '{}'))];
    failures.push(await failureOf((await start(({ query }) => echo(query))).api.send('message', '{}')));
    failures.push(await failureOf((await start(() => 'hang up')).api.send('message', '{}')));
    for (const failure of failures) {
      const shown = inspect(failure, { depth: 8, showHidden: true }) + JSON.stringify(failure) + failure.stack;
      expect(shown).not.toContain('token-1');
      expect(shown).not.toContain(SECRET);
    }
  });
});

describe('the access token', () => {
  it('is fetched once for fifty senders at the same time', async () => {
    const { api, platform } = await start(() => undefined);
    await Promise.all(Array.from({ length: 50 }, () => api.send('message', '{}')));
    expect(platform.askedFor(GETTOKEN)).toBe(1);
    expect(platform.askedFor(SEND)).toBe(50);
  });

  it('is kept until five minutes before its end', async () => {
    const { api, platform, clock } = await start(() => undefined);
    await api.send('message', '{}');
    clock.ms += 6899_000;
    await api.send('message', '{}');
    expect(platform.askedFor(GETTOKEN)).toBe(1);
    clock.ms += 1000;
    await api.send('message', '{}');
    expect(platform.askedFor(GETTOKEN)).toBe(2);
  });

  it('near its end is not asked for with every message', async () => {
    const { api, platform } = await start(({ path }) =>
      path === GETTOKEN ? { errcode: 0, access_token: 'token-1', expires_in: 200 } : undefined,
    );
    await api.send('message', '{}');
    await api.send('message', '{}');
    expect(platform.askedFor(GETTOKEN)).toBe(1);
  });

  it.each([40014, 42001])('is refreshed once for everybody when it dies early (%i)', async (errcode) => {
    const { api, platform } = await start(({ path, query }) =>
      path === SEND && query.access_token === 'token-1' ? { errcode, errmsg: 'invalid access_token' } : undefined,
    );
    const results = await Promise.all(Array.from({ length: 20 }, () => api.send('message', '{}')));
    expect(results).toHaveLength(20);
    expect(platform.askedFor(GETTOKEN)).toBe(2);
    expect(platform.askedFor(SEND)).toBe(40);
  });

  it('is refreshed only once for one message', async () => {
    const { api, platform } = await start(({ path }) => (path === SEND ? { errcode: 40014, errmsg: 'no' } : undefined));
    expect(await failureOf(api.send('message', '{}'))).toMatchObject({ errcode: 40014, action: 'refresh_token' });
    expect(platform.askedFor(SEND)).toBe(2);
    expect(platform.askedFor(GETTOKEN)).toBe(2);
  });

  it.each([40001, 40013, 41004, 45009])('is not asked for again for ten minutes after %i', async (errcode) => {
    let isFixed = false;
    const { api, platform, clock } = await start(({ path }) =>
      path === GETTOKEN && !isFixed ? { errcode, errmsg: 'invalid credential' } : undefined,
    );
    await Promise.all(Array.from({ length: 50 }, () => failureOf(api.send('message', '{}'))));
    clock.ms += 599_999;
    expect(await failureOf(api.send('message', '{}'))).toMatchObject({ errcode });
    expect(platform.askedFor(GETTOKEN)).toBe(1);
    clock.ms += 1;
    isFixed = true;
    expect(await api.send('message', '{}')).toMatchObject({ invalidUser: [] });
    expect(platform.askedFor(GETTOKEN)).toBe(2);
  });

  it('is asked for again at once after a passing failure', async () => {
    const { api } = await start(({ path }, calls) => (path === GETTOKEN && calls === 1 ? { errcode: -1 } : undefined));
    expect(await failureOf(api.send('message', '{}'))).toMatchObject({ errcode: -1, action: 'retry' });
    expect(await api.send('message', '{}')).toMatchObject({ invalidUser: [] });
  });
});

describe('reading a member', () => {
  it('gives name, departments and whether they can be reached', async () => {
    const { api, platform } = await start(({ path }) =>
      path === '/cgi-bin/user/get'
        ? { errcode: 0, userid: 'ChenXi', name: '陈曦', department: [1, 4], status: 1 }
        : undefined,
    );
    expect(await api.getUser('ChenXi')).toEqual({
      userid: 'chenxi',
      name: '陈曦',
      departmentIds: [1, 4],
      status: 1,
    });
    expect(platform.seen.at(-1)?.query).toEqual({ access_token: 'token-1', userid: 'ChenXi' });
  });
});
