import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'audit',
  aliases: ['审计'],
  permission: 'team:admin',
  summary: '谁在什么时候做了什么，最近 20 条',
  order: 250,
  args: {
    period: optional(arg.period()),
    // What is no member may be a lead; with the sign before it, it was meant as one.
    member: optional({ ...arg.member(), meant: ({ text }) => /^[@＠]/.test(text) }),
    lead: optional(arg.lead()),
  },
  examples: ['审计', '审计 @zhangwei 本周', '审计 星河科技'],
  repeatable: true,
  run: async ({ args: { period, member, lead }, use, today }) =>
    reply.alone(
      reply.text(texts.audit(await use.auditTrail({ actor: member?.id, lead: lead?.id, days: period }), today)),
    ),
});
