import { type LocalDay, localDayOf } from '../domain/period.ts';

/** A date as a table has it, with the time of day where the format has one. */
interface LocalMoment {
  readonly on: LocalDay;
  /** Since local midnight. */
  readonly timeMs: number | null;
}

export type DateReader = (text: string) => LocalMoment | undefined;

const TOKENS = {
  YYYY: '(?<year>[0-9]{4})',
  MM: '(?<month>[0-9]{2})',
  M: '(?<month>[0-9]{1,2})',
  DD: '(?<date>[0-9]{2})',
  D: '(?<date>[0-9]{1,2})',
  HH: '(?<hour>[0-9]{2})',
  H: '(?<hour>[0-9]{1,2})',
  mm: '(?<minute>[0-9]{2})',
  ss: '(?<second>[0-9]{2})',
} as const;
const TOKEN = /YYYY|MM?|DD?|HH?|mm|ss/g;

/**
 * Makes the reader of a date format such as `M/D/YYYY`, `YYYY-MM-DD` or `YYYY-MM-DD HH:mm:ss`: `M`, `D` and `H` take
 * one or two digits, doubled ones exactly two, everything else stands for itself. Undefined when the format does not
 * have year, month and day once each.
 */
export function compileDateFormat(format: string): DateReader | undefined {
  const tokens = format.match(TOKEN) ?? [];
  const letters = tokens.map((token) => token[0]);
  if (new Set(letters).size !== letters.length || !['Y', 'M', 'D'].every((letter) => letters.includes(letter))) {
    return undefined;
  }
  const literals = format.split(TOKEN).map((text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
  const pattern = new RegExp(
    `^${literals.map((text, at) => text + (TOKENS[tokens[at] as keyof typeof TOKENS] ?? '')).join('')}$`,
  );
  const hasTime = letters.includes('H');
  return (text) => {
    const groups = pattern.exec(text)?.groups;
    if (!groups) return undefined;
    const on = localDayOf(Number(groups.year), Number(groups.month), Number(groups.date));
    const time = {
      hour: Number(groups.hour ?? 0),
      minute: Number(groups.minute ?? 0),
      second: Number(groups.second ?? 0),
    };
    if (on === undefined || time.hour > 23 || time.minute > 59 || time.second > 59) return undefined;
    return { on, timeMs: hasTime ? ((time.hour * 60 + time.minute) * 60 + time.second) * 1000 : null };
  };
}
