import { arg, defineCommand, named, optional, pictures, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'funnel',
  aliases: ['漏斗'],
  permission: 'numbers:own',
  summary: '各阶段多少条、进出和转化；不写周期就是本周，转化看近91天',
  order: 300,
  args: {
    period: optional(arg.period()),
    about: optional(arg.about()),
    source: named(arg.source()),
  },
  examples: ['漏斗', '漏斗 上月', '漏斗 近30天 来源=展会'],
  repeatable: true,
  run: async ({ args, actor, use, today, place }) => {
    const view = await use.viewReport({ ...args, by: actor });
    return reply.report(view, texts.reports.funnel(view, today), pictures.funnel(view, today, place));
  },
});
