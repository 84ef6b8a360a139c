import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'reopen',
  aliases: ['重启', '重开'],
  permission: 'lead:write',
  summary: '把成交、丢单或无效的线索重新打开',
  order: 120,
  args: {
    lead: arg.lead({ prefer: 'closed' }),
    stage: optional(arg.stage({ of: 'open' })),
    note: optional(arg.rest('备注')),
  },
  examples: ['重启 远山食品', '重启 远山食品 意向 客户又来找我们了'],
  repeatable: false,
  run: async ({ args: { lead, stage, note }, actor, use }) =>
    reply.text(texts.lead.reopened(await use.reopenLead({ by: actor, lead: lead.id, to: stage, note }), note)),
});
