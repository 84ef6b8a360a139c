import { localDay } from '../domain/period.ts';
import type { Slot } from '../domain/schedule.ts';
import { dateOf, inline, type Today } from './format.ts';

/** Who is away. */
export const absences = {
  set: (
    {
      absence,
      substitute,
    }: {
      readonly absence: { readonly from: Slot['day']; readonly to: Slot['day'] };
      readonly substitute: { readonly name: string } | undefined;
    },
    today: Today,
  ): string => {
    const on = localDay(today.now, today.timeZone);
    const range =
      absence.from === absence.to ? dateOf(absence.from, on) : `${dateOf(absence.from, on)}到${dateOf(absence.to, on)}`;
    const who = substitute ? `提醒发给 ${inline(substitute.name)}` : '提醒暂停';
    return `${range}休假，${who}。停留天数照常算。取消发 /休假 取消`;
  },
  none: '没有记休假。记一个：/休假 6月15日~6月17日 代办=@成员',
  cleared: '休假取消了，提醒照常',
} as const;
