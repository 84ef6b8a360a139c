import { localDay } from '../domain/period.ts';
import type { Rhythm, Schedule, ScheduleKind, ScheduleTarget, Slot } from '../domain/schedule.ts';
import type { ScheduleView } from '../usecases/index.ts';
import { clockOf } from './digests.ts';
import { dateOf, day, inline, type Today } from './format.ts';

/** What kinds of schedules are called. */
export const KIND_NAMES: Readonly<Record<Exclude<ScheduleKind, 'calendar'>, string>> = {
  stale: '停滞',
  todo: '待办',
  weekly: '周报',
  review: '复盘',
  monthly: '月报',
  quota: '配额',
  quality: '数据质量',
};
const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** The schedules: what is sent when to whom. */
export const schedules = {
  list: (all: readonly ScheduleView[], today: Today): string =>
    all.length === 0
      ? '还没有提醒。加一个：/提醒 添加 停滞 工作日 09:05 私聊'
      : [
          `提醒 ${all.length} 个`,
          ...all.map((view) => `${view.schedule.id}. ${nameOf(view)} · ${nextOf(view, today)}`),
          '改：/提醒 改 编号 每周五 17:35；还有 暂停、恢复、删除',
        ].join('\n'),
  added: (view: ScheduleView, today: Today): string => `加好了，编号 ${view.schedule.id}\n${detail(view, today)}`,
  changed: (view: ScheduleView, today: Today): string => `改好了，编号 ${view.schedule.id}\n${detail(view, today)}`,
  paused: (view: ScheduleView): string => `${nameOf(view)} 暂停了。恢复发 /提醒 恢复 ${view.schedule.id}`,
  removed: (view: ScheduleView): string => `${nameOf(view)} 删掉了`,
  whichNumber: '哪一个，直接回编号（发 /提醒 看）',
  badNumber: (word: string) => `「${inline(word)}」不是编号，发 /提醒 看编号`,
  badTiming: (word: string) =>
    `时间「${inline(word)}」看不懂。可以写：工作日 09:05、每天 18:00、每周五 17:35、每周最后一个工作日 17:35、每月最后一个工作日 18:00、每月第一个工作日 09:05、每月1日 09:00，或者 cron 五段`,
  askKind: '提醒什么',
  askTiming: '什么时候发，直接回时间，例如 工作日 09:05',
  needsGroup: '「本群」要在群里发。或者写群名：群=销售群',
} as const;

function detail(view: ScheduleView, today: Today): string {
  const { runs } = view;
  const next = runs.length === 0 ? '接下来没有要发的' : `接下来：${runs.map((slot) => slotOf(slot, today)).join('、')}`;
  return `${nameOf(view)}\n${next}`;
}

function nextOf({ schedule, runs }: ScheduleView, today: Today): string {
  if (!schedule.isOn) return '已暂停';
  return runs.length === 0 ? '没有下一次' : `接下来 ${runs.map((slot) => slotOf(slot, today)).join('、')}`;
}

function nameOf({ schedule, targetName }: ScheduleView): string {
  const kind = schedule.kind === 'calendar' ? '' : KIND_NAMES[schedule.kind];
  const { team } = schedule.filters;
  return `${kind} ${timingOf(schedule)} → ${toOf(schedule.target, targetName)}${team === undefined ? '' : `（${inline(team)}）`}`;
}

function toOf(target: ScheduleTarget, name: string): string {
  switch (target.kind) {
    case 'group':
      return `群「${inline(name)}」`;
    case 'groups':
      return '所有绑定的群';
    case 'member':
      return inline(name);
    case 'role':
      return target.role === 'manager' ? '经理' : '管理员';
    case 'owners':
      return '每个负责人私聊';
  }
}

/** A run: `明天（周四）09:05`. */
function slotOf({ day: on, minute }: Slot, today: Today): string {
  return `${day(on, today)}${clockOf(minute)}`;
}

function timingOf({ rhythm, days }: Schedule): string {
  if (rhythm.kind === 'cron') return `cron ${rhythm.expression}`;
  const on = rhythm.kind === 'daily' && days === 'workdays' ? '工作日' : daysOf(rhythm);
  return `${on} ${clockOf(rhythm.minute)}`;
}

function daysOf(rhythm: Exclude<Rhythm, { readonly kind: 'cron' }>): string {
  switch (rhythm.kind) {
    case 'daily':
      return '每天';
    case 'weekly':
      return `每周${WEEKDAYS[rhythm.weekday - 1]}`;
    case 'last_workday_of_week':
      return '每周最后一个工作日';
    case 'first_workday_of_month':
      return '每月第一个工作日';
    case 'last_workday_of_month':
      return '每月最后一个工作日';
    case 'monthly':
      return `每月${rhythm.dayOfMonth}日`;
  }
}

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
