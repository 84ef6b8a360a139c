import { wallClock } from '../domain/period.ts';
import { inline, type Today } from './format.ts';

/** What is said about cards and their buttons. */
export const cards = {
  gone: '这张卡片太旧，按不了了。发 /我的 或 /查 客户名 重新来',
  notYours: (name: string) => `这是问 ${inline(name)} 的，要他自己选`,
  /** What a card shows once one of its actions was taken. */
  acted: (name: string, label: string, at: Today) => `已由 ${inline(name, 12)} ${label} ${time(at)}`,
  /** What a question's card shows once it was answered. */
  chosen: (name: string, label: string, at: Today) => `${inline(name, 12)} 选了「${inline(label, 20)}」 ${time(at)}`,
  /** The card in words, for somebody whose card cannot be changed any more. */
  update: (title: string, done: string) => `${title}\n${done}`,
  /** The button under a list to choose from. */
  choose: '选定',
} as const;

function time({ now, timeZone }: Today): string {
  const { hour, minute } = wallClock(now, timeZone);
  return `${hour}:${String(minute).padStart(2, '0')}`;
}
