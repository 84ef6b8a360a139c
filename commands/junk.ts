import { arg, defineCommand, named, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'junk',
  aliases: ['无效', '作废'],
  permission: 'lead:write',
  summary: '不是真的线索（空号、重复、非目标客户）',
  order: 110,
  args: {
    lead: arg.lead(),
    reason: arg.reason('invalid'),
    on: named(arg.day('日期', 'past', ['日期', 'date'])),
    note: optional(arg.rest('说明', ['说明', '备注', 'note'])),
  },
  examples: ['无效 北辰咨询 空号'],
  repeatable: false,
  run: async ({ args: { lead, reason, on, note }, actor, use, today }) => {
    const closed = await use.closeLead({ by: actor, lead: lead.id, kind: 'invalid', reason, on, note });
    return reply.text(texts.lead.closed(closed, reason, today, note));
  },
});
