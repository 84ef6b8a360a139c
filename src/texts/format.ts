import { daysBetween, type LocalDay, localDay, weekday } from '../domain/period.ts';

/** How a sentence knows what "today" is: UTC ms and the organisation's time zone. */
export interface Today {
  readonly now: number;
  readonly timeZone: string;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** An amount as people say it: `8万`, `12.5万`, `1.2亿`, otherwise `8,650元`; fen only when there are any. */
export function money(fen: number): string {
  if (fen >= 10_000_000_000 && fen % 100_000_000 === 0) return `${trimmed(fen / 10_000_000_000)}亿`;
  if (fen >= 1_000_000 && fen % 10_000 === 0) return `${trimmed(fen / 1_000_000)}万`;
  const yuan = Math.floor(fen / 100).toLocaleString('en-US');
  return fen % 100 === 0 ? `${yuan}元` : `${yuan}.${String(fen % 100).padStart(2, '0')}元`;
}

function trimmed(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A day with its weekday, near ones by their name: `明天（周三）`, `6月9日（周二）`, another year's with the year. */
export function day(on: LocalDay, { now, timeZone }: Today): string {
  const today = localDay(now, timeZone);
  const near: Readonly<Record<number, string>> = { [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' };
  const name = near[daysBetween(today, on)] ?? dateOf(on, today);
  return `${name}（周${WEEKDAYS[weekday(on) - 1]}）`;
}

/** A date without weekday: `6月9日`, with the year when it is not this one. */
export function dateOf(on: LocalDay, today: LocalDay): string {
  const [year, month, date] = on.split('-').map(Number);
  const short = `${month}月${date}日`;
  return on.slice(0, 4) === today.slice(0, 4) ? short : `${year}年${short}`;
}

/** A month: `6月`, with the year when it is not this one. */
export function monthName(month: string, { now, timeZone }: Today): string {
  const [year, number] = month.split('-');
  const short = `${Number(number)}月`;
  return localDay(now, timeZone).startsWith(year ?? '') ? short : `${year}年${short}`;
}

/** How long ago in calendar days: `今天`, `昨天`, `12天前`. */
export function daysAgo(days: number): string {
  if (days <= 0) return '今天';
  return days === 1 ? '昨天' : `${days}天前`;
}

/** A duration in calendar days; less than one is `不到1天`. */
export function duration(days: number): string {
  return days <= 0 ? '不到1天' : `${days}天`;
}

/**
 * Somebody's words made fit to stand inside a sentence: on one line, cut (visibly) when very long, and without the
 * `<` of what WeCom would show as a link or a mention.
 */
export function inline(text: string, max = 40): string {
  const flat = [
    ...text
      .replace(/\s+/g, ' ')
      .replace(/<(?=[a-z/@!])/gi, '＜')
      .trim(),
  ];
  return flat.length <= max ? flat.join('') : `${flat.slice(0, max - 1).join('')}…`;
}

/** A name as it has to be typed in a command: in quotes it has not itself when a space or a sign would cut it. */
export function typed(name: string): string {
  const shown = inline(name, 100);
  if (!/[\s"“”「」『』'‘’＂=＝→]|->/.test(shown)) return shown;
  const [open, close] = ['「」', '“”', '『』', '""'].find((pair) => !shown.includes(pair.slice(1))) ?? '「」';
  return `${open}${shown}${close}`;
}
