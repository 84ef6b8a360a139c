import type { AuditAction } from '../domain/audit-action.ts';
import { localDay } from '../domain/period.ts';
import type { AuditLine } from '../usecases/index.ts';
import { clockTime, dateOf, inline, type Today } from './format.ts';
import { ACTORS } from './history.ts';

/** What each action is called. */
const ACTIONS: Readonly<Record<AuditAction, string>> = {
  'lead.create': '新建',
  'lead.edit': '改资料',
  'lead.move': '推进',
  'lead.back': '退回',
  'lead.won': '成交',
  'lead.lost': '丢单',
  'lead.invalid': '标无效',
  'lead.reopen': '重启',
  'lead.touch': '跟进',
  'lead.next': '定下一步',
  'lead.snooze': '延后',
  'lead.transfer': '转交',
  'lead.merge': '合并',
  'lead.answer': '答清单',
  'lead.undo': '撤销',
  'lead.import': '导入',
  'lead.export': '导出',
  'backup.make': '备份',
  'member.set': '改成员',
  'member.left': '离职',
  'member.back': '回来',
  'member.rename': '换账号',
  'member.handover': '交接线索',
  'team.add': '新建团队',
  'team.rename': '团队改名',
  'team.remove': '删团队',
  'group.bind': '绑定群',
  'group.unbind': '解绑群',
  'group.privacy': '改群隐私',
  'calendar.set': '改日历',
  'calendar.clear': '恢复日历',
  'stage.add': '添加阶段',
  'stage.edit': '改阶段',
  'stage.order': '阶段排序',
  'stage.archive': '归档阶段',
  'reason.add': '添加原因',
  'reason.rename': '原因改名',
  'reason.archive': '归档原因',
  'schedule.add': '添加提醒',
  'schedule.change': '改提醒',
  'schedule.remove': '删提醒',
  'quota.set': '定配额',
  'target.set': '定目标',
};

/** Who did what: names, never what was written. */
export function audit(
  { lines, hasMore }: { readonly lines: readonly AuditLine[]; readonly hasMore: boolean },
  today: Today,
): string {
  if (lines.length === 0) return '这段时间没有人做过什么';
  return [
    `${hasMore ? '最近' : '共'} ${lines.length} 条，新的在前`,
    ...lines.map((line) => oneLine(line, today)),
    hasMore ? '更早的加上周期看，例如 /审计 上周' : '',
  ]
    .filter(Boolean)
    .join('\n');
}

function oneLine({ at, action, actorName, leadName, subjectName }: AuditLine, { now, timeZone }: Today): string {
  const on = dateOf(localDay(at, timeZone), localDay(now, timeZone));
  const about = leadName ?? subjectName;
  return `${on} ${clockTime(at, timeZone)} ${ACTORS[actorName] ?? inline(actorName)} ${ACTIONS[action]}${about === null ? '' : ` ${inline(about)}`}`;
}
