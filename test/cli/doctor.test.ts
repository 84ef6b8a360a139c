import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { createLogbook } from '../http/door.ts';
import { START, type Started, start as startSandbox, textsSeenBy } from '../sandbox/support/start.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startPlatform } from '../wecom/platform.ts';
import { loudou } from './run-cli.ts';

const folder = temporaryFolder();
const { robot, webhooks } = seedCredentials;
const SECRETS = [
  seedCredentials.secret,
  seedCredentials.token,
  seedCredentials.encodingAesKey,
  robot.secret,
  robot.token,
  robot.encodingAesKey,
  ...Object.values(webhooks),
];

interface Found {
  readonly check: string;
  readonly status: string;
  readonly message: string;
  readonly fix?: string;
  readonly errcode?: number;
}

/** Everything there is, against the sandbox. */
const everything = (apiBase: string): Record<string, string> => ({
  WECOM_CORP_ID: seedCredentials.corpId,
  WECOM_AGENT_ID: String(seedCredentials.agentId),
  WECOM_SECRET: seedCredentials.secret,
  WECOM_TOKEN: seedCredentials.token,
  WECOM_ENCODING_AES_KEY: seedCredentials.encodingAesKey,
  WECOM_BOT_ID: robot.botId,
  WECOM_BOT_SECRET: robot.secret,
  WECOM_WEBHOOKS: `华东=${webhooks.华东销售群}`,
  WECOM_API_BASE: apiBase,
  WECOM_WS_URL: apiBase.replace('http', 'ws'),
  DATABASE_URL: `file:${join(folder, 'doctor.db')}`,
  ADMIN_USERS: 'zhaomin',
  // The sandbox's clock stands still; Node puts the real time into its answers.
  CALLBACK_MAX_SKEW_S: '0',
  PORT: '0',
});

/** Runs the doctor for a script and checks that no secret was said. */
async function examine(env: Record<string, string>, ...args: string[]) {
  const { code, out, err } = await loudou(['doctor', '--json', ...args], env, START);
  for (const secret of [
    ...SECRETS,
    ...Object.values(env).filter((value) => value.length > 30 && !value.includes('/')),
  ]) {
    expect(out + err).not.toContain(secret);
  }
  const { findings, ok } = JSON.parse(out) as { ok: boolean; findings: Found[] };
  expect(ok).toBe(code === 0);
  const of = (check: string) => findings.filter((found) => found.check === check);
  return { code, findings, of, problems: findings.filter(({ status }) => status === 'problem') };
}

