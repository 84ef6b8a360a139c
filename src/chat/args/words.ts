/** What people type, in Chinese: the words the resolvers and the dispatcher know. */
import type { Audience } from '../../usecases/index.ts';

/** What arguments are called: the first is shown in the usage line, any may stand before the `=`. */
export const ARG_NAMES = {
  lead: ['客户', 'lead'],
  stage: ['阶段', 'stage'],
  money: ['金额', 'amount'],
  reason: ['原因', 'reason'],
  member: ['成员', 'member'],
  role: ['角色', 'role'],
  phone: ['电话', '手机', 'phone'],
  period: ['周期', 'period'],
  month: ['月份', '月', 'month'],
  wins: ['单数', 'wins'],
  perWeek: ['每周几个', 'perweek'],
  change: ['阶段→阶段 原来%→以后%', 'change'],
  about: ['成员/团队', '谁', 'about'],
  source: ['来源', 'source'],
  until: ['几天', '到', 'until'],
} as const;

/** What people put before a new customer's name without meaning it as part of it. */
export const NEW_NOUNS: ReadonlySet<string> = new Set(['客户', '新客户', '线索', '新线索', '公司']);

/** What people put before a stage and after it: 到商机, 商机阶段了. */
export const BEFORE_STAGE = /^(?:推进|推|进)?(?:到|至|进入|→)/;
export const BEHIND_STAGE = /(?:阶段|单)?(?:了|啦)?$/;
/** A stage and what is said after a sign glued to it. */
export const AFTER_STAGE = /^([^，,。；;：:]+)[，,。；;：:]+(?=.)/;

/** What stands between the items of a list; captured when it can be nothing else. */
export const LIST_SIGNS = /\s*(?:(、)|[，,；;])\s*/;

/** Words for the lead spoken of last. */
export const IT_WORDS: ReadonlySet<string> = new Set([
  ...['它', '他', '她', '这个', '这家', '这条', '这个客户', '这家客户', '这条线索', '那个', '那家'],
  ...['刚才那个', '刚才那家', '刚才那条', '刚刚那个', '刚刚那家', '上一个', '上一条', 'it'],
]);

/** Days counted from today. */
export const DAY_WORDS: ReadonlyMap<string, number> = new Map([
  ['大前天', -3],
  ['前天', -2],
  ['昨天', -1],
  ['今天', 0],
  ['今日', 0],
  ['明天', 1],
  ['明日', 1],
  ['后天', 2],
  ['大后天', 3],
]);

/** Periods counted from today, in the words people use. */
export const PERIOD_WORDS: ReadonlyMap<string, PeriodName> = new Map(
  (
    [
      ['today', '今天 今日 当天'],
      ['yesterday', '昨天 昨日'],
      ['this_week', '本周 这周 这个星期 本星期'],
      ['last_week', '上周 上个星期 上星期'],
      ['next_week', '下周 下个星期 下星期'],
      ['this_month', '本月 这个月 当月'],
      ['last_month', '上月 上个月'],
      ['next_month', '下月 下个月'],
      ['this_quarter', '本季 本季度 这个季度'],
      ['last_quarter', '上季 上季度 上个季度'],
      ['next_quarter', '下季 下季度 下个季度'],
      ['this_year', '今年 本年'],
      ['last_year', '去年'],
      ['next_year', '明年'],
    ] as const
  ).flatMap(([name, words]) => words.split(' ').map((word) => [word, name] as const)),
);

export type PeriodName = 'today' | 'yesterday' | `${'this' | 'last' | 'next'}_${'week' | 'month' | 'quarter' | 'year'}`;

/** 近30天 */
export const RECENT_PATTERN = /^(?:近|最近|过去)([1-9][0-9]{0,2})天$/;
/** 2026-10, 2026年10月, 10月 */
export const MONTH_PATTERN = /^(?:([0-9]{4})[-年/.]([0-9]{1,2})月?|([0-9]{1,2})月)$/;

/** Months counted from this one. */
export const MONTH_WORDS: ReadonlyMap<string, number> = new Map([
  ...['本月', '这个月', '当月'].map((word) => [word, 0] as const),
  ...['上月', '上个月'].map((word) => [word, -1] as const),
  ...['下月', '下个月'].map((word) => [word, 1] as const),
]);
/** 2026-10, 2026年10月 */
export const YEAR_MONTH_PATTERN = /^([0-9]{4})[-年/.]([0-9]{1,2})月?$/;
/** Begins like a month, whether or not it is one. */
export const MONTH_MEANT_PATTERN = /^[0-9０-９]+[-月年]/;
/** 10月, 10月份 */
export const BARE_MONTH_PATTERN = /^([0-9]{1,2})月份?$/;

