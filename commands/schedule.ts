import { arg, type Call, defineCommand, named, optional, perhaps, reply, texts } from '../src/chat/command.ts';

const KINDS = {
  停滞: 'stale',
  待办: 'todo',
  周报: 'weekly',
  复盘: 'review',
  月报: 'monthly',
  配额: 'quota',
  数据质量: 'quality',
} as const;

export default defineCommand({
  name: 'schedule',
  aliases: ['提醒'],
  permission: 'team:admin',
  summary: '看和改什么时候提醒谁：停滞、待办、周报、复盘、月报、配额、数据质量',
  order: 225,
  args: {
    action: optional(arg.oneOf('添加/改/暂停/恢复/删除', ['添加', '改', '暂停', '恢复', '删除'])),
    number: optional(arg.number('编号')),
    kind: optional(perhaps(arg.oneOf('种类', ['停滞', '待办', '周报', '复盘', '月报', '配额', '数据质量']))),
    group: named(arg.word('群', ['群', 'group'])),
    team: named(arg.word('团队', ['团队', 'team'])),
    timing: optional(arg.timing('时间')),
    to: optional(arg.oneOf('本群/私聊/经理/所有群', ['本群', '私聊', '经理', '管理员', '所有群'])),
  },
  examples: ['提醒', '提醒 添加 停滞 工作日 09:05 私聊', '提醒 添加 周报 每周五 17:35 经理', '提醒 暂停 1'],
  repeatable: false,
  run: async ({ args, actor, use, today, place }) => {
    const { action, number: id, kind, timing } = args;
    if (action === undefined) return reply.alone(reply.text(texts.schedules.list(await use.listSchedules(), today)));
    if (action === '添加') {
      if (kind === undefined) {
        const options = Object.keys(KINDS).map((label) => ({ label, line: `/提醒 添加 ${label}` }));
        return reply.choice(texts.schedules.askKind, options);
      }
      if (timing === undefined) return reply.choice(texts.schedules.askTiming, [], `/提醒 添加 ${kind} {answer}`);
      const target = await targetOf(args, place, use);
      if (!target) return reply.text(texts.schedules.needsGroup);
      const filters = args.team === undefined ? {} : { team: args.team };
      const draft = { kind: KINDS[kind], target, ...timing, filters };
      return reply.text(texts.schedules.added(await use.addSchedule({ by: actor, draft }), today));
    }
    if (id === undefined) return reply.choice(texts.schedules.whichNumber, [], `/提醒 ${action} {answer}`);
    if (action === '删除') return reply.text(texts.schedules.removed(await use.removeSchedule({ by: actor, id })));
    if (action === '改' && timing === undefined) {
      return reply.choice(texts.schedules.askTiming, [], `/提醒 改 ${id} {answer}`);
    }
    const change = action === '改' ? { ...timing } : { isOn: action === '恢复' };
    const view = await use.changeSchedule({ by: actor, id, change });
    return reply.text(action === '暂停' ? texts.schedules.paused(view) : texts.schedules.changed(view, today));
  },
});

/** To whom: the group that is named or at hand, or what fits the kind. Undefined when the group at hand is none. */
async function targetOf(
  {
    to,
    group,
    kind,
  }: { readonly to: string | undefined; readonly group: string | undefined; readonly kind: string | undefined },
  place: Call<unknown>['place'],
  use: Call<unknown>['use'],
) {
  if (group !== undefined) return { kind: 'group', group: (await use.groupNamed(group)).id } as const;
  const isHere = to === '本群' || (to === undefined && place.kind === 'group');
  if (isHere) return place.kind === 'group' ? ({ kind: 'group', group: place.group.id } as const) : undefined;
  if (to === '经理') return { kind: 'role', role: 'manager' } as const;
  if (to === '管理员') return { kind: 'role', role: 'admin' } as const;
  if (to === '所有群') return { kind: 'groups' } as const;
  // A digest is for those in charge; what is everybody's own goes to everybody.
  return kind === '停滞' || kind === '待办'
    ? ({ kind: 'owners' } as const)
    : ({ kind: 'role', role: 'manager' } as const);
}