describe('the doctor on the sandbox', () => {
  let world: Started;
  let env: Record<string, string>;
  beforeEach(async () => {
    world = await startSandbox();
    env = everything(world.sandbox.url);
  });
  afterEach(() => world.close());

  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));

  it('finds everything in order but the menu, and leaves what it may not disturb', async () => {
    const { code, findings } = await examine(env);
    expect(findings.map(({ check, status }) => `${check} ${status}`)).toEqual([
      'config ok',
      'database ok',
      'clock ok',
      'token ok',
      'agent ok',
      'visible ok',
      'appchat ok',
      'menu advice',
      'admins ok',
      'callback skipped',
      'robot-socket skipped',
      'webhook ok',
    ]);
    expect(code).toBe(0);
    const groups = [...world.sandbox.world.conversations.values()].filter(({ kind }) => kind === 'group');
    expect(groups.flatMap(({ id }) => textsSeenBy(world.sandbox, id))).toEqual([]);
  });

  it('tells a person what to do, in words', async () => {
    const ran = await loudou(['doctor'], { ...env, WECOM_SECRET: 'not-the-secret-of-this-app' }, START);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('[不对] 企业ID和Secret：Secret 不对');
    expect(ran.out).toContain('（40001）\n       → 管理后台 → 应用管理');
    expect(ran.out).toMatch(/\n1 处要改$/);
    expect(ran.out).not.toContain('not-the-secret');
  });

  it.each([
    ['a secret of another app', { WECOM_SECRET: 'not-the-secret-of-this-app' }, 'token', 40001, 'WECOM_SECRET'],
    ['another corp id', { WECOM_CORP_ID: 'ww0000000000000000' }, 'token', 40013, 'WECOM_CORP_ID'],
    ['another agent id', { WECOM_AGENT_ID: '1000099' }, 'agent', 301002, 'WECOM_AGENT_ID'],
  ])('names %s and asks no further', async (_what, wrong, check, errcode, variable) => {
    const { code, problems, of } = await examine({ ...env, ...wrong });
    expect(code).toBe(1);
    expect(problems).toMatchObject([{ check, errcode, fix: expect.stringContaining(variable) }]);
    expect(of('menu')).toEqual([]);
  });

  it('names the address that is not trusted', async () => {
    world.sandbox.faults.set({ untrustedIp: true });
    const { problems, of } = await examine(env);
    expect(problems).toMatchObject([{ check: 'agent', errcode: 60020, fix: expect.stringContaining('企业可信IP') }]);
    expect(of('token')).toMatchObject([{ status: 'ok' }]);
  });

  it('sees that nobody can use the app, and that it cannot make groups', async () => {
    world.sandbox.world.changeApp(seedCredentials.agentId, { visibleTo: { users: [], departments: [] } });
    const { problems, of } = await examine(env);
    expect(problems.map(({ check }) => check)).toEqual(['visible', 'admins']);
    expect(of('appchat')).toMatchObject([{ status: 'advice' }]);
  });

  it('sees an administrator who does not exist', async () => {
    const { problems } = await examine({ ...env, ADMIN_USERS: 'zhaomin,nobody' });
    expect(problems).toMatchObject([{ check: 'admins', message: '企业里没有 nobody' }]);
  });

  it('sees that nobody is an administrator', async () => {
    const { problems } = await examine(without('ADMIN_USERS'));
    expect(problems).toMatchObject([{ check: 'admins', fix: expect.stringContaining('ADMIN_USERS') }]);
  });

  it('tells a bad key of a group from a good one without a word in the group', async () => {
    const pair = `华东=${webhooks.华东销售群},旧群=11111111-0000-4000-8000-000000000000`;
    const { of } = await examine({ ...env, WECOM_WEBHOOKS: pair });
    expect(of('webhook')).toMatchObject([
      { status: 'ok', message: expect.stringContaining('华东') },
      { status: 'problem', message: expect.stringContaining('旧群'), errcode: 93000 },
    ]);
  });

  it('tries the long connection when told to, and says what that did', async () => {
    const right = await examine(env, '--take-over');
    expect(right.of('robot-socket')).toMatchObject([{ status: 'ok', fix: expect.stringContaining('重启') }]);
    const wrong = await examine({ ...env, WECOM_BOT_SECRET: 'not-the-secret-of-this-robot' }, '--take-over');
    expect(wrong.problems).toMatchObject([{ check: 'robot-socket', message: expect.stringContaining('853000') }]);
  });

  it('is content once the menu is there', async () => {
    expect(await loudou(['menu'], env, START)).toMatchObject({ code: 0, err: '' });
    expect((await examine(env)).of('menu')).toMatchObject([{ status: 'ok', message: '有 3 个按钮' }]);
  });
});

describe('the doctor at our own door', () => {
  let world: Started;
  let app: App;
  let env: Record<string, string>;
  beforeEach(async () => {
    world = await startSandbox();
    env = { ...everything(world.sandbox.url), WECOM_BOT_ID: '', WECOM_BOT_SECRET: '', WECOM_WEBHOOKS: '' };
    const clock = { now: () => START, onMinute: () => () => {} };
    app = await startApp({ config: readConfig(env), clock, log: createLogbook().log });
  });
  afterEach(async () => {
    await app.stop();
    await world.close();
  });
  const url = () => `http://127.0.0.1:${app.address.port}`;

  it('gets the right answer, whichever way the address is written', async () => {
    for (const typed of [url(), `${url()}/`, `${url()}/wecom/callback`]) {
      const { of } = await examine(env, '--url', typed);
      expect(of('callback')).toMatchObject([{ status: 'ok', message: expect.stringContaining('/wecom/callback') }]);
    }
  });

  it.each([
    ['Token', { WECOM_TOKEN: 'AnotherToken' }],
    ['EncodingAESKey', { WECOM_ENCODING_AES_KEY: `${'a'.repeat(42)}A` }],
  ])('sees that the running bot has another %s', async (name, changed) => {
    const { problems } = await examine({ ...env, ...changed }, '--url', url());
    expect(problems).toMatchObject([{ check: 'callback', fix: expect.stringContaining(`另一个 ${name}：重启它`) }]);
  });
});

