/** What people type, in Chinese: the words the resolvers and the dispatcher know. */

/** Days counted from today. */
export const DAY_WORDS: Readonly<Record<string, number>> = {
  大前天: -3,
  前天: -2,
  昨天: -1,
  今天: 0,
  今日: 0,
  明天: 1,
  明日: 1,
  后天: 2,
  大后天: 3,
};

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

/** Ends or begins like an amount, whether or not it is one. */
export const MONEY_MEANT_PATTERN =
  /^[-¥￥]|[0-9一二两三四五六七八九十百千]+(?:万|亿)?(?:元|块|块钱)$|[0-9一二两三四五六七八九十百千](?:万|亿)$/;

export const MONEY_PATTERN =
  /^(?:[¥￥]|rmb)?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,6}))?(百万|千万|千|万|亿|k|w|m)?(?:元|块|块钱|人民币|rmb)?$/;

export const ROLE_WORDS: Readonly<Record<string, 'rep' | 'manager' | 'admin'>> = {
  销售: 'rep',
  成员: 'rep',
  rep: 'rep',
  经理: 'manager',
  主管: 'manager',
  manager: 'manager',
  管理员: 'admin',
  admin: 'admin',
};

/** Ways to drop the open question. */
export const CANCEL_WORDS: ReadonlySet<string> = new Set(['0', '取消', '算了', '不用了', 'cancel']);

/** Words that mean "none" where a value can be taken away. */
export const NONE_WORDS: ReadonlySet<string> = new Set(['无', '没有', '空', 'none']);
