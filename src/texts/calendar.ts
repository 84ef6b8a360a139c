import type { LocalDay } from '../domain/period.ts';
import { addDays } from '../domain/period.ts';
import type { CalendarOverride, SpecialDay } from '../domain/work-calendar.ts';
import type { CalendarChange, CalendarView, DayRange } from '../usecases/index.ts';
import { day, inline, type Today } from './format.ts';

const KIND = { holiday: '休', workday: '上班' } as const;

/** Which days are worked. */
export const calendar = {
  view: ({ comingDays, unpublishedYears }: CalendarView, today: Today) =>
    [
      comingDays.length === 0 ? '接下来没有节假日和调休' : '接下来的节假日和调休：',
      ...stretches(comingDays).map((stretch) => `· ${ofStretch(stretch, today)}`),
      ...unpublishedYears.map(unpublished),
      '改一天：/日历 日期 休 名称，/日历 日期 班，/日历 删除 日期',
    ].join('\n'),
  changed: (change: CalendarChange, kind: CalendarOverride['kind'], today: Today) =>
    [
      `${range(change, today)}${KIND[kind]}${change.changed === 0 ? '，和原来一样' : ''}`,
      months(change),
      change.publishedYear === null ? '' : `${change.publishedYear} 年的节假日算公布了`,
      `不对就发 /日历 删除 ${asTyped(change)}`,
    ]
      .filter(Boolean)
      .join('\n'),
  cleared: (change: CalendarChange, today: Today) => `${range(change, today)}不再单独定，按公布的算\n${months(change)}`,
  askDay: '哪一天，直接回日期，一段写成 2027-01-01~2027-01-03',
  askAction: (days: DayRange, today: Today) => `${range(days, today)}怎么改`,
  actions: (days: DayRange) =>
    (['休', '班', '删除'] as const).map((action) => ({
      label: { 休: '休', 班: '上班', 删除: '按公布的算' }[action],
      line: `/日历 ${asTyped(days)} ${action}`,
    })),
} as const;

function unpublished(year: number): string {
  return `${year} 年节假日未公布，先按周一到周五算。公布后一段一段发进来，填到国庆节（${year}-10-01）就算齐了`;
}

function months({ months }: CalendarChange): string {
  return months
    .map(({ month, workdays }) => `${month.slice(0, 4)}年${Number(month.slice(5))}月 ${workdays} 个工作日`)
    .join('，');
}

function range({ from, to }: DayRange, today: Today): string {
  return from === to ? `${day(from, today)}` : `${day(from, today)}到${day(to, today)}`;
}

function asTyped({ from, to }: DayRange): string {
  return from === to ? from : `${from}~${to}`;
}

interface Stretch extends SpecialDay {
  readonly to: LocalDay;
}

/** Days in a row that are off, or worked, for the same reason. */
function stretches(days: readonly SpecialDay[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const one of days) {
    const last = found.at(-1);
    const goesOn =
      last &&
      addDays(last.to, 1) === one.day &&
      (['kind', 'note', 'origin'] as const).every((key) => last[key] === one[key]);
    if (goesOn) found[found.length - 1] = { ...last, to: one.day };
    else found.push({ ...one, to: one.day });
  }
  return found;
}

function ofStretch({ day: from, to, kind, note, origin }: Stretch, today: Today): string {
  return `${range({ from, to }, today)}${KIND[kind]}${note === '' ? '' : ` ${inline(note)}`}${origin === 'team' ? '（自己定的）' : ''}`;
}
