import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'bottom',
  aliases: ['底层'],
  permission: 'numbers:team',
  summary: '马上能签的线索，金额大的在前，经理从这里介入',
  order: 360,
  args: { about: optional(arg.about()) },
  examples: ['底层'],
  repeatable: true,
  run: async ({ args, actor, use, today }) =>
    reply.alone(reply.text(texts.desk.bottom(await use.viewBottom({ ...args, by: actor }), today))),
});
