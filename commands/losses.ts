import { arg, defineCommand, named, optional, pictures, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'losses',
  aliases: ['丢单分析', '丢单原因'],
  permission: 'numbers:own',
  summary: '丢在哪个阶段、为什么',
  order: 330,
  args: {
    period: optional(arg.period()),
    about: optional(arg.about()),
    source: named(arg.source()),
  },
  examples: ['丢单分析', '丢单分析 近90天'],
  repeatable: true,
  run: async ({ args, actor, use, today, place }) => {
    const view = await use.viewReport({ ...args, by: actor });
    return reply.report(view, texts.reports.losses(view, today), pictures.losses(view, today, place));
  },
});