/** 20单, 20 */
export const WINS_PATTERN = /^([0-9]{1,7})\s*(?:单|个单)?$/;

/** 12个, 每周12个 */
export const PER_WEEK_PATTERN = /^(?:每周)?([0-9]{1,3})个$/;
/** Leaves something to what it usually is. */
export const USUAL_WORDS: ReadonlySet<string> = new Set(['默认', '取消']);

/** Numbers of wins to choose from when one is missing. */
export const WINS_SUGGESTIONS = ['5单', '10单', '20单'] as const;

/** What stands between two stages, or an old and a new rate. */
export const CHANGE_ARROW_PATTERN =
  /[→⇒➔➜⟶]|[-=—–~]+>|(?<=[0-9%\s])(?:提高到|提升到|降低到|降到|升到|提到|变成|改成|到|至)(?=[0-9\s])/g;
/** What may stand between two stages instead, where it is no part of a name. */
export const HOP_WORD_PATTERN = /[到至]/;
/** What people put before a hop. */
export const CHANGE_FROM_PATTERN = /^(?:如果|从|把|由)/;
/** The names, the old rate if any, the new one. */
export const CHANGE_RATES_PATTERN =
  /^(.+?)[ →从由是]*(?:\b|(?<=[^0-9.]))(?:([0-9]{1,3}(?:\.[0-9]{1,2})? ?%?)[ →]+)?([0-9]{1,3}(?:\.[0-9]{1,2})? ?%?)$/;

/** 2026Q3, 2026年三季度, Q3 */
export const QUARTER_PATTERN = /^(?:([0-9]{4})年?)?(?:q([1-4])|第?([一二三四1-4])季度?)$/;
/** 2026年 */
export const YEAR_PATTERN = /^([0-9]{4})年$/;

/** What an argument is called that takes either. */
export const STAGE_OR_STALE = '阶段或停滞';
/** What has been left alone for longer than its stage allows. */
export const STALE_WORDS: ReadonlySet<string> = new Set(['停滞', '停滞的', '停住的', 'stale']);

/** The one who asks, as people write it. */
export const ME_WORDS: ReadonlySet<string> = new Set(['我', '我的', '自己', 'me']);
/** Everybody. */
export const ALL_WORDS: ReadonlySet<string> = new Set(['全部', '公司', '全公司', '所有', 'all']);

/** Days to choose from when one is missing. */
export const DAY_SUGGESTIONS = ['明天', '3天后', '下周一'] as const;

/** 1 Monday … 7 Sunday. */
export const WEEKDAY_WORDS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  日: 7,
  天: 7,
};

export const WEEK_PATTERN = /^(上上|下下|上|下|这|本)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])$/;
export const DAYS_PATTERN = /^([0-9]{1,3}|[一二两三四五六七八九十])(天|周|个?星期|个?月)([后前])$/;

/** Which week a weekday is of, counted from this one. */
export const WEEK_OFFSETS: ReadonlyMap<string, number> = new Map([
  ['上上', -2],
  ['上', -1],
  ['这', 0],
  ['本', 0],
  ['下', 1],
  ['下下', 2],
]);

/** How far one unit of a distance reaches. */
export const DISTANCE_UNITS: ReadonlyMap<string, { readonly days: number } | { readonly months: number }> = new Map<
  string,
  { days: number } | { months: number }
>([
  ['天', { days: 1 }],
  ['周', { days: 7 }],
  ['星期', { days: 7 }],
  ['个星期', { days: 7 }],
  ['月', { months: 1 }],
  ['个月', { months: 1 }],
]);

/** What stands between two days: 2027-01-01~2027-01-03, 10月1日到10月7日, 6月12日-6月15日. */
export const BETWEEN_DAYS = /~|至|到|[-–—]+/g;

/** What makes a stretch of days a day to come: 3天 and this. */
export const LATER = '后';

/** The last sign of a distance into the past. */
export const AGO = '前';

export const MONTH_DAY_PATTERN = /^(?:([0-9]{4})[年/.-])?([0-9]{1,2})[月/.-]([0-9]{1,2})[日号]?$/;

export const DIGIT_WORDS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};

/** Units inside a number written out, as in 一百二十. */
export const NUMBER_UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** Units of an amount, in yuan. */
export const MONEY_UNITS: Readonly<Record<string, number>> = {
  百: 100,
  千: 1_000,
  k: 1_000,
  万: 10_000,
  w: 10_000,
  百万: 1_000_000,
  m: 1_000_000,
  千万: 10_000_000,
  亿: 100_000_000,
};

/** An amount written out: 五万, 一百二十万元. */
export const MONEY_WORDS_PATTERN = /^([一二两三四五六七八九十百千]+)(万|亿)(?:元|块|块钱)?$/;

