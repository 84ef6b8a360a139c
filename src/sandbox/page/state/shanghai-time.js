const zone = { timeZone: 'Asia/Shanghai' };
const clock = new Intl.DateTimeFormat('zh-CN', { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const seconds = new Intl.DateTimeFormat('zh-CN', {
  ...zone,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const date = new Intl.DateTimeFormat('zh-CN', { ...zone, month: 'long', day: 'numeric' });
const year = new Intl.DateTimeFormat('zh-CN', { ...zone, year: 'numeric' });
const weekday = new Intl.DateTimeFormat('zh-CN', { ...zone, weekday: 'short' });
const iso = new Intl.DateTimeFormat('en-CA', zone);

const DAY_MS = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** `10:05` @param {number} at */
export const timeOfDay = (at) => clock.format(at);

/** `10:05:09` @param {number} at */
export const timeWithSeconds = (at) => seconds.format(at);

/** The local day, the same text for the same day. @param {number} at */
export const dayOf = (at) => iso.format(at);

/** `6月3日 周三` @param {number} at */
export const dayInWords = (at) => `${date.format(at)} ${weekday.format(at)}`;

/** `2026年6月3日 周三 10:05` @param {number} at */
export const momentInWords = (at) => `${year.format(at)}${dayInWords(at)} ${timeOfDay(at)}`;

/**
 * As a list of conversations says it: the time today, 昨天, or the date.
 * @param {number} at
 * @param {number} now
 */
export function shortMoment(at, now) {
  if (dayOf(at) === dayOf(now)) return timeOfDay(at);
  if (dayOf(at) === dayOf(now - DAY_MS)) return '昨天';
  const month = iso.format(at).slice(5).replace('-', '/');
  return dayOf(at).slice(0, 4) === dayOf(now).slice(0, 4) ? month : dayOf(at).replaceAll('-', '/');
}

/** The value of a `datetime-local` field that shows this instant in Shanghai. @param {number} at */
export const fieldValue = (at) => new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16);

/** The instant a `datetime-local` field names in Shanghai; NaN when it is empty. @param {string} value */
export const instantOfField = (value) => Date.parse(`${value}:00+08:00`);
