import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'transfer',
  aliases: ['转交', '移交', '交给'],
  permission: 'lead:write',
  summary: '把线索交给别人负责，两边都会收到通知',
  order: 78,
  args: { lead: arg.lead(), member: arg.newOwner(), note: optional(arg.rest('备注')) },
  examples: ['转交 星河科技 @lina', '转交 星河科技 李娜 客户在她那边'],
  repeatable: false,
  several: 'leads',
  run: async ({ args: { lead, member, note }, actor, use }) => {
    const given = await use.transferLead({ by: actor, lead: lead.id, to: member, note });
    const { from, to } = given;
    return reply.telling(
      reply.text(texts.upkeep.transferred(given)),
      [
        { member: to, text: texts.upkeep.received(given) },
        { member: from, text: texts.upkeep.givenAway(given) },
      ].filter((notice) => notice.member.id !== actor.id),
    );
  },
});
