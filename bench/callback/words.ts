/** The two stages leads go to and fro between, and the command of the question that follows a forward move. */
export const STAGES = { low: '意向', high: '商机' } as const;
export const CHECKLIST_LINE = '/清单';
export const LEAVE_KEY = '不答';
export const ANSWER_KEY = '答案';
export const SKIP = '跳过';
export const FORWARD_COMMAND = '/推进';
export const BACK_COMMAND = '/退回';
export const NOTE_WORD = '备注';
export const WHY_WORD = '原因';
