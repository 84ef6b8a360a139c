import { arg, defineCommand, named, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'win',
  aliases: ['成交', '赢单', '签单'],
  permission: 'lead:write',
  summary: '记为成交，可以带上最后的金额',
  order: 90,
  args: {
    lead: arg.lead(),
    amount: optional(arg.money()),
    on: named(arg.day('日期', 'past', ['日期', 'date'])),
    note: optional(arg.rest('备注')),
  },
  examples: ['成交 天工机械', '成交 天工机械 12.5万 日期=昨天'],
  repeatable: false,
  run: async ({ args: { lead, amount, on, note }, actor, use, today }) => {
    const closed = await use.closeLead({ by: actor, lead: lead.id, kind: 'won', amountFen: amount, on, note });
    return reply.text(texts.lead.closed(closed, undefined, today, note));
  },
});
