/** What a five-field cron line allows: minutes, hours, days of the month, months, days of the week (0 Sunday). */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly daysOfWeek: ReadonlySet<number>;
  /** How the two day fields go together: where both are narrowed, either one is enough (crontab(5)). */
  readonly dayRule: 'both' | 'either';
}

const FIELDS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

/** Reads minute, hour, day, month and weekday of numbers, `*`, lists, ranges and steps; undefined for anything else. */
export function readCron(expression: string): Cron | undefined {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return undefined;
  const sets = FIELDS.map(([least, most], at) => readField(fields[at] ?? '', least, most));
  const [minutes, hours, daysOfMonth, months, weekdays] = sets;
  if (!minutes || !hours || !daysOfMonth || !months || !weekdays) return undefined;
  const isNarrowed = (at: number) => !fields[at]?.startsWith('*');
  return {
    minutes,
    hours,
    daysOfMonth,
    months,
    // Both 0 and 7 are Sunday.
    daysOfWeek: new Set([...weekdays].map((day) => day % 7)),
    dayRule: isNarrowed(2) && isNarrowed(4) ? 'either' : 'both',
  };
}

/** True when the line allows this day; `weekday` 1 Monday … 7 Sunday. */
export function cronAllowsDay(cron: Cron, month: number, dayOfMonth: number, weekday: number): boolean {
  if (!cron.months.has(month)) return false;
  const byMonth = cron.daysOfMonth.has(dayOfMonth);
  const byWeek = cron.daysOfWeek.has(weekday % 7);
  return cron.dayRule === 'either' ? byMonth || byWeek : byMonth && byWeek;
}

/** Minutes of a day the line names, in order. */
export function cronMinutes({ hours, minutes }: Cron): readonly number[] {
  const all = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute));
  return all.sort((a, b) => a - b);
}

function readField(text: string, least: number, most: number): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (!match) return undefined;
    const [, first, last, stride] = match;
    const step = stride === undefined ? 1 : Number(stride);
    const from = first === undefined ? least : Number(first);
    // `5/10` goes on to the end, as `5-59/10` would.
    const openEnd = first === undefined || stride !== undefined;
    const to = last === undefined ? (openEnd ? most : from) : Number(last);
    if (step < 1 || from < least || to > most || from > to) return undefined;
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}
