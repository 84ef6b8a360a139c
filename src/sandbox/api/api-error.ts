/** A refusal with one of WeCom's errcodes (WeCom doc 90313). `phrase` is the English start of errmsg. */
export class ApiError extends Error {
  readonly errcode: number;
  constructor(errcode: number, phrase: string) {
    super(phrase);
    this.errcode = errcode;
  }
}

/** The errmsg of a failure as it looks on the wire; its wording is not to be relied on. */
export function errorMessage(errcode: number, phrase: string, hint: string): string {
  return `${phrase}, hint: [${hint}], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
}
