/** A day on the organisation's calendar, `YYYY-MM-DD`. */
export type LocalDay = string & { readonly __day: true };

const DAY_MS = 86_400_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

interface WallClock {
  readonly day: LocalDay;
  readonly hour: number;
  readonly minute: number;
}

/** Offsets change on quarters of an hour at the most; asking Intl each time costs more than anything around it. */
const QUARTER_MS = 900_000;
const OFFSETS_KEPT = 10_000;
const offsets = new Map<string, number>();

function offsetMs(at: number, timeZone: string): number {
  const key = `${timeZone}/${Math.floor(at / QUARTER_MS)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= OFFSETS_KEPT) offsets.clear();
  const offset = readOffsetMs(at, timeZone);
  offsets.set(key, offset);
  return offset;
}

function readOffsetMs(at: number, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatterFor(timeZone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - (at - (at % 1000));
}

/** The wall clock in `timeZone` at the instant `at` (UTC ms). */
export function wallClock(at: number, timeZone: string): WallClock {
  const local = new Date(at + offsetMs(at, timeZone));
  return {
    day: local.toISOString().slice(0, 10) as LocalDay,
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  };
}

/** Which day it is in `timeZone` at the instant `at`. */
export function localDay(at: number, timeZone: string): LocalDay {
  return wallClock(at, timeZone).day;
}

/** The instant at which `day` begins in `timeZone` (UTC ms); its first one where the clocks skip midnight. */
export function dayStart(day: LocalDay, timeZone: string): number {
  const utcMidnight = Date.parse(`${day}T00:00:00Z`);
  const guess = utcMidnight - offsetMs(utcMidnight, timeZone);
  const start = utcMidnight - offsetMs(guess, timeZone);
  return start === guess || localDay(start, timeZone) === day ? start : guess;
}

/**
 * The instant at which the wall clock in `timeZone` shows this minute of the day (0 … 1439): the first one where clocks
 * go back, the next there is where they skip it.
 */
export function minuteOfDay(day: LocalDay, minute: number, timeZone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  const [before, after] = [offsetMs(wall - DAY_MS, timeZone), offsetMs(wall + DAY_MS, timeZone)];
  const guesses = [wall - Math.max(before, after), wall - Math.min(before, after)];
  return guesses.find((at) => at + offsetMs(at, timeZone) === wall) ?? wall - before;
}

export function addDays(day: LocalDay, days: number): LocalDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10) as LocalDay;
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDay, to: LocalDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** 1 Monday … 7 Sunday. */
export function weekday(day: LocalDay): number {
  return new Date(Date.parse(`${day}T00:00:00Z`)).getUTCDay() || 7;
}

/** The day `year-month-date` if the calendar has it (no 31st of June), else undefined. */
export function localDayOf(year: number, month: number, date: number): LocalDay | undefined {
  const at = new Date(Date.UTC(year, month - 1, date));
  if (year < 1970 || year > 9999 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== date) return undefined;
  return at.toISOString().slice(0, 10) as LocalDay;
}

/** Days from one to another, both included. */
export interface Days {
  readonly from: LocalDay;
  readonly to: LocalDay;
}

/** The days of `count` months from the given one on; month 0 is December of the year before. Years 1970 to 9998. */
export function monthDays(year: number, month: number, count: number): Days {
  const first = (offset: number): LocalDay => {
    const index = year * 12 + month - 1 + offset;
    const day = localDayOf(Math.floor(index / 12), (index % 12) + 1, 1);
    if (!day) throw new RangeError(`no such month: ${year}-${month}`);
    return day;
  };
  return { from: first(0), to: addDays(first(count), -1) };
}

/** A moment on a past or present day for a back-dated event: noon, but never later than `now`. */
export function noonOf(day: LocalDay, now: number, timeZone: string): number {
  return Math.min(dayStart(day, timeZone) + DAY_MS / 2, now);
}

/** The instant as ISO 8601 with the offset of `timeZone`, milliseconds only when there are any. */
export function isoInstant(at: number, timeZone: string): string {
  const offset = offsetMs(at, timeZone);
  const local = new Date(at + offset).toISOString().replace('.000Z', '').replace('Z', '');
  const minutes = Math.abs(offset) / 60_000;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** The instant an ISO 8601 text with an offset names, in UTC ms; undefined for anything else. */
export function instantOfIso(text: string): number | undefined {
  if (!ISO_INSTANT.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
