import { inline } from './format.ts';

/** What is checked, as it is called in JSON and, in words, on the terminal. */
const CHECKS = {
  config: '配置',
  database: '数据库',
  clock: '时钟',
  token: '企业ID和Secret',
  agent: '应用',
  visible: '可见范围',
  appchat: '应用建群',
  menu: '菜单',
  admins: '管理员',
  callback: '应用回调',
  robot: '机器人回调',
  'robot-socket': '机器人长连接',
  webhook: '群机器人',
} as const;

export type CheckName = keyof typeof CHECKS;

/** What was found, and what to do about it. */
export interface Words {
  readonly message: string;
  readonly fix?: string;
}

const STATUS = { ok: '好', problem: '不对', advice: '建议', skipped: '没查' } as const;

const APP_PAGE = '管理后台 → 应用管理 → 自建 → 这个应用';

/** Errcodes whose cause can be named: the cause, and the way to put it right. */
const ERRCODES: Readonly<Record<number, (address?: string) => Words>> = {
  40001: () => ({
    message: 'Secret 不对、不是这个企业的，或应用停用了',
    fix: `${APP_PAGE} → Secret → 查看，填进 WECOM_SECRET。十分钟内别反复试，连错会封 IP 一小时`,
  }),
  40013: () => ({
    message: '企业ID不对',
    fix: '管理后台 → 我的企业 → 企业信息，最下面的企业ID，填进 WECOM_CORP_ID',
  }),
  45009: () => ({
    message: '调用太频繁，或 Secret 连错把这台机器的 IP 封了',
    fix: '等一小时再查，这期间别重启机器人',
  }),
  60020: (address) => ({
    message: `这台机器的出口 IP${address === undefined ? '' : ` ${address}`} 不在企业可信IP里`,
    fix: `${APP_PAGE} → 企业可信IP，加上${address === undefined ? '出口 IP' : ` ${address}`}，一分钟后生效（要先设好接收消息的 URL 或可信域名）`,
  }),
  301002: () => ({
    message: 'AgentId 是别的应用的，和 Secret 不是一对',
    fix: `${APP_PAGE}，最上面的 AgentId，填进 WECOM_AGENT_ID`,
  }),
  40056: () => ({
    message: '没有这个 AgentId',
    fix: `${APP_PAGE}，最上面的 AgentId，填进 WECOM_AGENT_ID`,
  }),
  50003: () => ({ message: '应用停用了', fix: `${APP_PAGE}，右上角启用` }),
  48006: () => ({ message: '应用太久没用，权限被收回了', fix: `${APP_PAGE}，由管理员重新启用` }),
  48002: () => ({
    message: '这个接口不许这个应用用',
    fix: `看 WECOM_SECRET 是不是别处的（例如通讯录同步的）。要的是：${APP_PAGE} → Secret`,
  }),
};

