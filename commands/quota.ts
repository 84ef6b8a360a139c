import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'quota',
  aliases: ['配额'],
  permission: 'numbers:own',
  summary: '一周推进了几个，离配额差几个，哪几条最接近；不写周期看上周，经理写 12个 就是定每周几个',
  order: 430,
  args: { base: optional(arg.perWeek()), period: optional(arg.period()), about: optional(arg.about()) },
  examples: ['配额', '配额 本周'],
  repeatable: true,
  run: async ({ args: { base, ...asked }, actor: by, use, today }) => {
    if (base === undefined)
      return reply.alone(reply.text(texts.planning.quota(await use.viewQuota({ ...asked, by }), today)));
    return reply.alone(
      reply.text(texts.planning.quotaSet(await use.setQuota({ by, about: asked.about, base }), today)),
    );
  },
});
