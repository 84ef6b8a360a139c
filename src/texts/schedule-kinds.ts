import type { ScheduleKind } from '../domain/schedule.ts';

/** What kinds of schedules are called. */
export const KIND_NAMES: Readonly<Record<ScheduleKind, string>> = {
  stale: '停滞',
  todo: '待办',
  bottom: '底层',
  weekly: '周报',
  review: '复盘',
  monthly: '月报',
  quota: '配额',
  quality: '数据质量',
  calendar: '日历',
};