describe('the doctor at a door that is not ours', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  const listen = async (answer: string | undefined) => {
    server = createServer((_req, res) => {
      if (answer !== undefined) res.end(answer);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const robotOnly = {
    WECOM_ROBOT_TOKEN: robot.token,
    WECOM_ROBOT_ENCODING_AES_KEY: robot.encodingAesKey,
    WECOM_API_BASE: 'http://127.0.0.1:9',
    DATABASE_URL: ':memory:',
    ADMIN_USERS: 'zhaomin',
  };

  it.each([
    ['somebody else answers', '<html>welcome</html>', '答得不对（HTTP 200）'],
    ['nobody answers in time', undefined, '一秒内没有回答'],
  ])('sees that %s', async (_what, answer, said) => {
    const { code, problems } = await examine(robotOnly, '--url', await listen(answer));
    expect(code).toBe(1);
    expect(problems).toMatchObject([{ check: 'robot', message: expect.stringContaining(`/wecom/robot ${said}`) }]);
  });

  it('sees that nothing is there', async () => {
    const { problems } = await examine(robotOnly, '--url', 'http://127.0.0.1:9/bot');
    expect(problems).toMatchObject([{ message: expect.stringMatching(/9\/bot\/wecom\/robot 连不上（ECONNREFUSED）/) }]);
  });

  it.each(['bot.example.com', 'ftp://bot.example.com', 'https://bot.example.com?x=1', ''])(
    'calls %j wrong use',
    async (typed) => {
      expect(await loudou(['doctor', '--url', typed], robotOnly)).toEqual({
        code: 2,
        out: '',
        err: '--url 要写完整的网址，例如 https://bot.example.com',
      });
    },
  );
});

describe('the doctor before anything works', () => {
  it('names every problem of the configuration at once, and the values of none', async () => {
    const { code, findings } = await examine({ PORT: 'many', TZ_ORG: 'Nowhere', WECOM_SECRET: 'short-secret' });
    expect(code).toBe(1);
    const said = findings.map(({ message }) => message).join('\n');
    for (const name of ['PORT', 'TZ_ORG', 'WECOM_SECRET']) expect(said).toContain(name);
    expect(said).not.toMatch(/many|Nowhere|short-secret/);
  });

  it('says that no channel is configured', async () => {
    const { problems } = await examine({ DATABASE_URL: ':memory:', ADMIN_USERS: 'zhaomin' });
    expect(problems).toMatchObject([{ check: 'config', message: '一个渠道都没配' }]);
  });

  it('says why the database does not open, without its password', async () => {
    const DATABASE_URL = 'postgres://loudou:pass-word-of-the-database@127.0.0.1:9/loudou';
    const { problems } = await examine({ ...everything('http://127.0.0.1:9'), DATABASE_URL });
    expect(problems.find(({ check }) => check === 'database')).toMatchObject({
      message: expect.stringContaining('PostgreSQL 打不开或写不进（ECONNREFUSED）'),
    });
    expect(JSON.stringify(problems)).not.toContain('pass-word');
  });

  it('says that the platform cannot be reached, or that something else answers', async () => {
    const gone = await examine(everything('http://127.0.0.1:9'));
    expect(gone.of('token')).toMatchObject([{ message: expect.stringContaining('连不上企业微信') }]);
    const other = await startPlatform(() => 404);
    const wrong = await examine(everything(other.apiBase));
    await other.close();
    expect(wrong.of('token')).toMatchObject([{ message: expect.stringContaining('不像企业微信') }]);
  });

  it('sees a clock that is far from the platform’s', async () => {
    const platform = await startPlatform(() => ({ errcode: 40013, errmsg: 'invalid corpid' }));
    const { of } = await examine({ ...everything(platform.apiBase), CALLBACK_MAX_SKEW_S: '600' });
    await platform.close();
    expect(of('clock')).toMatchObject([{ status: 'problem', fix: expect.stringContaining('校时') }]);
  });

  it('shows the address in a refusal for it', async () => {
    const platform = await startPlatform(({ path }) =>
      path === '/cgi-bin/gettoken'
        ? { errcode: 0, access_token: 'token', expires_in: 7200 }
        : { errcode: 60020, errmsg: 'not allow to access from your ip, hint: [1], from ip: 203.0.113.9, more info' },
    );
    const { of } = await examine(everything(platform.apiBase));
    await platform.close();
    expect(of('agent')).toMatchObject([{ errcode: 60020, fix: expect.stringContaining('加上 203.0.113.9') }]);
  });
});
