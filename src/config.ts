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

/** The robot that is called back over HTTP (WeCom doc 101033). */
export interface RobotChannelConfig {
  readonly token: string;
  readonly encodingAesKey: string;
}

/** The robot we dial out for (WeCom doc 101463). */
export interface RobotSocketConfig {
  readonly botId: string;
  readonly secret: string;
}

export interface Config {
  /** Undefined when no app channel is configured; the same for the other two that can be listened to. */
  readonly app: AppChannelConfig | undefined;
  readonly robot: RobotChannelConfig | undefined;
  readonly robotSocket: RobotSocketConfig | undefined;
  /** Display names a robot is mentioned by in groups, former ones included. */
  readonly robotNames: readonly string[];
  /** Keys of group webhooks, which only send, by the name we call the group. */
  readonly webhooks: ReadonlyMap<string, string>;
  readonly apiBase: string;
  /** Where the long connection goes; undefined: WeCom's own address. */
  readonly wsUrl: string | undefined;
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

/** What each channel needs, all or nothing. */
const CHANNELS = [
  {
    name: 'the app channel',
    variables: ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'],
  },
  { name: 'the robot called over HTTP', variables: ['WECOM_ROBOT_TOKEN', 'WECOM_ROBOT_ENCODING_AES_KEY'] },
  { name: 'the robot on the long connection', variables: ['WECOM_BOT_ID', 'WECOM_BOT_SECRET'] },
] as const;

/** An empty variable is a missing one, secrets above all. */
const given = (schema: z.ZodType<string>) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema.optional());

const wholeNumber = (fallback: number, min: number, max: number) =>
  given(z.string().regex(/^[0-9]+$/, 'wants a whole number'))
    .transform((text) => (text === undefined ? fallback : Number(text)))
    .refine((value) => value >= min && value <= max, `wants a number from ${min} to ${max}`);

const WEBHOOKS_WANTED = 'wants name=key pairs separated by commas, no name twice, each key as in the webhook address';
const callbackToken = given(z.string().regex(/^[A-Za-z0-9]{1,32}$/, 'wants 1 to 32 letters or digits'));
const encodingAesKey = given(z.string().regex(/^[A-Za-z0-9]{43}$/, 'wants 43 letters or digits'));

const environment = z.object({
  WECOM_CORP_ID: given(z.string().regex(/^[A-Za-z0-9]{6,64}$/, 'wants the CorpID, as in ww0a1b2c3d4e5f6071')),
  WECOM_AGENT_ID: given(z.string().regex(/^[0-9]{1,15}$/, 'wants the AgentId, a number such as 1000002')),
  WECOM_SECRET: given(z.string().min(16, 'wants the app secret')),
  WECOM_TOKEN: callbackToken,
  WECOM_ENCODING_AES_KEY: encodingAesKey,
  WECOM_ROBOT_TOKEN: callbackToken,
  WECOM_ROBOT_ENCODING_AES_KEY: encodingAesKey,
  WECOM_BOT_ID: given(z.string().regex(/^[A-Za-z0-9_-]{6,128}$/, 'wants the BotID, as in aibXyZ0123456789abcdefghij')),
  WECOM_BOT_SECRET: given(z.string().min(16, 'wants the Secret of the long connection')),
  WECOM_ROBOT_NAMES: given(z.string().regex(/^[^,\n]{1,64}(,[^,\n]{1,64})*$/, 'wants names separated by commas')),
  WECOM_WEBHOOKS: given(z.string().refine((text) => webhooksOf(text) !== undefined, WEBHOOKS_WANTED)),
  WECOM_API_BASE: given(
    z.string().regex(/^https?:\/\/[^/?#]+$/, 'wants an origin such as https://qyapi.weixin.qq.com'),
  ),
  WECOM_WS_URL: given(
    z.string().regex(/^wss?:\/\/[^\s?#]+$/, 'wants an address such as wss://openws.work.weixin.qq.com'),
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
  const isMissing = (name: string) => (env[name] ?? '').trim() === '';
  for (const { name: channel, variables } of CHANNELS) {
    const missing = variables.filter(isMissing);
    if (missing.length === variables.length) continue;
    problems.push(...missing.map((name) => `${name} is missing: ${channel} needs all of ${variables.join(', ')}`));
  }
  if (/^(verbose|silly)$/.test(env.WECHATY_LOG ?? '') && env.NODE_ENV === 'production') {
    problems.push('WECHATY_LOG must not be verbose or silly in production: it prints message texts');
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const values = parsed.data;
  return {
    app: appChannel(values),
    robot: robotChannel(values),
    robotSocket: robotSocket(values),
    robotNames: (values.WECOM_ROBOT_NAMES ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
    webhooks: webhooksOf(values.WECOM_WEBHOOKS ?? '') ?? new Map(),
    apiBase: values.WECOM_API_BASE ?? 'https://qyapi.weixin.qq.com',
    wsUrl: values.WECOM_WS_URL,
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

type Values = z.infer<typeof environment>;

function appChannel(values: Values): AppChannelConfig | undefined {
  const { WECOM_CORP_ID: corpId, WECOM_AGENT_ID: agentId, WECOM_SECRET: secret } = values;
  const { WECOM_TOKEN: token, WECOM_ENCODING_AES_KEY: encodingAesKey } = values;
  if (!corpId || !agentId || !secret || !token || !encodingAesKey) return undefined;
  return { corpId, agentId, secret, token, encodingAesKey };
}

function robotChannel(values: Values): RobotChannelConfig | undefined {
  const { WECOM_ROBOT_TOKEN: token, WECOM_ROBOT_ENCODING_AES_KEY: encodingAesKey } = values;
  return token && encodingAesKey ? { token, encodingAesKey } : undefined;
}

function robotSocket({ WECOM_BOT_ID: botId, WECOM_BOT_SECRET: secret }: Values): RobotSocketConfig | undefined {
  return botId && secret ? { botId, secret } : undefined;
}

/** Group webhooks by name; undefined when a pair is not one, or a name is given twice. */
function webhooksOf(text: string): ReadonlyMap<string, string> | undefined {
  const pairs =
    text.trim() === '' ? [] : text.split(',').map((pair) => /^\s*([^=,\s]{1,64})=([\w-]{16,64})\s*$/.exec(pair));
  const webhooks = new Map(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
  return webhooks.size < pairs.length || webhooks.has('') ? undefined : webhooks;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
