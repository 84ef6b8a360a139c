import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'times',
  aliases: ['时长', '停留时长'],
  permission: 'numbers:own',
  summary: '每个阶段停多久，成交要多久',
  order: 320,
  args: { period: optional(arg.period()), about: optional(arg.about()) },
  examples: ['时长', '时长 近90天'],
  repeatable: true,
  run: async ({ args, actor, use, today }) => {
    const view = await use.viewReport({ ...args, by: actor });
    return reply.report(view, texts.reports.times(view, today));
  },
});
