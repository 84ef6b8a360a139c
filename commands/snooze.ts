import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'snooze',
  aliases: ['延后', '延期'],
  permission: 'lead:write',
  summary: '过几天再催，不写就是3天；一条线索最多延后3次',
  order: 45,
  args: { lead: arg.lead(), until: optional(arg.putOff()) },
  examples: ['延后 星河科技 3天', '延后 星河科技 下周一'],
  repeatable: false,
  several: 'leads',
  run: async ({ args: { lead, until }, actor, use, today }) =>
    reply.text(texts.upkeep.snoozed(await use.snoozeLead({ by: actor, lead: lead.id, until }), today)),
});
