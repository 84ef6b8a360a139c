import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'calendar',
  aliases: ['日历', '节假日'],
  permission: 'team:admin',
  summary: '看节假日和调休，改哪天休、哪天上班',
  order: 220,
  args: {
    days: optional(arg.days('日期')),
    action: optional(arg.oneOf('休/班/删除', ['休', '班', '删除'])),
    note: optional(arg.rest('名称', ['名称', '备注', 'note'])),
  },
  examples: ['日历 2027-01-01 休 元旦', '日历', '日历 2027-02-07 班', '日历 2027-01-01~2027-01-03 休'],
  repeatable: false,
  run: async ({ args: { days, action, note }, actor, use, today }) => {
    if (!days && !action) return reply.text(texts.calendar.view(await use.showCalendar(), today));
    if (!days) return reply.choice(texts.calendar.askDay, [], `/日历 {answer} ${action}`);
    if (!action) return reply.choice(texts.calendar.askAction(days, today), texts.calendar.actions(days));
    if (action === '删除') {
      return reply.text(texts.calendar.cleared(await use.clearCalendarDays({ by: actor, ...days }), today));
    }
    const kind = action === '休' ? 'holiday' : 'workday';
    const change = await use.setCalendarDays({ by: actor, ...days, kind, note });
    return reply.text(texts.calendar.changed(change, kind, today));
  },
});
