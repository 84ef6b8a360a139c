import { inline } from './format.ts';

/** What the bot says outside any command. */
export const general = {
  notACommand: '我只看得懂命令。例如：\n/推进 客户名 商机\n/跟进 客户名 说了什么\n/我的\n全部命令发 /帮助',
  media: '图片、语音和文件我还看不懂，请发文字。例如 /我的，全部命令发 /帮助',
  unknownCommand: (word: string, nearest: readonly string[]) =>
    nearest.length > 0
      ? `没有命令「${inline(word)}」，你是不是要发：${nearest.map((name) => `/${name}`).join(' 或 ')}\n全部命令发 /帮助`
      : `没有命令「${inline(word)}」。全部命令发 /帮助`,
  commandUnsure: (word: string) => `没有命令「${inline(word)}」，你是不是要发`,
  lineOption: (line: string) => inline(line, 60),
  noQuestion: '现在没有要你选的。全部命令发 /帮助',
  notAnOption: (count: number) => (count === 1 ? '回 1 就选它，回 0 取消' : `回 1 到 ${count} 选一个，回 0 取消`),
  cancelled: '好，取消了，什么都没变',
  expired: '刚才的问题过了 10 分钟，已经作废。请把命令再发一次',
  repeated: (reply: string) => `刚刚已经做过了，没有再做一遍：\n${reply}`,
  apology: (reference: string) =>
    `抱歉，这条没处理成，什么都没变。请稍后再发一次；还不行就把编号 ${reference} 告诉管理员`,
  tooMany: (count: number, max: number) => `一次最多 ${max} 条，这里有 ${count} 条，分几次发吧`,
  notDone: (name: string, why: string) => `${inline(name)} 没做：${why}`,
  /** What became of each of several leads. */
  several: (done: readonly string[], failed: readonly string[]) =>
    [
      failed.length === 0 ? `${done.length} 条都做了` : `${done.length + failed.length} 条做了 ${done.length} 条`,
      ...done.map((line) => `· ${line}`),
      ...failed.map((line) => `× ${line}`),
      ...(done.length > 0 ? ['不对就发 /撤销，一次撤一条（10分钟内）'] : []),
    ].join('\n'),
  notTold: (names: readonly string[]) => `${names.map((name) => inline(name)).join('、')} 收不到我的通知，请你说一声`,
  chooseHint: '回数字选择，0 取消',
  offerHint: '回数字就定下，不回也行',
  offerOrAnswerHint: '直接回答，或者回数字；不回也行',
  page: (at: number, of: number) => `(${at}/${of})`,
} as const;
