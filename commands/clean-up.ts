import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'clean-up',
  aliases: ['清理'],
  permission: 'numbers:team',
  summary: '数据可信度打几分，谁有哪些要补',
  order: 370,
  args: { about: optional(arg.about()) },
  examples: ['清理'],
  repeatable: true,
  run: async ({ args, actor, use }) =>
    reply.alone(reply.text(texts.desk.cleanUp(await use.viewCleanUp({ ...args, by: actor })))),
});
