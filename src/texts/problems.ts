import { inline } from './format.ts';

/** What could not be read in a line, and the line to send instead. */
export const problems = {
  missing: (label: string) => `缺${label}`,
  ask: (label: string) => `${label}是什么`,
  askFree: (label: string) => `${label}写一句，直接回就行`,
  leadAmbiguous: (phrase: string, more: boolean) =>
    more
      ? `「${inline(phrase)}」有很多条像的，先列几条。不在里面就把名字写全一点`
      : `「${inline(phrase)}」有几条像的，是哪一条`,
  leadUnsure: (phrase: string) => `没有「${inline(phrase)}」，是不是`,
  leadNotFound: (phrase: string) => `没有找到「${inline(phrase)}」，要新建吗`,
  leadsAlike: (phrase: string) => `「${inline(phrase)}」有几条像的`,
  noLead: (phrase: string) => `没有找到「${inline(phrase)}」`,
  noStage: (word: string) => `没有阶段「${inline(word)}」`,
  noNumber: (number: string) => `没有编号「${inline(number)}」的线索`,
  noLastLead: (word: string) => `不知道「${inline(word)}」是哪个客户，10 分钟内这里没有提到过。把名字写上再发`,
  createOption: (phrase: string) => `新建 ${inline(phrase)}`,
  stageUnsure: (word: string) => `没有阶段「${inline(word)}」，是不是`,
  stageAsNote: (word: string) => `不是阶段，「${inline(word)}」记进备注`,
  stageUnknown: (word: string, stages: readonly string[]) => `没有阶段「${inline(word)}」，有：${stages.join('、')}`,
  stageNotOpen: (word: string, stages: readonly string[]) =>
    `「${inline(word)}」不是进行中的阶段，可以是：${stages.join('、')}`,
  not_a_day: (label: string, word: string) =>
    `${label}「${inline(word)}」没看懂，可以写 明天、周五、3天后、3月5日、2026-12-01`,
  not_a_period: (label: string, word: string) =>
    `${label}「${inline(word)}」没看懂，可以写 本周、上月、本季、近30天、2026-10、6月1日~6月15日`,
  not_a_month: (label: string, word: string) => `${label}「${inline(word)}」没看懂，可以写 本月、下月、7月、2026-12`,
  not_wins: (label: string, word: string) => `${label}「${inline(word)}」没看懂，可以写 20单、20`,
  not_a_change: (_label: string, word: string) =>
    `「${inline(word)}」没看懂，写成 阶段→阶段 原来→以后，例如 报价→成交 20%→30%`,
  not_money: (label: string, word: string) => `${label}「${inline(word)}」没看懂，可以写 5万、12.5万、80000、8k`,
  not_a_role: (label: string, word: string) => `${label}「${inline(word)}」没看懂，有：销售、经理、管理员`,
  not_a_userid: (label: string, word: string) =>
    `${label}「${inline(word)}」不像企业微信账号，只能有字母、数字和 . _ - @`,
  not_a_limit: (label: string, word: string) => `${label}「${inline(word)}」没看懂，写工作日数 1 到 366，不设就写 无`,
  not_a_share: (label: string, word: string) => `${label}「${inline(word)}」没看懂，可以写 25%、0.25，不设就写 无`,
  reasonUnknown: (word: string, reasons: readonly string[]) => `没有原因「${inline(word)}」，有：${reasons.join('、')}`,
  memberUnknown: (word: string) => `没有成员「${inline(word)}」。对方给我发过一条消息，我才认识。名单发 /成员 看`,
  memberUnknownAdd: (word: string) => `没有成员「${inline(word)}」，要按这个账号加进来吗`,
  memberAmbiguous: (word: string) => `有几位「${inline(word)}」，是哪一位`,
  extra: (words: string) => `多出来的「${inline(words)}」没看懂`,
  together: (found: readonly string[]) => found.join('；'),
  /** All problems of one line together, with how the command is written. */
  list: (command: string, found: readonly string[], usage: string, example: string) =>
    [`/${command} 没做，${found.join('；')}`, `写法：${usage}`, `例如：${example}`].join('\n'),
  /** `name` as one word of a line. */
  create: (name: string) => `/新建 ${name}`,
} as const;
