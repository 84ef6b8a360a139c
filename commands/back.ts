import { arg, defineCommand, named, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'back',
  aliases: ['退回', '回退'],
  permission: 'lead:write',
  summary: '退回到前面的阶段，要写原因',
  order: 80,
  args: {
    lead: arg.lead(),
    stage: arg.stage(),
    on: named(arg.day('日期', 'past', ['日期', 'date'])),
    why: arg.rest('原因', ['原因', '备注', 'reason', 'note']),
  },
  examples: ['退回 云帆软件 意向 预算被砍，要重新立项'],
  repeatable: false,
  run: async ({ args: { lead, stage, on, why }, actor, use, today }) =>
    reply.text(
      texts.lead.movedBack(await use.moveBack({ by: actor, lead: lead.id, to: stage, on, note: why }), why, today),
    ),
});
