import { arg, defineCommand, named, optional, perhaps, reply, texts } from '../src/chat/command.ts';

const KINDS = {
  停滞: 'stale',
  待办: 'todo',
  底层: 'bottom',
  周报: 'weekly',
  复盘: 'review',
  月报: 'monthly',
  配额: 'quota',
  数据质量: 'quality',
} as const;
const KIND_WORDS = Object.keys(KINDS) as (keyof typeof KINDS)[];

/** What is done with reminders, in the words people have for it. */
const ACTIONS = {
  列表: 'list',
  添加: 'add',
  新增: 'add',
  改: 'change',
  修改: 'change',
  暂停: 'pause',
  恢复: 'resume',
  删除: 'remove',
  试发: 'try',
} as const;

export default defineCommand({
  name: 'schedule',
  aliases: ['提醒'],
  permission: 'team:admin',
  summary: '看和改什么时候提醒谁：停滞、待办、底层、周报、复盘、月报、配额、数据质量；试发只发给自己看',
  order: 225,
  args: {
    action: optional(arg.oneOf('列表/添加/改/暂停/恢复/删除/试发', Object.keys(ACTIONS) as (keyof typeof ACTIONS)[])),
    number: optional(arg.number('编号')),
    kind: optional(perhaps(arg.oneOf('种类', KIND_WORDS))),
    timing: optional(arg.timing('时间')),
    to: optional(arg.audience('本群/私聊/经理/管理员/所有群/群名/@成员', ['给', '群', 'to', 'group'])),
    team: named(arg.wordOrNone('团队', ['团队', 'team'])),
    stages: named(arg.stages('阶段', ['阶段', 'stage'])),
    minIdle: named(arg.limit('最少')),
    quiet: named(arg.quiet('免打扰', ['免打扰', 'quiet'])),
  },
  examples: [
    '提醒 添加 停滞 工作日 09:05 私聊',
    '提醒',
    '提醒 添加 周报 每周五 17:35 经理',
    '提醒 添加 待办 工作日 09:00 @李娜 免打扰=20:00-08:00',
    '提醒 改 1 阶段=商机、报价 最少=3天',
    '提醒 试发 1',
    '提醒 暂停 1',
  ],
  // Adding the same at once is refused; everything else comes to the same when it is done again.
  repeatable: true,
  run: async ({ args, words, actor: by, use, today, place }) => {
    const { number: id, kind, timing, to, quiet, team, stages, minIdle } = args;
    const action = ACTIONS[args.action ?? '列表'];
    const here = place.kind === 'group' ? place.group.id : undefined;
    const filters = { team, stages, minIdle };
    if (action === 'list') return reply.alone(reply.text(texts.schedules.list(await use.listSchedules(), today)));
    if (action === 'add') {
      if (kind === undefined) {
        const options = KIND_WORDS.map((label) => ({ label, line: `/提醒 ${words} 种类=${label}` }));
        return reply.choice(texts.schedules.askKind, options);
      }
      if (timing === undefined) return reply.choice(texts.schedules.askTiming, [], `/提醒 ${words} 时间={answer}`);
      const draft = { kind: KINDS[kind], to, here, timing, filters, quiet: quiet ?? null };
      return reply.text(texts.schedules.added(await use.addSchedule({ by, draft }), today));
    }
    if (id === undefined) return reply.choice(texts.schedules.whichNumber, [], `/提醒 ${words} 编号={answer}`);
    switch (action) {
      case 'change': {
        const hasChange = [timing, to, quiet, team, stages, minIdle].some((one) => one !== undefined);
        if (!hasChange) return reply.choice(texts.schedules.askChange(id), [], `/提醒 ${words} 时间={answer}`);
        const change = { timing, to, here, filters, quiet };
        return reply.text(texts.schedules.changed(await use.changeSchedule({ by, id, change }), today));
      }
      case 'pause':
        return reply.text(texts.schedules.paused(await use.changeSchedule({ by, id, change: { isOn: false } })));
      case 'resume':
        return reply.text(texts.schedules.resumed(await use.changeSchedule({ by, id, change: { isOn: true } }), today));
      case 'remove':
        return reply.text(texts.schedules.removed(await use.removeSchedule({ by, id })));
      case 'try':
        return reply.trial(texts.schedules.trying(await use.showSchedule({ id }), today), { schedule: id, by: by.id });
    }
  },
});