/** What `loudou doctor` says. */
export const doctor = {
  summary: (problems: number) => (problems === 0 ? '\n没有要改的' : `\n${problems} 处要改`),
  line: (
    found: Words & { readonly check: CheckName; readonly status: keyof typeof STATUS; readonly errcode?: number },
  ) =>
    [
      `[${STATUS[found.status]}] ${CHECKS[found.check]}：${found.message}${found.errcode === undefined ? '' : `（${found.errcode}）`}`,
      found.fix === undefined ? '' : `       → ${found.fix}`,
    ]
      .filter(Boolean)
      .join('\n'),

  help: {
    summary: '逐项检查配置，连着企业微信查，告诉你哪里要改',
    url: '机器人的公网网址，如 https://bot.example.com：从外面敲一下回调的门（机器人要开着）',
    takeOver: '也查机器人长连接；正在跑的机器人会被挤下线，查完要重启它',
    more: '\n退出码：0 没有要改的，1 有，2 命令写得不对。不发消息，不印密钥。\n',
  },
  badUrl: '--url 要写完整的网址，例如 https://bot.example.com',

  config: {
    right: { message: '读得懂' },
    wrong: (problem: string): Words => ({ message: problem, fix: '改 .env，写法看 .env.example' }),
    noChannel: { message: '一个渠道都没配', fix: '按 .env.example 填应用或机器人的几项' },
  },
  database: {
    works: (kind: string): Words => ({ message: `${kind} 打得开，写得进` }),
    broken: (kind: string, code: string): Words => ({
      message: `${kind} 打不开或写不进（${code}）`,
      fix: '看 DATABASE_URL 指的地方在不在、这个用户能不能写；PostgreSQL 看地址、账号和密码',
    }),
  },
  clock: {
    right: { message: '和企业微信差不多' },
    unknown: { message: '企业微信没说现在几点' },
    off: (seconds: number): Words => ({ message: `和企业微信差 ${seconds} 秒`, fix: '给服务器校时（chrony 或 ntp）' }),
    wrong: (seconds: number, limit: number): Words => ({
      message: `和企业微信差 ${seconds} 秒，超过 ${limit} 秒的回调会被拒绝（stale）`,
      fix: '给服务器校时（chrony 或 ntp）；容忍多少由 CALLBACK_MAX_SKEW_S 定',
    }),
  },
  token: { right: { message: '是一对' } },
  agent: {
    open: (name: string): Words => ({ message: `「${inline(name)}」，启用着` }),
    closed: (name: string): Words => ({ message: `「${inline(name)}」停用了`, fix: `${APP_PAGE}，右上角启用` }),
    afterToken: { message: '企业ID和Secret对了才能查下去' },
  },
  visible: {
    some: ({ users, departments, tags }: { users: number; departments: number; tags: number }): Words => ({
      message: `${departments} 个部门、${users} 个成员、${tags} 个标签`,
    }),
    nobody: { message: '一个人都看不到这个应用', fix: `${APP_PAGE} → 可见范围，选上销售部门` },
  },
  appchat: {
    allowed: { message: '可以' },
    needsRoot: {
      message: '还不能由应用建群',
      fix: `要用的话：${APP_PAGE} → 可见范围，选最上面的整个企业。不用就不管它`,
    },
  },
  menu: {
    there: (count: number): Words => ({ message: `有 ${count} 个按钮` }),
    missing: { message: '没有菜单', fix: 'npm run loudou -- menu' },
  },
  admins: {
    none: { message: '还没有管理员，没人能用 /成员', fix: 'ADMIN_USERS 填你自己的账号' },
    found: (userid: string, name: string): Words => ({
      message: `${inline(userid)}${name === '' ? '' : ` 是 ${inline(name)}`}`,
    }),
    unknown: (userid: string): Words => ({
      message: `企业里没有 ${inline(userid)}`,
      fix: '改 ADMIN_USERS。账号在：管理后台 → 通讯录 → 点开这个人',
    }),
    notVisible: (userid: string): Words => ({
      message: `${inline(userid)} 不在应用的可见范围里，用不了它`,
      fix: `${APP_PAGE} → 可见范围，加上这个人；或改 ADMIN_USERS`,
    }),
    notAsked: (userid: string, code: string): Words => ({ message: `${inline(userid)} 查不到（${code}）` }),
  },
  callback: {
    noUrl: (path: string): Words => ({
      message: `${path} 从外面能不能到`,
      fix: '机器人开着时加 --url https://你的网址 再查',
    }),
    answers: (url: string): Words => ({ message: `${url} 一秒内答对了` }),
    tooSlow: (url: string): Words => ({
      message: `${url} 一秒内没有回答`,
      fix: '企业微信只等一秒。看机器人开着没有、反向代理慢不慢',
    }),
    unreachable: (url: string, code: string): Words => ({
      message: `${url} 连不上（${inline(code)}）`,
      fix: '看域名解析、证书、防火墙，反向代理有没有转到机器人的 HOST:PORT',
    }),
    wrongAnswer: (url: string, status: number, said: string): Words => {
      const known: Readonly<Record<string, string>> = {
        bad_signature: '正在跑的机器人用的是另一个 Token：重启它',
        wrong_receiver: '正在跑的机器人用的是另一个企业ID：重启它',
        bad_padding: '正在跑的机器人用的是另一个 EncodingAESKey：重启它',
        bad_length: '正在跑的机器人用的是另一个 EncodingAESKey：重启它',
        stale: '两边的时钟差太多：校时',
      };
      return {
        message: `${url} 答得不对（HTTP ${status}）`,
        fix: known[said] ?? '答话的多半不是机器人：看反向代理有没有把这个路径原样转过来，加号和百分号不能改写',
      };
    },
  },
  robotSocket: {
    leftAlone: {
      message: '一个机器人只能有一条长连接，查它会把正在跑的挤下线',
      fix: '机器人停着，或可以马上重启时，加 --take-over 再查',
    },
    works: { message: '连得上，BotID 和 Secret 对', fix: '要是机器人正在跑，它刚被挤下线了：重启它' },
    broken: {
      refused: {
        message: 'BotID 或 Secret 不对（853000），或试得太频繁',
        fix: '管理后台 → 智能机器人 → API 设置里抄 BotID 和长连接的 Secret，填进 WECOM_BOT_ID、WECOM_BOT_SECRET',
      },
      replaced: { message: '连上后马上被别处挤下线了', fix: '同一个 BotID 在别的地方也在用：停掉一个' },
      lost: { message: '连不上', fix: '看这台机器能不能出外网的 443 端口，WECOM_WS_URL 对不对' },
      unanswered: { message: '连上了，但一直没有回音', fix: '看 WECOM_WS_URL 对不对；过几分钟再查' },
      forgotten: { message: '连上了又不认了', fix: '过几分钟再查' },
    },
  },
  webhook: {
    works: (name: string): Words => ({ message: `「${inline(name)}」的 key 能用` }),
    badKey: (name: string, errcode: number): Words => ({
      message: `「${inline(name)}」${errcode === 93000 ? '的 key 不对，或机器人被移出了群' : errcode === 93004 ? '的机器人被停用了' : '的机器人不在群里'}`,
      fix: '群设置 → 消息推送（群机器人），重新添加，把新地址里 key= 后面的填进 WECOM_WEBHOOKS',
    }),
    tooOften: (name: string): Words => ({ message: `「${inline(name)}」这一分钟发得太多`, fix: '过一分钟再查' }),
  },
  platform: {
    unreachable: (what: string): Words => ({
      message: `连不上企业微信（${inline(what)}）`,
      fix: '看这台机器能不能访问外网，WECOM_API_BASE 对不对',
    }),
    notWeCom: (what: string): Words => ({
      message: `答话的不像企业微信（${inline(what)}）`,
      fix: '看 WECOM_API_BASE 对不对，中间有没有代理',
    }),
    refused: (errcode: number, address?: string): Words =>
      ERRCODES[errcode]?.(address) ?? {
        message: '企业微信不答应',
        fix: `查错误码：https://developer.work.weixin.qq.com/devtool/query?e=${errcode}`,
      },
  },
} as const;
