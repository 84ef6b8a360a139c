import { readCron } from '../../domain/cron.ts';
import { minuteFor, type QuietHours, type Rhythm, type Schedule } from '../../domain/schedule.ts';
import type { Token } from '../line.ts';
import type { Taken } from './arg.ts';
import { read, unreadable } from './problem.ts';
import {
  AFTERNOON_WORDS,
  NONE_WORDS,
  QUIET_PATTERN,
  RHYTHM_CLOCK_PATTERN,
  RHYTHM_PATTERNS,
  WEEKDAY_WORDS,
} from './words.ts';

/** When something is due, as somebody writes it; a time of day alone leaves the days as they are or usually are. */
export type Timing =
  | { readonly rhythm: Rhythm; readonly days: Schedule['days'] }
  | { readonly rhythm: undefined; readonly minute: number };

/** The longest run of words that is a time; a cron line has five. */
export function takeTiming(words: readonly Token[], label: string): Taken<Timing> {
  const textOf = (count: number) =>
    words
      .slice(0, count)
      .map(({ text }) => text)
      .join(' ');
  for (let used = Math.min(5, words.length); used > 0; used--) {
    const value = readTiming(textOf(used));
    if (value) return { used, reading: read(value) };
  }
  return { used: 1, reading: unreadable({ code: 'not_a_timing', label, typed: textOf(words.length) }) };
}

/**
 * `workday 09:05`, `every Friday 17:35`, `last workday of the month 18:00` and the like in the words people use, or a
 * five-field cron line; undefined for anything else. An hour without minutes becomes a minute a little past it, always the
 * same for the same words.
 */
export function readTiming(text: string): Timing | undefined {
  const words = text
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^cron /i, '');
  if (readCron(words)) return { rhythm: { kind: 'cron', expression: words }, days: 'calendar' };
  const clock = RHYTHM_CLOCK_PATTERN.exec(words);
  if (!clock) return undefined;
  const minute = minuteOf(clock, words);
  const rest = words.slice(0, clock.index).replace(/\s/g, '');
  if (minute === undefined) return undefined;
  return rest === '' ? { rhythm: undefined, minute } : timingOf(rest, minute);
}

function minuteOf([, half, hourText, minuteText, isHalfPast]: RegExpExecArray, words: string): number | undefined {
  const written = Number(hourText);
  const hour = half !== undefined && AFTERNOON_WORDS.has(half) && written < 12 ? written + 12 : written;
  const past = isHalfPast === undefined ? minuteFor(words) : 30;
  const minute = minuteText === undefined ? past : Number(minuteText);
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}

function timingOf(rest: string, minute: number): Timing | undefined {
  const workdays = (rhythm: Rhythm): Timing => ({ rhythm, days: 'workdays' });
  if (RHYTHM_PATTERNS.workday.test(rest)) return workdays({ kind: 'daily', minute });
  if (RHYTHM_PATTERNS.daily.test(rest)) return { rhythm: { kind: 'daily', minute }, days: 'calendar' };
  if (RHYTHM_PATTERNS.weekEnd.test(rest)) return workdays({ kind: 'last_workday_of_week', minute });
  if (RHYTHM_PATTERNS.monthEnd.test(rest)) return workdays({ kind: 'last_workday_of_month', minute });
  if (RHYTHM_PATTERNS.monthStart.test(rest)) return workdays({ kind: 'first_workday_of_month', minute });
  const weekday = WEEKDAY_WORDS[RHYTHM_PATTERNS.weekly.exec(rest)?.[1] ?? ''];
  // Who asks for a Saturday or Sunday means it.
  if (weekday !== undefined)
    return { rhythm: { kind: 'weekly', weekday, minute }, days: weekday > 5 ? 'calendar' : 'workdays' };
  const dayOfMonth = Number(RHYTHM_PATTERNS.monthly.exec(rest)?.[1]);
  return dayOfMonth >= 1 && dayOfMonth <= 31 ? workdays({ kind: 'monthly', dayOfMonth, minute }) : undefined;
}

/** Hours nobody is disturbed in, `20:00-08:00`; null for none, undefined when it is neither or the whole day. */
export function readQuiet(text: string): QuietHours | null | undefined {
  const words = text.normalize('NFKC').replace(/\s/g, '');
  if (NONE_WORDS.has(words)) return null;
  const [, ...parts] = QUIET_PATTERN.exec(words) ?? [];
  const [from, to] = [clockOf(parts[0], parts[1]), clockOf(parts[2], parts[3])];
  return from === undefined || to === undefined || from === to ? undefined : { from, to };
}

function clockOf(hourText: string | undefined, minuteText = '0'): number | undefined {
  const [hour, minute] = [Number(hourText), Number(minuteText)];
  return hourText !== undefined && hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}
