import { arg, defineCommand, named, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'lose',
  aliases: ['丢单', '输单'],
  permission: 'lead:write',
  summary: '记为丢单，选一个原因；回访=日期 到时提醒再看',
  order: 100,
  args: {
    lead: arg.lead(),
    reason: arg.reason('lost'),
    recallOn: named(arg.day('回访', 'future', ['回访', 'recall'])),
    on: named(arg.day('日期', 'past', ['日期', 'date'])),
    note: optional(arg.rest('说明', ['说明', '备注', 'note'])),
  },
  examples: ['丢单 云帆软件 价格 比对手贵两成', '丢单 云帆软件 暂不采购 回访=30天后'],
  repeatable: false,
  several: 'leads',
  run: async ({ args: { lead, reason, recallOn, on, note }, actor, use, today }) => {
    const closed = await use.closeLead({ by: actor, lead: lead.id, kind: 'lost', reason, recallOn, on, note });
    return reply.text(texts.lead.closed(closed, reason, today, note));
  },
});
