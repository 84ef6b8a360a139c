import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'stale',
  aliases: ['停滞'],
  permission: 'numbers:own',
  summary: '停滞的线索，按负责人列，最急的在前',
  order: 340,
  args: { about: optional(arg.about()) },
  examples: ['停滞'],
  repeatable: true,
  run: async ({ args, actor, use, today }) =>
    reply.alone(reply.text(texts.reports.stale(await use.viewReport({ ...args, by: actor }), today))),
});
