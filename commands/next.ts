import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'next',
  aliases: ['下一步', '计划'],
  permission: 'lead:write',
  summary: '定好哪天做什么，到那天之前不催',
  order: 40,
  args: {
    lead: arg.lead(),
    on: arg.day('日期', 'future', ['日期', 'date']),
    text: optional(arg.rest('内容', ['内容', '备注', 'note'])),
  },
  examples: ['下一步 星河科技 明天 约王总看方案', '下一步 星河科技 下周一'],
  repeatable: false,
  several: 'leads',
  run: async ({ args: { lead, on, text }, actor, use, today }) =>
    reply.text(texts.lead.nextStepSet(await use.setNextStep({ by: actor, lead: lead.id, on, text }), today)),
});