/** An amount whose last digit is a step below its unit, as it is said: 5万5, 5万5千, 三千五, 1亿2千万. */
export const MONEY_TAIL_PATTERN =
  /^[¥￥]?([0-9]{1,9}|[一二两三四五六七八九十百千]+)(千|万|亿)([0-9一二两三四五六七八九])(千万|百万|万|千|百)?$/;

/** Has a sign or a unit of money. */
export const MONEY_SIGN_PATTERN = /[¥￥万亿元块]|[0-9](?:k|w)$|rmb/i;

const NUMERAL = '[0-9一二两三四五六七八九十百千]';

/**
 * Ends or begins like an amount, whether or not it is one: -5, 约5万, 5万5, 12万万, 1e5, 八万多, 5美元. What may be long
 * is followed only by what it cannot match itself, so that a long word costs no more than a look at each letter.
 */
export const MONEY_MEANT_PATTERN = new RegExp(
  [
    '^[-+¥￥$]',
    `${NUMERAL}[万亿]?(?:元|块|块钱)$`,
    `${NUMERAL}[万亿]$`,
    `^[0-9](?:${NUMERAL}|[.,])*(?:[万亿kwe]+${NUMERAL}*)?[多余]?(?:美元)?$`,
    `^${NUMERAL}+[万亿]+${NUMERAL}*[多余]?$`,
  ].join('|'),
  'i',
);

export const MONEY_PATTERN =
  /^(?:[¥￥]|rmb)?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,6}))?(百万|千万|千|万|亿|k|w|m)?(?:元|块|块钱|人民币|rmb)?$/;

export const ROLE_WORDS: ReadonlyMap<string, 'rep' | 'manager' | 'admin'> = new Map([
  ['销售', 'rep'],
  ['成员', 'rep'],
  ['rep', 'rep'],
  ['经理', 'manager'],
  ['主管', 'manager'],
  ['manager', 'manager'],
  ['管理员', 'admin'],
  ['admin', 'admin'],
]);

/** Says that something has no value. */
export const NONE_WORDS: ReadonlySet<string> = new Set(['无', '没有', '不限', '不设', '清空']);

/** A number of workdays: 5, 5天, 5个工作日. */
export const LIMIT_PATTERN = /^([0-9]{1,3})(?:个?工作日|天)?$/;

/** Ways to drop the open question. */
export const CANCEL_WORDS: ReadonlySet<string> = new Set(['0', '取消', '算了', '不用了', 'cancel']);

/** A time of day at the end: 09:05, 9点, 9点30分, 下午5点半. */
export const RHYTHM_CLOCK_PATTERN =
  /(上午|早上|早晨|中午|下午|傍晚|晚上)?([0-9]{1,2})(?:[:点时]([0-9]{2})分?|[点时](半)|[点时])$/;
/** Half of the day in which a small hour is one of the afternoon. */
export const AFTERNOON_WORDS: ReadonlySet<string> = new Set(['中午', '下午', '傍晚', '晚上']);

/** On which days something is due. */
export const RHYTHM_PATTERNS = {
  workday: /^(?:每个?)?工作日$/,
  daily: /^每[天日]$/,
  weekEnd: /^每周最后[一1]个工作日$/,
  monthEnd: /^每月最后[一1]个工作日$/,
  monthStart: /^每月第[一1]个工作日$/,
  weekly: /^每个?(?:周|星期|礼拜)([一二三四五六日天])$/,
  monthly: /^每月([0-9]{1,2})[日号]$/,
} as const;

/** How a word begins that says when something is due. */
export const RHYTHM_START = /^(?:每|工作日|上午|早上|下午|晚上|[0-9]{1,2}[:点时]|[0-9*][0-9*/,-]*$)/;

/** Hours nobody is disturbed in: 20:00-08:00, 20点到8点. */
export const QUIET_PATTERN = /^([0-9]{1,2})[:点时]?([0-9]{2})?[~到至–—-]([0-9]{1,2})[:点时]?([0-9]{2})?$/;

/** What stands between the stages of a list. */
export const BETWEEN_STAGES = /[、,，;；/]/;

/** To whom something is sent, where it is no name. */
export const AUDIENCE_WORDS: ReadonlyMap<string, Audience> = new Map<string, Audience>([
  ...['本群', '这个群'].map((word) => [word, { kind: 'here' }] as const),
  ...['私聊', '单聊', '负责人'].map((word) => [word, { kind: 'alone' }] as const),
  ...['所有群', '全部群', '每个群'].map((word) => [word, { kind: 'groups' }] as const),
  ...['经理', '所有经理', '主管'].map((word) => [word, { kind: 'role', role: 'manager' }] as const),
  ...['管理员', '所有管理员'].map((word) => [word, { kind: 'role', role: 'admin' }] as const),
]);
