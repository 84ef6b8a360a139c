import { z } from 'zod';

/** The self-built app the bot speaks through. */
export interface AppChannelConfig {
  readonly corpId: string;
  /** Decimal string. */
  readonly agentId: string;
  readonly secret: string;
  readonly token: string;
  readonly encodingAesKey: string;
}

/** The robot the bot speaks through over a long connection. */
export interface RobotSocketConfig {
  readonly botId: string;
  readonly secret: string;
}

export interface Config {
  /** Undefined when no app channel is configured. */
  readonly app: AppChannelConfig | undefined;
  /** Undefined when no robot with a long connection is configured. */
  readonly robotSocket: RobotSocketConfig | undefined;
  /** Undefined: the platform's own. */
  readonly wsUrl: string | undefined;
  readonly apiBase: string;
  readonly callbackMaxSkewS: number;
  readonly databaseUrl: string;
  readonly sqliteSynchronous: 'NORMAL' | 'FULL';
  readonly timeZone: string;
  readonly joinOpen: boolean;
  /** Lower-cased userids. */
  readonly adminUsers: readonly string[];
  readonly host: string;
  readonly port: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  readonly metricsToken: string | undefined;
}

/** Every problem of the configuration at once, each naming its variable. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`configuration:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const APP_VARIABLES = [
  'WECOM_CORP_ID',
  'WECOM_AGENT_ID',
  'WECOM_SECRET',
  'WECOM_TOKEN',
  'WECOM_ENCODING_AES_KEY',
] as const;
const ROBOT_SOCKET_VARIABLES = ['WECOM_BOT_ID', 'WECOM_BOT_SECRET'] as const;

/** An empty variable is a missing one, secrets above all. */
const given = (schema: z.ZodType<string>) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema.optional());

const wholeNumber = (fallback: number, min: number, max: number) =>
  given(z.string().regex(/^[0-9]+$/, 'wants a whole number'))
    .transform((text) => (text === undefined ? fallback : Number(text)))
    .refine((value) => value >= min && value <= max, `wants a number from ${min} to ${max}`);

const environment = z.object({
  WECOM_CORP_ID: given(z.string().regex(/^[A-Za-z0-9]{6,64}$/, 'wants the CorpID, as in ww0a1b2c3d4e5f6071')),
  WECOM_AGENT_ID: given(z.string().regex(/^[0-9]{1,15}$/, 'wants the AgentId, a number such as 1000002')),
  WECOM_SECRET: given(z.string().min(16, 'wants the app secret')),
  WECOM_TOKEN: given(z.string().regex(/^[A-Za-z0-9]{1,32}$/, 'wants 1 to 32 letters or digits')),
  WECOM_ENCODING_AES_KEY: given(z.string().regex(/^[A-Za-z0-9]{43}$/, 'wants 43 letters or digits')),
  WECOM_API_BASE: given(
    z.string().regex(/^https?:\/\/[^/?#]+$/, 'wants an origin such as https://qyapi.weixin.qq.com'),
  ),
  WECOM_BOT_ID: given(z.string().regex(/^[A-Za-z0-9_-]{6,64}$/, 'wants the BotID, as in aib0a1b2c3d4e5')),
  WECOM_BOT_SECRET: given(z.string().min(16, 'wants the secret of the long connection')),
  WECOM_WS_URL: given(
    z.string().regex(/^wss?:\/\/[^?#]+$/, 'wants an address such as wss://openws.work.weixin.qq.com'),
  ),
  CALLBACK_MAX_SKEW_S: wholeNumber(600, 0, 86_400),
  DATABASE_URL: given(z.string().regex(/^(file:.+|:memory:|postgres(ql)?:\/\/.+)$/, 'wants file:PATH or postgres://…')),
  SQLITE_SYNCHRONOUS: given(z.string().regex(/^(NORMAL|FULL)$/, 'wants NORMAL or FULL')),
  TZ_ORG: given(z.string().refine(isTimeZone, 'wants a time zone such as Asia/Shanghai')),
  JOIN: given(z.string().regex(/^(open|closed)$/, 'wants open or closed')),
  ADMIN_USERS: given(z.string().regex(/^[\w.@-]{1,64}(\s*,\s*[\w.@-]{1,64})*$/, 'wants userids separated by commas')),
  HOST: given(z.string().regex(/^[\w.:-]+$/, 'wants an address to listen on')),
  PORT: wholeNumber(8080, 0, 65_535),
  LOG_LEVEL: given(
    z.string().regex(/^(fatal|error|warn|info|debug|silent)$/, 'wants fatal, error, warn, info, debug or silent'),
  ),
  METRICS_TOKEN: given(z.string().min(16, 'wants at least 16 characters')),
});

/** The names of every variable that is read, for the documentation to be checked against. */
export const CONFIG_VARIABLES: readonly string[] = Object.keys(environment.shape);

/**
 * Turns the environment into a configuration. Throws {@link ConfigError} with everything that is wrong; values are
 * never repeated, they may be secrets.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(env);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const isGiven = (name: string) => (env[name] ?? '').trim() !== '';
  const missing = APP_VARIABLES.filter((name) => !isGiven(name));
  if (missing.length > 0 && missing.length < APP_VARIABLES.length) {
    problems.push(
      ...missing.map((name) => `${name} is missing: the app channel needs all of ${APP_VARIABLES.join(', ')}`),
    );
  }
  const missingOfRobot = ROBOT_SOCKET_VARIABLES.filter((name) => !isGiven(name));
  if (missingOfRobot.length === 1) {
    problems.push(`${missingOfRobot[0]} is missing: the robot needs both ${ROBOT_SOCKET_VARIABLES.join(' and ')}`);
  }
  if (/^(verbose|silly)$/.test(env.WECHATY_LOG ?? '') && env.NODE_ENV === 'production') {
    problems.push('WECHATY_LOG must not be verbose or silly in production: it prints message texts');
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const values = parsed.data;
  return {
    app: missing.length > 0 ? undefined : appChannel(values),
    robotSocket:
      missingOfRobot.length > 0
        ? undefined
        : { botId: values.WECOM_BOT_ID ?? '', secret: values.WECOM_BOT_SECRET ?? '' },
    wsUrl: values.WECOM_WS_URL,
    apiBase: values.WECOM_API_BASE ?? 'https://qyapi.weixin.qq.com',
    callbackMaxSkewS: values.CALLBACK_MAX_SKEW_S,
    databaseUrl: values.DATABASE_URL ?? 'file:data/loudou.db',
    sqliteSynchronous: values.SQLITE_SYNCHRONOUS === 'FULL' ? 'FULL' : 'NORMAL',
    timeZone: values.TZ_ORG ?? 'Asia/Shanghai',
    joinOpen: values.JOIN !== 'closed',
    adminUsers: (values.ADMIN_USERS ?? '')
      .toLowerCase()
      .split(/\s*,\s*/)
      .filter(Boolean),
    host: values.HOST ?? '127.0.0.1',
    port: values.PORT,
    logLevel: (values.LOG_LEVEL ?? 'info') as Config['logLevel'],
    metricsToken: values.METRICS_TOKEN,
  };
}

function appChannel(values: z.infer<typeof environment>): AppChannelConfig {
  return {
    corpId: values.WECOM_CORP_ID ?? '',
    agentId: values.WECOM_AGENT_ID ?? '',
    secret: values.WECOM_SECRET ?? '',
    token: values.WECOM_TOKEN ?? '',
    encodingAesKey: values.WECOM_ENCODING_AES_KEY ?? '',
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
