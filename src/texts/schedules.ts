import type { Rhythm, Schedule, ScheduleTarget, Slot } from '../domain/schedule.ts';
import type { ScheduleView } from '../usecases/index.ts';
import { clockOf } from './digests.ts';
import { day, inline, type Today } from './format.ts';
import { KIND_NAMES } from './schedule-kinds.ts';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** The schedules: what is sent when to whom. */
export const schedules = {
  list: (all: readonly ScheduleView[], today: Today): string =>
    all.length === 0
      ? '还没有提醒。加一个：/提醒 添加 停滞 工作日 09:05 私聊'
      : [
          `提醒 ${all.length} 个`,
          ...all.map((view) => `${view.schedule.id}. ${nameOf(view)} · ${nextOf(view, today)}`),
          '改：/提醒 改 编号 每周五 17:35；还有 暂停、恢复、试发、删除',
        ].join('\n'),
  added: (view: ScheduleView, today: Today): string => `加好了，编号 ${view.schedule.id}\n${detail(view, today)}`,
  changed: (view: ScheduleView, today: Today): string => `改好了，编号 ${view.schedule.id}\n${detail(view, today)}`,
  resumed: (view: ScheduleView, today: Today): string => `恢复了，编号 ${view.schedule.id}\n${detail(view, today)}`,
  paused: (view: ScheduleView): string => `${nameOf(view)} 暂停了。恢复发 /提醒 恢复 ${view.schedule.id}`,
  removed: (view: ScheduleView): string => `${nameOf(view)} 删掉了`,
  /** What goes out now follows by itself. */
  trying: (view: ScheduleView, today: Today): string =>
    `试发编号 ${view.schedule.id}，只发给你，不算正式的一次\n${detail(view, today)}`,
  noTryingHere: '这里只能回答，不能主动发，试发不了。到应用里发一次',
  /** Stands above what is tried out: `names` are those it would go to, the first of them is who it is shown for. */
  tried: (view: ScheduleView, names: readonly string[]): string => {
    const [first, ...others] = names.map((name) => inline(name));
    const more = others.length === 0 ? '' : `，另外还有 ${others.length} 份：${listed(others)}`;
    return `试发 · ${nameOf(view)}\n给 ${first} 的这一份${more}`;
  },
  triedInVain: (view: ScheduleView): string => `试发 · ${nameOf(view)}\n现在发的话，没有要说的，谁都不会收到`,
  triedNobody: (view: ScheduleView): string => `试发 · ${nameOf(view)}\n现在没有人能收到：还没有这样的群或成员`,
  triedGone: '试发的提醒已经删掉了',
  whichNumber: '哪一个，直接回编号（发 /提醒 看）',
  badNumber: (word: string) => `「${inline(word)}」不是编号，发 /提醒 看编号`,
  badTiming: (word: string) =>
    `时间「${inline(word)}」看不懂。可以写：工作日 09:05、每天 18:00、每周五 17:35、每周最后一个工作日 17:35、每月最后一个工作日 18:00、每月第一个工作日 09:05、每月1日 09:00，或者 cron 五段`,
  badQuiet: (word: string) => `免打扰「${inline(word)}」看不懂。可以写 20:00-08:00，不要就写 无`,
  askKind: '提醒什么',
  askTiming: '什么时候发，直接回时间，例如 工作日 09:05',
  askChange: (id: number) =>
    `改什么。改时间直接回，例如 工作日 09:05；改别的发 /提醒 改 ${id} 经理、团队=华东组、阶段=商机、最少=3天、免打扰=20:00-08:00，不要了写 无`,
} as const;

function detail(view: ScheduleView, today: Today): string {
  const { runs, schedule } = view;
  const runsLine = runs.map((run) => runOf(run, today)).join('、');
  if (!schedule.isOn) return `${nameOf(view)}\n现在是暂停的，恢复发 /提醒 恢复 ${schedule.id}`;
  const twin =
    view.twin === undefined ? '' : `\n和编号 ${view.twin} 一样，多半是重复的，不要就发 /提醒 删除 ${schedule.id}`;
  return `${nameOf(view)}\n${runs.length === 0 ? '接下来没有要发的' : `接下来：${runsLine}`}${twin}`;
}

function nextOf({ schedule, runs }: ScheduleView, today: Today): string {
  if (!schedule.isOn) return '已暂停';
  return runs.length === 0 ? '没有下一次' : `接下来 ${runs.map((run) => runOf(run, today)).join('、')}`;
}

/** `停滞 工作日 09:05 → 经理（华东组，阶段 商机、报价，3 天没动，20:00-08:00 免打扰）`. */
function nameOf({ schedule, targetName, stageNames }: ScheduleView): string {
  const { kind, filters, quiet } = schedule;
  const notes = [
    ...(filters.team === undefined ? [] : [inline(filters.team)]),
    ...(stageNames.length === 0 ? [] : [`阶段 ${stageNames.map((name) => inline(name)).join('、')}`]),
    ...(filters.minIdle === undefined ? [] : [`满 ${filters.minIdle} 个工作日没动`]),
    ...(quiet ? [`${clockOf(quiet.from)}-${clockOf(quiet.to)} 免打扰`] : []),
  ];
  const narrowed = notes.length === 0 ? '' : `（${notes.join('，')}）`;
  return `${KIND_NAMES[kind]} ${timingOf(schedule)} → ${toOf(schedule.target, targetName)}${narrowed}`;
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

/** A run: `明天（周四）09:05`, and when it goes out if quiet hours hold it back. */
function runOf({ day: on, minute, heldUntil }: ScheduleView['runs'][number], today: Today): string {
  const slot = slotOf({ day: on, minute }, today);
  return heldUntil ? `${slot}（免打扰，${slotOf(heldUntil, today)} 发）` : slot;
}

function slotOf({ day: on, minute }: Pick<Slot, 'day' | 'minute'>, today: Today): string {
  return `${day(on, today)}${clockOf(minute)}`;
}

function timingOf({ rhythm, days }: Pick<Schedule, 'rhythm' | 'days'>): string {
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

/** Names one line gives at most. */
const MOST_NAMES = 5;

function listed(names: readonly string[]): string {
  return `${names.slice(0, MOST_NAMES).join('、')}${names.length > MOST_NAMES ? ` 等` : ''}`;
}
