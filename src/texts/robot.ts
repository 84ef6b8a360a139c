import { clockTime } from './format.ts';

/** What a robot's stream says while there is no answer in it yet. */
export const robot = {
  thinking: '正在处理',
  lost: '刚才断了一下，结果没能送到。再发一次就能看到',
  later: '还没处理完，好了单独发给你',
  /** An answer that comes as a message of its own, with the time of what it answers. */
  belated: (text: string, at: number, timeZone: string) => `（${clockTime(at, timeZone)} 那条的回复，补发）\n${text}`,
} as const;
