import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CONFIG_VARIABLES, ConfigError, readConfig } from '../src/config.ts';
import { environmentOf, identity } from './app/identity.ts';

const good = environmentOf({ apiBase: 'https://qyapi.weixin.qq.com', databaseUrl: 'file:data/x.db' });

/** Every channel configured, so that only what a test changes is wrong. */
const complete = {
  ...good,
  WECOM_ROBOT_TOKEN: 'demoToken123',
  WECOM_ROBOT_ENCODING_AES_KEY: identity.encodingAesKey,
  WECOM_BOT_ID: 'aibXyZ0123456789abcdefghij',
  WECOM_BOT_SECRET: 'a-secret-of-the-line',
};

/** The problems of a configuration; none when it is accepted. */
function problemsOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

/** Values no variable accepts, each recognisable should it ever be repeated. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  WECOM_CORP_ID: ['wrong corp', 'ww-wrong', 'zz'],
  WECOM_AGENT_ID: ['wrong-agent', '-1000002', '1000002.5'],
  WECOM_SECRET: ['wrong-secret'],
  WECOM_TOKEN: ['wrong-token', 'WRONGwrongWRONGwrongWRONGwrongWRONG'],
  WECOM_ENCODING_AES_KEY: ['wrongkey', `${identity.encodingAesKey}=`, identity.encodingAesKey.slice(1)],
  WECOM_ROBOT_TOKEN: ['wrong-token'],
  WECOM_ROBOT_ENCODING_AES_KEY: ['wrongkey'],
  WECOM_BOT_ID: ['wrong id', 'wrong'],
  WECOM_BOT_SECRET: ['wrong-secret'],
  WECOM_ROBOT_NAMES: ['wrong,,name', ','],
  WECOM_WEBHOOKS: [
    'wrongkey-0000-0000',
    'east=wrongkey',
    'east=wrongkey-0000-0000,east=wrongkey-1111-1111',
    'east=https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=wrongkey-0000-0000',
  ],
  WECOM_WS_URL: ['https://wrong.example.com', 'wss://wrong host'],
  WECOM_API_BASE: ['wrong.example.com', 'https://wrong.example.com/cgi-bin', 'ftp://wrong.example.com'],
  CALLBACK_MAX_SKEW_S: ['wrong', '-600', '86401', '6e2', '60 0'],
  DATABASE_URL: ['wrong.db', 'mysql://user:wrongpassword@host/db', 'sqlite:wrong.db'],
  SQLITE_SYNCHRONOUS: ['wrong', 'off', 'full'],
  TZ_ORG: ['Wrong/Zone', '+25:00'],
  JOIN: ['wrong', 'OPEN'],
  ADMIN_USERS: ['wrong user', 'a;b', 'a,,wrong'],
  HOST: ['wrong host', 'http://wrong'],
  PORT: ['wrong', '65536', '80.5', '0x50'],
  LOG_LEVEL: ['wrong', 'verbose', 'INFO'],
  METRICS_TOKEN: ['wrongtoken'],
};

describe('a configuration', () => {
  it('is read with its defaults', () => {
    const { corpId, agentId, secret, token, encodingAesKey } = identity;
    const app = { corpId, agentId, secret, token, encodingAesKey };
    const { WECOM_API_BASE, DATABASE_URL, HOST, PORT, ...only } = good;
    expect(readConfig(only)).toEqual({
      app,
      robot: undefined,
      robotSocket: undefined,
      robotNames: [],
      webhooks: new Map(),
      wsUrl: undefined,
      apiBase: 'https://qyapi.weixin.qq.com',
      callbackMaxSkewS: 600,
      databaseUrl: 'file:data/loudou.db',
      sqliteSynchronous: 'NORMAL',
      timeZone: 'Asia/Shanghai',
      joinOpen: true,
      adminUsers: [],
      host: '127.0.0.1',
      port: 8080,
      logLevel: 'info',
      metricsToken: undefined,
    });
  });

  it('is read as given', () => {
    const config = readConfig({
      ...good,
      CALLBACK_MAX_SKEW_S: '0',
      DATABASE_URL: 'postgres://u:p@db/loudou',
      SQLITE_SYNCHRONOUS: 'FULL',
      TZ_ORG: 'Europe/Berlin',
      JOIN: 'closed',
      ADMIN_USERS: 'ZhangWei, li.na@corp ,wang_fang',
      HOST: '::',
      PORT: '80',
      LOG_LEVEL: 'debug',
      METRICS_TOKEN: 'a-token-of-16-ch',
    });
    expect(config).toMatchObject({
      callbackMaxSkewS: 0,
      databaseUrl: 'postgres://u:p@db/loudou',
      sqliteSynchronous: 'FULL',
      timeZone: 'Europe/Berlin',
      joinOpen: false,
      adminUsers: ['zhangwei', 'li.na@corp', 'wang_fang'],
      host: '::',
      port: 80,
      logLevel: 'debug',
      metricsToken: 'a-token-of-16-ch',
    });
  });

  it('without any variable of a channel is one without that channel', () => {
    expect(readConfig({})).toMatchObject({ app: undefined, robot: undefined, robotSocket: undefined });
  });

  it('reads the robot over HTTP, the robot on the long connection and the group webhooks, each by itself', () => {
    const key = '693a91f6-7000-4bc4-97a0-0ec20000aaaa';
    expect(
      readConfig({
        WECOM_ROBOT_TOKEN: 'demoToken123',
        WECOM_ROBOT_ENCODING_AES_KEY: identity.encodingAesKey,
        WECOM_BOT_ID: 'aibXyZ0123456789abcdefghij',
        WECOM_BOT_SECRET: 'a-secret-of-the-line',
        WECOM_ROBOT_NAMES: '销售助手, Claude Code ',
        WECOM_WEBHOOKS: `华东群=${key}, 华南群=${key}`,
        WECOM_WS_URL: 'ws://127.0.0.1:4010',
      }),
    ).toMatchObject({
      app: undefined,
      robot: { token: 'demoToken123', encodingAesKey: identity.encodingAesKey },
      robotSocket: { botId: 'aibXyZ0123456789abcdefghij', secret: 'a-secret-of-the-line' },
      robotNames: ['销售助手', 'Claude Code'],
      webhooks: new Map([
        ['华东群', key],
        ['华南群', key],
      ]),
      wsUrl: 'ws://127.0.0.1:4010',
    });
  });

  it('ignores what it does not know', () => {
    expect(problemsOf({ ...good, PATH: '/bin', WECOM_SOMETHING: 'x' })).toEqual([]);
  });
});

describe('a wrong configuration', () => {
  it('is wrong in every variable we know of, or this table is not complete', () => {
    expect(Object.keys(WRONG).sort()).toEqual([...CONFIG_VARIABLES].sort());
  });

  it.each(Object.entries(WRONG))('names %s and never repeats the value', (name, values) => {
    for (const value of values) {
      const problems = problemsOf({ ...complete, [name]: value });
      expect([value, problems]).toEqual([value, [expect.stringMatching(new RegExp(`^${name} wants `))]]);
      expect(problems.join()).not.toContain(value);
    }
  });

  it('is told all at once, one line a variable', () => {
    const env = Object.fromEntries(Object.entries(WRONG).map(([name, [value]]) => [name, value]));
    const problems = problemsOf(env);
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(CONFIG_VARIABLES);
    const error = new ConfigError(problems);
    expect(error.message.split('\n')).toHaveLength(1 + CONFIG_VARIABLES.length);
    for (const value of Object.values(env)) expect(error.message).not.toContain(`${value}`);
  });

  it('with a part of the app’s variables names each one that is missing, beside everything else that is wrong', () => {
    const problems = problemsOf({ ...good, WECOM_TOKEN: undefined, WECOM_SECRET: '', PORT: 'wrong' });
    expect(problems.map((problem) => problem.split(' ').slice(0, 3).join(' '))).toEqual([
      'PORT wants a',
      'WECOM_SECRET is missing:',
      'WECOM_TOKEN is missing:',
    ]);
  });

  it.each([
    ['WECOM_ROBOT_TOKEN', 'demoToken123', 'WECOM_ROBOT_ENCODING_AES_KEY'],
    ['WECOM_ROBOT_ENCODING_AES_KEY', identity.encodingAesKey, 'WECOM_ROBOT_TOKEN'],
    ['WECOM_BOT_ID', 'aibXyZ0123456789abcdefghij', 'WECOM_BOT_SECRET'],
    ['WECOM_BOT_SECRET', 'a-secret-of-the-line', 'WECOM_BOT_ID'],
  ])('with %s alone names the other half of the robot', (name, value, other) => {
    expect(problemsOf({ ...good, [name]: value })).toEqual([expect.stringMatching(`^${other} is missing: the robot`)]);
  });

  it.each(['', ' ', '\t\n'])('takes an empty variable (%j) for a missing one', (empty) => {
    const app = ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'];
    for (const name of app) expect(problemsOf({ ...good, [name]: empty })).toEqual([expect.stringContaining(name)]);
    const others = CONFIG_VARIABLES.filter((name) => !app.includes(name));
    const emptied = Object.fromEntries(others.map((name) => [name, empty]));
    const { WECOM_API_BASE, DATABASE_URL, HOST, PORT, ...only } = good;
    expect(readConfig({ ...only, ...emptied })).toEqual(readConfig(only));
  });
});

describe('.env.example', () => {
  const file = fileURLToPath(new URL('../.env.example', import.meta.url));

  it('documents exactly the variables that are read, each under a comment of its own', () => {
    const lines = readFileSync(file, 'utf8').split('\n');
    const documented = lines.flatMap((line, at) => {
      const name = /^([A-Z_]+)=/.exec(line)?.[1];
      return name === undefined ? [] : [{ name, comment: lines[at - 1]?.startsWith('# ') === true }];
    });
    expect(documented.map(({ name }) => name).sort()).toEqual([...CONFIG_VARIABLES].sort());
    expect(documented.filter(({ comment }) => !comment)).toEqual([]);
  });

  it('copied as it is means the defaults', () => {
    expect(readConfig(parseEnv(readFileSync(file, 'utf8')) as Record<string, string>)).toEqual(readConfig({}));
  });
});
